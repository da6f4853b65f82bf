import { type Field, real } from "../core/fields.js";

/** The field `eps`. Its least value is one that float32 still tells from 0, so that nothing is divided by 0. */
export const epsilon = (fallback: number): Field<number> =>
  real({ help: "ε, added to a root so that nothing is divided by 0", min: 1e-30, fallback });
