// Stands in for `chainrule worker` with as many threads as one likes: takes trials from the queue, sleeps in place of training,
// and gives back a result. What is left is what the queue and the study themselves cost.
// node sleeping-worker.mjs <port> <threads> <milliseconds>
import { createRequire } from "node:module";

const { resolve } = createRequire(new URL("../../package.json", import.meta.url));
const { Worker } = await import(resolve("bullmq"));

const [port, threads, milliseconds] = process.argv.slice(2).map(Number);
const sleep = () => new Promise((done) => setTimeout(done, milliseconds));
const worker = new Worker(
  "chainrule-trials",
  async ({ id }) => {
    await sleep();
    return { state: "done", objectives: [Number(id.split("-").at(-1))] };
  },
  {
    connection: { host: "127.0.0.1", port, maxRetriesPerRequest: null },
    name: `sleeping-${process.pid}-x${threads}`, // by which a study knows how many trials it takes
    concurrency: threads,
  },
);
await worker.waitUntilReady();
console.log("ready");
