import { ChainruleError, type ErrorCode } from "chainrule";

/** An answer that is no: an HTTP status, and why, as any error says it. */
export class Refusal extends Error {
  readonly status: number;
  readonly error: ChainruleError;

  constructor(status: number, error: ChainruleError) {
    super(error.message);
    this.status = status;
    this.error = error;
  }
}

/** @param status of HTTP: 403, 404, … */
export function refuse(
  status: number,
  where: string,
  expected: string,
  got: string,
  remedy: string,
  code: ErrorCode = "E_FIELD",
): never {
  throw new Refusal(status, new ChainruleError(code, { where, expected, got, remedy }));
}

export const notFound = (what: string): never =>
  refuse(404, what, "something that is there", "nothing of that name", "Check the name.", "E_IO");

/** Statuses of errors that say no more than what kind they are. */
const STATUS: Readonly<Record<ErrorCode, number>> = {
  E_FIELD: 400,
  E_RUN: 409,
  E_SHAPE: 422,
  E_FORMAT: 422,
  E_DATA: 422,
  E_DIVERGED: 422,
  E_IO: 500,
};

export function statusOf(error: unknown): number {
  if (error instanceof Refusal) return error.status;
  return error instanceof ChainruleError ? STATUS[error.code] : 500;
}
