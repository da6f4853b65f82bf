import { list } from "../../core/fields.js";
import { Registry } from "../../core/registry.js";
import { elastic } from "./elastic.js";
import { noise } from "./noise.js";
import { rotate } from "./rotate.js";
import { scale } from "./scale.js";
import { shear } from "./shear.js";
import { shift } from "./shift.js";

/** Every way to change an image at random that leaves what it shows. */
export const augmentations = new Registry("augmentation", [shift, rotate, scale, shear, elastic, noise]);

/** The field of a recipe, and of `train`, that has them. */
export const augmentField = list(augmentations.field({ help: "one way in which images are changed" }), {
  help: "how training images are changed at random, anew in every epoch; never in evaluation",
  fallback: [],
});
