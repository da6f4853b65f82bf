// A peer is a process of its own, so that nobody's garbage, threads or warm code get in another's way. This is our end
// of the protocol in serve.mjs.
import { spawn, spawnSync } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { environment, keepTo } from "../machine.mjs";

/** Every peer, in the order in which they are shown. */
export const peers = [
  { id: "chainrule", name: "Chainrule", script: "chainrule.mjs" },
  { id: "numpy", name: "NumPy", script: "numpy_peer.py", module: "numpy", debian: "python3-numpy" },
  { id: "torch", name: "PyTorch", script: "torch_peer.py", module: "torch", debian: "python3-torch" },
  { id: "tfjs-cpu", name: "tfjs cpu", script: "tfjs.mjs", argument: "cpu", javascript: true },
  { id: "tfjs-wasm", name: "tfjs wasm", script: "tfjs.mjs", argument: "wasm", javascript: true },
  { id: "jax-js", name: "jax-js", script: "jax.mjs", javascript: true },
  { id: "convnetjs", name: "ConvNetJS", script: "convnet.mjs", javascript: true },
  { id: "brain", name: "brain.js", script: "brain.mjs", javascript: true },
];

const pythons = new Map();
/** The first python3 that has the module. */
function pythonWith(module) {
  const has = (python) => spawnSync(python, ["-c", `import ${module}`]).status === 0;
  if (!pythons.has(module)) pythons.set(module, ["python3", "/usr/bin/python3"].find(has));
  return pythons.get(module);
}

/** Starts a peer on one core or, with more than one thread, on all. What comes back says who it is, or `missing`: how to
 *  get it. Each `ask` sends a command and gives the answer. */
export async function startPeer({ script, argument, module, debian }, threads) {
  const file = fileURLToPath(new URL(script, import.meta.url));
  const program = module === undefined ? process.execPath : pythonWith(module);
  if (program === undefined) return { missing: `apt-get install ${debian}` };
  const [command, ...options] = keepTo(threads, [program, file, ...(argument ? [argument] : [])]);
  const child = spawn(command, options, { env: environment(threads) });
  let complaint = "";
  child.stderr.on("data", (text) => {
    complaint = `${complaint}${text}`.slice(-4000);
  });
  child.stdin.on("error", () => {});
  const ended = new Promise((resolve) => child.on("close", resolve));
  const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const answer = async () => {
    const { value, done } = await answers.next();
    if (!done) return JSON.parse(value);
    await ended;
    const lines = complaint.trim().split("\n");
    return { cannot: `its process ended: ${lines.findLast((line) => /Error/.test(line)) ?? lines.at(-1)}` };
  };
  const identity = await answer();
  return {
    ...identity,
    ask(message) {
      child.stdin.write(`${JSON.stringify(message)}\n`);
      return answer();
    },
    stop() {
      child.stdin.end();
      return ended;
    },
  };
}
