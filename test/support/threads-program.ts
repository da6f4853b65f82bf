// Run by test/threads.test.ts in processes of their own.
import { build, dense, relu, weightsDigest } from "chainrule";
import { threadDigests } from "./threads.js";

const model = await build({ input: [784], layers: [dense(128), relu(), dense(10)] }, { seed: 1, threads: 3 });
process.stdout.write(JSON.stringify({ large: await weightsDigest(model), digests: await threadDigests(3) }));
