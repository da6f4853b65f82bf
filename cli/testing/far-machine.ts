import { spawnSync } from "node:child_process";
import { afterAll } from "vitest";

/** Runs `ip`, and says what is wrong where it fails. */
function ip(...args: readonly string[]): string | undefined {
  const { status, stderr, error } = spawnSync("ip", args, { encoding: "utf8" });
  if (error !== undefined) return error.message;
  return status === 0 ? undefined : stderr.trim();
}

function must(...args: readonly string[]): void {
  const fault = ip(...args);
  if (fault !== undefined) throw new Error(`ip ${args.join(" ")}: ${fault}`);
}

/** Names that no other process has: of the namespace, and of the two ends of its cable (of 15 letters at most). */
const own = `chainrule-${process.pid}`;
const [HERE, THERE] = [`crh${process.pid}`, `crt${process.pid}`];
/** A network for measurements, which nobody uses. Source    RFC 2544, Appendix C.2.2 */
const addressOf = (end: 1 | 2): string => `198.18.${process.pid % 256}.${end}`;

/** Why there can be no network namespaces here, if so. */
function missing(): string | undefined {
  const fault = ip("netns", "add", own) ?? ip("link", "add", HERE, "type", "veth", "peer", "name", THERE);
  ip("link", "delete", HERE);
  ip("netns", "delete", own);
  return fault;
}

const fault = missing();
/** Whether a machine of its own can be pretended: where this process may make network namespaces. */
export const hasFarMachine = fault === undefined;
if (fault !== undefined) {
  const message = `No network namespaces (${fault}): they take root, Linux and the package iproute2.`;
  if (process.env.CI === "true" && /ENOENT/.test(fault)) throw new Error(message);
  console.warn(`${message} The tests of a cut cable are skipped.`);
}

/** A machine as far as the network goes: a namespace of its own, joined to this one by a cable. */
export interface FarMachine {
  /** Where this machine is, seen from there. */
  readonly home: string;
  /** What comes before a command that is to run there. */
  readonly prefix: readonly string[];
  /** What is sent from then on is lost; nobody is told. */
  cut(): void;
  mend(): void;
}

// here, not where one is made: within a test it would not be heard
afterAll(() => {
  ip("link", "delete", HERE);
  ip("netns", "delete", own);
});

/** Makes one, until the test file ends. */
export function farMachine(): FarMachine {
  must("netns", "add", own);
  must("link", "add", HERE, "type", "veth", "peer", "name", THERE);
  must("link", "set", THERE, "netns", own);
  must("address", "add", `${addressOf(1)}/30`, "dev", HERE);
  must("link", "set", HERE, "up");
  must("-n", own, "address", "add", `${addressOf(2)}/30`, "dev", THERE);
  must("-n", own, "link", "set", THERE, "up");
  return {
    home: addressOf(1),
    prefix: ["ip", "netns", "exec", own],
    cut: () => must("link", "set", HERE, "down"),
    mend: () => must("link", "set", HERE, "up"),
  };
}
