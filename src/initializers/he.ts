import { varianceScaling } from "./initializer.js";

/** Variance 2/fanIn: makes up for the half that a rectifier sets to zero.
 *  Source    He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015 */
export const heInitializer = varianceScaling(
  "he",
  "Variance 2/fanIn, for ReLU and its kin",
  ({ fanIn }) => 2 / fanIn,
);
