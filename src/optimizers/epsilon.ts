import { type Field, real } from "../core/fields.js";

/** The field `eps`. Float32 has no squares of numbers below 10⁻¹⁹: for such a gradient ε is all that is left to divide
 *  by, and must not be smaller. */
export const epsilon = (fallback: number): Field<number> =>
  real({ help: "ε, added to a root so that nothing is divided by 0", min: 1e-16, fallback });
