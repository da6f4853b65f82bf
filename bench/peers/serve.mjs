// A peer's end of the protocol: JSON lines on stdin, answered by JSON lines on stdout.
//
//   (at the start)                   -> { version, detail? }       | { missing: how to get it }
//   { load: task }                   -> { note? } | { cannot: why }
//   { run: steps }                   -> { seconds: per step, loss: of the last }   always from the first weights and sample on;
//                                       of several, the first, in which optimizers get their memory, is not timed
//   { predict: { rows, times } }     -> { seconds, probabilities: of the first digit }   `rows` digits a call, the next
//                                       ones each time
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const { dependencies } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
/** The version of a package, which package.json pins. */
export const versionOf = (name) => dependencies[name];

export const bytes = (path) => new Uint8Array(readFileSync(path));
export const floats = (path) => new Float32Array(bytes(path).buffer);

/** The first weights of a task: `{ name, shape, values }` of each parameter, in the order of the layers. */
export function weightsOf({ weights, parameters }) {
  const all = floats(weights);
  let at = 0;
  return parameters.map(({ name, shape }) => {
    const from = at;
    at += shape.reduce((product, length) => product * length, 1);
    return { name, shape, values: all.slice(from, at) };
  });
}

/** @param packages what the peer needs
 *  @param start takes the packages, says its version and how it loads a task: `load` gives `{ run, predict, note? }`, where
 *  `run(steps)` starts afresh and gives `{ advance, loss }`, and throws what it cannot do */
export async function serve(packages, start) {
  console.log = console.info = console.warn = console.error; // stdout is for answers
  const answer = (message) => process.stdout.write(`${JSON.stringify(message)}\n`);
  let modules;
  try {
    modules = await Promise.all(packages.map((name) => import(name)));
  } catch (error) {
    if (error.code !== "ERR_MODULE_NOT_FOUND") throw error;
    answer({ missing: "npm ci --prefix bench" });
    process.exit();
  }
  const { load, ...identity } = await start(...modules);
  answer(identity);
  let peer;
  for await (const line of createInterface({ input: process.stdin })) {
    const command = JSON.parse(line);
    if (command.load) {
      try {
        peer = await load(command.load);
        answer({ note: peer.note });
      } catch (error) {
        answer({ cannot: error.message });
      }
    } else if (command.run) {
      const { advance, loss } = await peer.start();
      const timed = Math.max(1, command.run - 1);
      for (let step = timed; step < command.run; step++) advance();
      const begin = performance.now();
      for (let step = 0; step < timed; step++) advance();
      const last = loss();
      answer({ seconds: (performance.now() - begin) / 1000 / timed, loss: last });
    } else {
      const { rows, times } = command.predict;
      const { size } = peer;
      let probabilities;
      const begin = performance.now();
      for (let time = 0; time < times; time++) {
        const result = peer.predict((time * rows) % size, rows);
        probabilities ??= result;
      }
      answer({ seconds: (performance.now() - begin) / 1000, probabilities: [...probabilities].slice(0, 10) });
    }
  }
  process.exit();
}
