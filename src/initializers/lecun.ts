import { varianceScaling } from "./initializer.js";

/** Variance 1/fanIn: a unit's sum has the variance of its inputs.
 *  Source    LeCun, Bottou, Orr and Müller, "Efficient BackProp", 1998, §4.6 */
export const lecunInitializer = varianceScaling("lecun", "Variance 1/fanIn", ({ fanIn }) => 1 / fanIn);
