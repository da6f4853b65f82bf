import { ChainruleError } from "../core/errors.js";

const FULL = "Free some space, or choose another folder.";
const FORBIDDEN = "Choose a place that you have the rights to, or change them.";

const REMEDIES: ReadonlyMap<string | undefined, string> = new Map([
  ["ENOSPC", FULL],
  ["EDQUOT", FULL],
  ["EACCES", FORBIDDEN],
  ["EPERM", FORBIDDEN],
  ["EROFS", FORBIDDEN],
  ["ENOENT", "Create its folder first, or check the path."],
  ["EEXIST", "Choose another path: a file is in the way."],
  ["ENOTDIR", "Choose another path: a file is in the way."],
  ["EISDIR", "Choose another name: this one is a folder."],
]);

/** The disk's refusal as E_IO, with what to do about it.
 *  @param expected what was to be done: `to write 1024 bytes` */
export function ioError(where: string, expected: string, cause: unknown): ChainruleError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const remedy = REMEDIES.get(code) ?? "Check the path and the disk.";
  return new ChainruleError("E_IO", { where, expected, got: message, remedy }, { cause });
}

/** Does what may fail on a disk.
 *  Errors    E_IO, as `ioError` says it */
export function attempt<T>(where: string, expected: string, action: () => T): T {
  try {
    return action();
  } catch (cause) {
    throw ioError(where, expected, cause);
  }
}
