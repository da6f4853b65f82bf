import { type Augmentation, type AugmentSpec, augmentation, type Recipe } from "chainrule";
import { parseDataSpec } from "chainrule/data";
import { parseJson } from "chainrule/format";
import { aboutOptions } from "./errors.js";

/** Reads `rotate`, `rotate:degrees=15` or `{"kind":"rotate","degrees":15}`, once for each way to change an image.
 *  Errors    E_FIELD an unknown kind or field; E_FORMAT no JSON */
export const parseAugment = (texts: readonly string[]): Augmentation =>
  aboutOptions(() => augmentation(texts.map(specOf), "--augment"));

function specOf(text: string): AugmentSpec {
  if (text.trimStart().startsWith("{")) return parseJson(text, "--augment") as AugmentSpec;
  const { name, values } = parseDataSpec(text);
  return { ...values, kind: name };
}

/** What a recipe does to its images; nothing where it has no such wish. */
export const augmentationOf = ({ augment }: Recipe): Augmentation | undefined =>
  augment.length === 0 ? undefined : augmentation(augment);
