import { ChainruleError } from "chainrule";

/** What can be wrong with an expression. */
export type ExpressionFault =
  | "empty"
  | "too-long"
  | "syntax"
  | "unknown-name"
  | "unknown-function"
  | "argument-count"
  | "not-allowed";

/** An expression that cannot be read, and the place in it where that shows. */
export class ExpressionError extends ChainruleError {
  readonly fault: ExpressionFault;
  /** Characters before the place that is wrong. */
  readonly position: number;

  constructor(
    fault: ExpressionFault,
    position: number,
    parts: { readonly expected: string; readonly got: string; readonly remedy: string },
  ) {
    super("E_FIELD", { where: `character ${position + 1} of the expression`, ...parts });
    this.fault = fault;
    this.position = position;
  }
}
