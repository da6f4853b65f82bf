// Panels: eight columns of a matrix side by side, as the tiles of a product read them.

/** `width` ≤ 8 columns, each contiguous in memory, turned four by four; in place of those that are missing, the last one
 *  again. Returns the end of what was written. */
export function packTransposed(from: usize, columnStride: usize, width: i32, kc: i32, out: usize): usize {
  for (let half = 0; half < 8; half += 4) {
    let c0 = from + <usize>min(half, width - 1) * columnStride;
    let c1 = from + <usize>min(half + 1, width - 1) * columnStride;
    let c2 = from + <usize>min(half + 2, width - 1) * columnStride;
    let c3 = from + <usize>min(half + 3, width - 1) * columnStride;
    let to = out + (<usize>half << 2);
    let k = 0;
    for (; k + 4 <= kc; k += 4) {
      const r0 = v128.load(c0), r1 = v128.load(c1), r2 = v128.load(c2), r3 = v128.load(c3);
      const low01 = v128.shuffle<f32>(r0, r1, 0, 4, 1, 5);
      const high01 = v128.shuffle<f32>(r0, r1, 2, 6, 3, 7);
      const low23 = v128.shuffle<f32>(r2, r3, 0, 4, 1, 5);
      const high23 = v128.shuffle<f32>(r2, r3, 2, 6, 3, 7);
      v128.store(to, v128.shuffle<f64>(low01, low23, 0, 2));
      v128.store(to, v128.shuffle<f64>(low01, low23, 1, 3), 32);
      v128.store(to, v128.shuffle<f64>(high01, high23, 0, 2), 64);
      v128.store(to, v128.shuffle<f64>(high01, high23, 1, 3), 96);
      c0 += 16; c1 += 16; c2 += 16; c3 += 16;
      to += 128;
    }
    for (; k < kc; k++) {
      f32.store(to, f32.load(c0));
      f32.store(to, f32.load(c1), 4);
      f32.store(to, f32.load(c2), 8);
      f32.store(to, f32.load(c3), 12);
      c0 += 4; c1 += 4; c2 += 4; c3 += 4;
      to += 32;
    }
  }
  return out + (<usize>kc << 5);
}
