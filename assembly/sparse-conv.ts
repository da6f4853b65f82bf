// The gradient of a convolution's filters for images that are mostly zeros, such as digits: only the other pixels are walked. Sums keep
// their order and leave out nothing but zeros, so the bits are those of correlate.ts. Where a factor is infinite or NaN, its product
// with zero counts too: then it is not used.
import { l, rowBytes } from "./layout";
import { listNonzeros } from "./nonzeros";
import { columnsAtOnce, combine } from "./sparse";

/** Beyond this share of nonzeros the dense sums are the faster ones. */
const SPARSE_BELOW: f32 = 0.4;

/** Whether, with so many nonzeros among n numbers, it pays to look for them. */
// @ts-ignore: decorator
@inline
export function isSparse(nonzeros: i32, n: i32): bool {
  return nonzeros < <i32>(<f32>n * SPARSE_BELOW);
}

/** Whether none of n numbers is infinite or NaN. */
export function areFinite(x: usize, n: i32): bool {
  let odd = f32x4.splat(0), odd1 = odd, odd2 = odd, odd3 = odd; // four sums, so that none waits for the one before
  for (; n >= 16; n -= 16) {
    const v = v128.load(x), v1 = v128.load(x, 16), v2 = v128.load(x, 32), v3 = v128.load(x, 48);
    odd = f32x4.add(odd, f32x4.sub(v, v)); // ∞ − ∞ and NaN − NaN are NaN
    odd1 = f32x4.add(odd1, f32x4.sub(v1, v1));
    odd2 = f32x4.add(odd2, f32x4.sub(v2, v2));
    odd3 = f32x4.add(odd3, f32x4.sub(v3, v3));
    x += 64;
  }
  odd = f32x4.add(f32x4.add(odd, odd1), f32x4.add(odd2, odd3));
  for (; n > 0; n--) {
    const v = v128.load32_zero(x);
    odd = f32x4.add(odd, f32x4.sub(v, v));
    x += 4;
  }
  return !v128.any_true(f32x4.ne(odd, odd));
}

/** Bytes of a row of `spread`: the filters of one place. */
// @ts-ignore: decorator
@inline
function spreadRow(filters: i32): usize {
  return <usize>((filters + 3) & ~3) << 2;
}

/** The bytes that `accumulateNonzeros` works in: dy as it reads it, and the nonzeros of one plane. */
export function sparseRoom(filters: i32, height: i32, kernelHeight: i32): usize {
  const columns = rowBytes() >> 2;
  return <usize>(height + 2 * kernelHeight) * columns * spreadRow(filters) + 128 + (<usize>l.rows * columns << 3) + 8;
}

/** dy[F, height, width] place by place, spread[kernelHeight + height + kernelHeight, columns of the layout][F]: a place left or
 *  right of dy, and the rows above and below, stay the zeros that they are. */
function spreadGradient(dy: usize, filters: i32, height: i32, width: i32, to: usize): void {
  const plane = <usize>(height * width) << 2, next = spreadRow(filters), row = (rowBytes() >> 2) * next;
  for (let f = 0; f < filters; f += 4) {
    const p0 = dy + <usize>f * plane, p1 = dy + <usize>min(f + 1, filters - 1) * plane;
    const p2 = dy + <usize>min(f + 2, filters - 1) * plane, p3 = dy + <usize>min(f + 3, filters - 1) * plane;
    for (let i = 0; i < height; i++) {
      let at = to + <usize>i * row + (<usize>f << 2);
      const start = <usize>(i * width) << 2, end = start + (<usize>width << 2);
      let p = start;
      for (; p + 16 <= end; p += 16) {
        const v0 = v128.load(p0 + p), v1 = v128.load(p1 + p), v2 = v128.load(p2 + p), v3 = v128.load(p3 + p);
        const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
        const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
        v128.store(at, v128.shuffle<f64>(low01, low23, 0, 2));
        v128.store(at + next, v128.shuffle<f64>(low01, low23, 1, 3));
        v128.store(at + 2 * next, v128.shuffle<f64>(high01, high23, 0, 2));
        v128.store(at + 3 * next, v128.shuffle<f64>(high01, high23, 1, 3));
        at += 4 * next;
      }
      for (; p < end; p += 4) {
        f32.store(at, f32.load(p0 + p));
        f32.store(at, f32.load(p1 + p), 4);
        f32.store(at, f32.load(p2 + p), 8);
        f32.store(at, f32.load(p3 + p), 12);
        at += next;
      }
    }
  }
}

/** sums[K][F] += over the nonzeros of an image laid out, in order: what tap k sees · dy[f]. `room` has been cleared once. */
export function accumulateNonzeros(
  image: usize, dy: usize, sums: usize, room: usize, filters: i32, height: i32, width: i32,
  kernelHeight: i32, kernelWidth: i32,
): void {
  const columns = <i32>(rowBytes() >> 2), next = spreadRow(filters);
  const first = room + <usize>(kernelHeight * columns) * next;
  const entries = room + <usize>((height + 2 * kernelHeight) * columns) * next + 128;
  spreadGradient(dy, filters, height, width, first);
  const planeSize = <i32>((<usize>l.rows * rowBytes()) >> 2);
  for (let c = 0; c < l.channels; c++) {
    const end = listNonzeros(image, planeSize, 0, <i32>next, entries);
    for (let u = 0; u < kernelHeight; u++) {
      for (let v = 0; v < kernelWidth; v++) {
        const seen = first - <usize>(u * columns + v) * next; // place p of the image is place p − (u, v) of dy
        for (let f = filters; f > 0; ) {
          const width = columnsAtOnce(f);
          f -= width;
          const at = <usize>f << 2;
          combine(entries, end, seen + at, sums + at, sums + at, width, false);
        }
        sums += <usize>filters << 2;
      }
    }
    image += <usize>planeSize << 2;
  }
}
