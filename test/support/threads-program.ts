// Run by test/threads.test.ts, and by scripts/node-versions.mjs, in processes of their own.
import { build, dense, relu, weightsDigest } from "chainrule";
import { threadDigests } from "./threads.js";

const model = await build({ input: [784], layers: [dense(128), relu(), dense(10)] }, { seed: 1, threads: 3 });
const digests = [];
for (const threads of [1, 2, 3, 4]) digests.push(await threadDigests(threads));
process.stdout.write(JSON.stringify({ large: await weightsDigest(model), digests }));
