import { expect } from "vitest";
import { ChainruleError, type ErrorCode } from "../../src/core/errors.js";

/** Runs something that must fail with an error of this package, and returns that error. */
export function caught(run: () => unknown): ChainruleError {
  try {
    run();
  } catch (error) {
    return checked(error);
  }
  return expect.fail("nothing was thrown");
}

/** The same for what fails later. */
export async function caughtLater(promise: Promise<unknown>): Promise<ChainruleError> {
  const error = await promise.then(
    () => expect.fail("nothing was thrown"),
    (error: unknown) => error,
  );
  return checked(error);
}

function checked(error: unknown): ChainruleError {
  expect(error).toBeInstanceOf(ChainruleError);
  const failure = error as ChainruleError;
  // every message says where, what was expected, what came and what to do
  for (const part of ["where", "expected", "got", "remedy"] as const) {
    expect(failure[part], part).not.toBe("");
    expect(failure.message).toContain(failure[part]);
  }
  expect(failure.remedy).toMatch(/[.?!…]$/);
  return failure;
}

/** What `toMatchObject` takes for an error with this code and these parts. */
export const failure = (
  code: ErrorCode,
  parts: Partial<Record<"where" | "expected" | "got" | "remedy", unknown>> = {},
) => ({
  code,
  ...parts,
});
