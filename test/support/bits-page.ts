// Run by test/bits.test.ts in a browser.
import { digests } from "./bits.js";

(globalThis as { digests?: typeof digests }).digests = digests;
