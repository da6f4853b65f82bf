import { ChainruleError } from "chainrule";
import { type Experiment, experiments } from "../../experiments/index.js";
import { usage } from "../errors.js";
import { nearest } from "../nearest.js";

/** The experiment of this id.
 *  Errors    E_FIELD none has it */
export function findExperiment(id: string | undefined): Experiment {
  const ids = experiments.map((experiment) => experiment.id);
  const found = experiments.find((experiment) => experiment.id === id);
  if (found !== undefined) return found;
  const near = id === undefined ? undefined : nearest(id, ids);
  throw new ChainruleError("E_FIELD", {
    where: "experiment",
    expected: "the id of an experiment, or --all",
    got: id === undefined ? "none" : `"${id}"`,
    remedy: `${near ? `Did you mean "${near}"? ` : ""}There are: ${ids.join(", ")}.`,
  });
}

/** Reads `name=value`s.
 *  Errors    E_FIELD not of that form */
export function readSettings(
  { settings }: Experiment,
  given: readonly string[],
): Record<string, number | string> {
  return Object.fromEntries(
    given.map((text) => {
      const [, name, value] = /^(\w+)=(.+)$/.exec(text) ?? [];
      if (name === undefined) {
        const [first] = Object.entries(settings);
        const example = first && `Write for example --set ${first[0]}=${first[1].default}.`;
        usage("--set", "name=value", `"${text}"`, example ?? "It has no settings.");
      }
      const isNumber =
        settings[name]?.kind === "number" && value.trim() !== "" && !Number.isNaN(Number(value));
      return [name, isNumber ? Number(value) : value];
    }),
  );
}
