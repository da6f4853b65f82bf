// Which elements stay is a function of a key and of their place: nothing is stored, and the way back asks again.
import { storeLanes } from "./lanes";

/** `finalise` of src/core/rng.ts, on four numbers. */
// @ts-ignore: decorator
@inline
function finalise4(h: v128): v128 {
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 16)), i32x4.splat(0x85ebca6b));
  h = i32x4.mul(v128.xor(h, i32x4.shr_u(h, 13)), i32x4.splat(0xc2b2ae35));
  return v128.xor(h, i32x4.shr_u(h, 16));
}

/** y[n] = x·scale where finalise(finalise(i xor key0) xor key1) < threshold, else 0; i counts from `start`. The threshold is a
 *  whole number from 0 to 2³²: one more than 32 bits can say, hence `last`. */
export function dropout(
  x: usize, y: usize, start: i32, n: i32, threshold: f64, scale: f32, key0: i32, key1: i32,
): void {
  if (threshold == 0) {
    memory.fill(y, 0, <usize>n << 2);
    return;
  }
  const last = i32x4.splat(<i32><u32>(threshold - 1));
  const factor = f32x4.splat(scale);
  const k0 = i32x4.splat(key0);
  const k1 = i32x4.splat(key1);
  const four = i32x4.splat(4);
  let i = i32x4.add(i32x4.splat(start), i32x4(0, 1, 2, 3));
  // eight at a time: four would mostly wait for their own products
  for (; n > 0; n -= 8) {
    const j = i32x4.add(i, four);
    const first = i32x4.le_u(finalise4(v128.xor(finalise4(v128.xor(i, k0)), k1)), last);
    const second = i32x4.le_u(finalise4(v128.xor(finalise4(v128.xor(j, k0)), k1)), last);
    storeLanes(y, v128.and(f32x4.mul(v128.load(x), factor), first), n);
    storeLanes(y + 16, v128.and(f32x4.mul(v128.load(x, 16), factor), second), n - 4);
    i = i32x4.add(j, four);
    x += 32;
    y += 32;
  }
}
