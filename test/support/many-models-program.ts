// Run by test/threads.test.ts in a process of its own: makes one model after the other, of which none is kept.
import { build, dense, relu } from "chainrule";

const models = 100;
const x = new Float32Array(784 * 256).fill(0.5);
for (let i = 0; i < models; i++) {
  const layers = [dense(1000), relu(), dense(10)];
  const model = await build({ input: [784], layers }, { seed: i, threads: 2 });
  model.predict(x);
}
process.stdout.write(JSON.stringify({ models, mebibytes: process.memoryUsage.rss() / 2 ** 20 }));
