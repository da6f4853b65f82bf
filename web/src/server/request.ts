// One question to the server that the page comes from, and its refusals.
import { ChainruleError, type ErrorCode } from "chainrule";

/** The server said no: `status` of HTTP, and why, as any error of the library says it. */
export class ServerError extends ChainruleError {
  readonly status: number;

  constructor(status: number, code: ErrorCode, details: ConstructorParameters<typeof ChainruleError>[1]) {
    super(code, details);
    this.status = status;
  }
}

/** Asks for what is at `api/<path…>`; each part of the path may be any text.
 *  Errors    ServerError; where nobody answers, E_IO by ChainruleError */
export async function ask(path: readonly string[], init: RequestInit = {}, query = ""): Promise<Response> {
  const address = `./api/${path.map(encodeURIComponent).join("/")}${query}`;
  let response: Response;
  try {
    response = await fetch(address, { cache: "no-store", ...init });
  } catch (cause) {
    if (init.signal?.aborted) throw cause;
    const remedy = "Start `chainrule open` again, and reload the page.";
    const got = "none";
    throw new ChainruleError("E_IO", { where: address, expected: "an answer", got, remedy }, { cause });
  }
  if (response.ok) return response;
  throw refusalOf(response.status, address, await response.text());
}

function refusalOf(status: number, where: string, text: string): ServerError {
  let told: Record<string, unknown> = {};
  try {
    told = Object(JSON.parse(text).error);
  } catch {} // a host that is no workbench answers in other ways
  const textOf = (name: string, fallback: string) => (typeof told[name] === "string" ? told[name] : fallback);
  return new ServerError(status, textOf("code", "E_IO") as ErrorCode, {
    where: textOf("where", where),
    expected: textOf("expected", "what was asked for"),
    got: textOf("got", `status ${status}`),
    remedy: textOf("remedy", "Reload the page."),
  });
}
