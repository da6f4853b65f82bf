// How much of what the processor can do a matrix product gets out of it. The peak is measured, by a loop in WebAssembly
// that only multiplies and adds, in registers, four numbers at a time; ours is the library's own kernel, 256 × 256 × 256.
import asc from "assemblyscript/asc";
import { chainrule } from "./chainrule.mjs";
import { median } from "./rounds.mjs";

/** Twelve sums at once, x ← x·a + b, each waiting for itself alone: enough to hide how long an addition takes, and with a
 *  and b they fit the registers. */
const SUMS = 12;
/** So that counting the turns costs nothing. */
const UNROLLED = 4;
const lines = (count, line) => Array.from({ length: count }, (_, i) => line(i)).join("\n");
const source = `
export function multiplyAdd(turns: i32, factor: f32, summand: f32): f32 {
  const a = f32x4.splat(factor), b = f32x4.splat(summand);
  ${lines(SUMS, (i) => `let x${i} = f32x4.splat(${i});`)}
  for (let turn = 0; turn < turns; turn++) {
    ${lines(UNROLLED, () => lines(SUMS, (i) => `x${i} = f32x4.add(f32x4.mul(x${i}, a), b);`))}
  }
  let all = b;
  ${lines(SUMS, (i) => `all = f32x4.add(all, x${i});`)}
  return f32x4.extract_lane(all, 0);
}`;
const FLOP_PER_TURN = UNROLLED * SUMS * 2 * 4;
const SIZE = 256;
const FLOP_PER_PRODUCT = 2 * SIZE ** 3;

async function compilePeak() {
  const options = { optimizeLevel: 3, runtime: "stub", enable: "simd" };
  const { binary, error, stderr } = await asc.compileString(source, options);
  if (error) throw new Error(stderr.toString());
  const { instance } = await WebAssembly.instantiate(binary);
  return instance.exports.multiplyAdd;
}

async function makeProduct() {
  const { build, dense, Rng } = chainrule;
  const model = await build({ input: [1], layers: [dense(1)] }, { threads: 1 });
  const { arena, kernels } = model.network.backend;
  const [a, b, c] = [0, 1, 2].map(() => arena.allocate(SIZE * SIZE));
  const random = new Rng(1, "data");
  for (const { data } of [a, b]) for (let i = 0; i < data.length; i++) data[i] = random.uniform();
  return () => kernels.gemm(a, false, b, false, c, SIZE, SIZE, SIZE);
}

/** GFLOP/s of `run`, which does so many operations. */
function rate(flop, run) {
  const start = performance.now();
  run();
  return flop / ((performance.now() - start) * 1e6);
}

/** Measures both in turns: GFLOP/s of each, and the share that the product has of the peak. */
async function measure({ rounds, turn }) {
  const multiplyAdd = await compilePeak();
  const product = await makeProduct();
  const turns = Math.ceil((turn * 50e9) / FLOP_PER_TURN);
  const products = Math.ceil((turn * 50e9) / FLOP_PER_PRODUCT);
  const results = [];
  for (let round = -2; round < rounds; round++) {
    const peak = rate(turns * FLOP_PER_TURN, () => multiplyAdd(turns, 0.5, 1));
    const gemm = rate(products * FLOP_PER_PRODUCT, () => {
      for (let i = 0; i < products; i++) product();
    });
    if (round >= 0) results.push({ peak, gemm, share: gemm / peak }); // those before made the code warm
  }
  const of = (name) => median(results.map((result) => result[name]));
  return { size: SIZE, peak: of("peak"), gemm: of("gemm"), share: of("share") };
}

console.log(JSON.stringify(await measure(JSON.parse(process.argv[2]))));
