import { ChainruleError } from "../core/errors.js";

/** The SHA-256 of the bytes, or of several pieces one after the other, as 64 lower-case hexadecimal digits.
 *  Errors    E_IO where Web Crypto is missing: a page that came over plain http from another machine
 *  Source    FIPS 180-4 */
export async function sha256Hex(bytes: Uint8Array | readonly Uint8Array[]): Promise<string> {
  const subtle = globalThis.crypto?.subtle;
  if (subtle === undefined) {
    throw new ChainruleError("E_IO", {
      where: "SHA-256",
      expected: "Web Crypto",
      got: "a page where the browser turns it off",
      remedy: "Open the page over https, from localhost, or from a file.",
    });
  }
  const whole = bytes instanceof Uint8Array ? bytes : concatenate(bytes);
  const digest = new Uint8Array(await subtle.digest("SHA-256", ownMemory(whole)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function concatenate(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(pieces.reduce((length, piece) => length + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Web Crypto refuses memory that threads share, so that is copied. */
const ownMemory = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  bytes.buffer instanceof ArrayBuffer ? (bytes as Uint8Array<ArrayBuffer>) : new Uint8Array(bytes);
