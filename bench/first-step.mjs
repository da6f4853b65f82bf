// A program that imports the library, trains one step and prints how many seconds that took. Its data is there before.
import { readFileSync } from "node:fs";

const [library, given] = process.argv.slice(2);
const { model: spec, loss, optimizer, batch, pixels, labels, size } = JSON.parse(given);
const bytes = (path) => new Uint8Array(readFileSync(path));
const data = { inputs: bytes(pixels), shape: spec.input, targets: bytes(labels), size };

const start = performance.now();
const { build, optimizerFrom, train } = await import(library);
const model = await build(spec, { seed: 1 });
const options = { train: data, loss, optimizer: optimizerFrom(optimizer), epochs: 1, batchSize: batch };
for (const event of train(model, options)) if (event.type === "step") break;
console.log((performance.now() - start) / 1000);
