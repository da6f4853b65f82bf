import { ChainruleError } from "chainrule";
import type { Fault } from "../protocol/messages.ts";

/** An error as the page shows it. */
export function faultOf(error: unknown): Fault {
  if (!(error instanceof ChainruleError)) {
    console.error(error);
    return { code: "E_UNKNOWN", where: "worker", expected: "no error", got: String(error), remedy: "" };
  }
  const { code, where, expected, got, remedy } = error;
  return { code, where, expected, got, remedy };
}
