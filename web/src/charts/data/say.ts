// A label in the language that is chosen.
import { type Chart, type Label, pick } from "../../../../experiments/index.js";
import { settings } from "../../app/settings.ts";

export type Say = (label: Label) => string;

/** Read while drawing, so that what is drawn follows the choice. */
export const say: Say = (label) => pick(label, settings.language.value);

/** What draws one kind of chart gets. */
export interface DrawProps<C> {
  readonly chart: C & Pick<Chart, "title">;
  readonly say: Say;
}
