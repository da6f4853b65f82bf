import { ChainruleError } from "chainrule";
import type { Text } from "./text.js";

interface NumberSetting {
  readonly label: Text;
  readonly kind: "number";
  readonly default: number;
  readonly min: number;
  readonly max: number;
  readonly whole?: true;
  /** A control steps by factors. */
  readonly log?: true;
}

interface ChoiceSetting {
  readonly label: Text;
  readonly kind: "choice";
  readonly default: string;
  readonly choices: readonly string[];
}

/** Something worth changing. */
export type Setting = NumberSetting | ChoiceSetting;
export type Settings = Readonly<Record<string, Setting>>;

/** What the settings of an experiment are set to. */
export type Values<S extends Settings> = {
  readonly [K in keyof S]: S[K]["kind"] extends "number" ? number : string;
};

type NumberOptions = Omit<NumberSetting, "label" | "kind" | "default" | "min" | "max">;

export const number = (label: Text, fallback: number, min: number, max: number, more: NumberOptions = {}) =>
  ({ label, kind: "number", default: fallback, min, max, ...more }) as const;

/** A whole number. */
export const whole = (label: Text, fallback: number, min: number, max: number) =>
  number(label, fallback, min, max, { whole: true });

export const choice = (label: Text, fallback: string, choices: readonly string[]) =>
  ({ label, kind: "choice", default: fallback, choices }) as const;

export const defaultsOf = <S extends Settings>(settings: S): Values<S> =>
  Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, setting.default])) as Values<S>;

/** The defaults with some values set otherwise, each checked.
 *  Errors    E_FIELD no such setting, or a value out of its range */
export function checkSettings<S extends Settings>(
  settings: S,
  given: Readonly<Record<string, number | string>>,
  where: string,
): Values<S> {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(settings, name)) {
      const names = Object.keys(settings);
      const remedy = names.length === 0 ? "It has no settings." : `There are: ${names.join(", ")}.`;
      fail(where, "a setting of this experiment", `"${name}"`, remedy);
    }
    const setting = settings[name];
    if (!fits(setting, value)) {
      fail(
        `${name} of ${where}`,
        rangeOf(setting),
        JSON.stringify(value),
        `Its default is ${setting.default}.`,
      );
    }
  }
  return { ...defaultsOf(settings), ...given } as Values<S>;
}

function fits(setting: Setting, value: number | string): boolean {
  if (setting.kind === "choice") return setting.choices.includes(String(value));
  if (typeof value !== "number" || !(value >= setting.min && value <= setting.max)) return false;
  return setting.whole !== true || Number.isInteger(value);
}

/** `a whole number from 1 to 50`, `tanh, relu or sigmoid` */
export function rangeOf(setting: Setting): string {
  if (setting.kind === "choice") return `one of ${setting.choices.join(", ")}`;
  return `a ${setting.whole ? "whole " : ""}number from ${setting.min} to ${setting.max}`;
}

function fail(where: string, expected: string, got: string, remedy: string): never {
  throw new ChainruleError("E_FIELD", { where, expected, got, remedy });
}
