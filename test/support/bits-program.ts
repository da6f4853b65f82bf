// Run by test/bits.test.ts in processes of their own.
import { digests } from "./bits.js";

process.stdout.write(JSON.stringify(await digests()));
