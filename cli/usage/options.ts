import { type Command, InvalidArgumentError, Option } from "commander";

/** Takes what a command is to exit with. */
export type Exit = (code: number) => void;

/** A new command, with its examples in front of the help. */
export const add = (parent: Command, call: string, summary: string, help: string): Command =>
  parent.command(call).summary(summary).description(summary).addHelpText("before", help.trimStart());

export function wholeNumber(least: number) {
  return (text: string): number => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value) && value >= least) return value;
    throw new InvalidArgumentError(`Expected a whole number ≥ ${least}.`);
  };
}

/** Of an option that may be given again. */
export const all = (value: string, before: string[] = []): string[] => [...before, value];

export const data = new Option("--data <spec>", "other data: a name, or a path");
export const set = new Option(
  "--set <path=value>",
  "change a value of the recipe, null leaves it out; may be given again",
).argParser(all);
export const json = new Option("--json", "one JSON document on stdout");
