// Matrices the other way round.

/** to[columns, rows] = from[rows, columns], four by four; strides in bytes from one row to the next. */
export function transposeInto(from: usize, fromStride: usize, rows: i32, columns: i32, to: usize, toStride: usize): void {
  let i = 0;
  for (; i + 4 <= rows; i += 4) {
    let r0 = from, r1 = r0 + fromStride, r2 = r1 + fromStride, r3 = r2 + fromStride;
    let out = to;
    let j = 0;
    for (; j + 4 <= columns; j += 4) {
      const v0 = v128.load(r0), v1 = v128.load(r1), v2 = v128.load(r2), v3 = v128.load(r3);
      const low01 = v128.shuffle<f32>(v0, v1, 0, 4, 1, 5), high01 = v128.shuffle<f32>(v0, v1, 2, 6, 3, 7);
      const low23 = v128.shuffle<f32>(v2, v3, 0, 4, 1, 5), high23 = v128.shuffle<f32>(v2, v3, 2, 6, 3, 7);
      v128.store(out, v128.shuffle<f64>(low01, low23, 0, 2));
      out += toStride;
      v128.store(out, v128.shuffle<f64>(low01, low23, 1, 3));
      out += toStride;
      v128.store(out, v128.shuffle<f64>(high01, high23, 0, 2));
      out += toStride;
      v128.store(out, v128.shuffle<f64>(high01, high23, 1, 3));
      out += toStride;
      r0 += 16; r1 += 16; r2 += 16; r3 += 16;
    }
    for (; j < columns; j++) {
      f32.store(out, f32.load(r0));
      f32.store(out, f32.load(r1), 4);
      f32.store(out, f32.load(r2), 8);
      f32.store(out, f32.load(r3), 12);
      out += toStride;
      r0 += 4; r1 += 4; r2 += 4; r3 += 4;
    }
    from += fromStride << 2;
    to += 16;
  }
  for (; i < rows; i++) {
    let out = to;
    for (let j = 0; j < columns; j++) {
      f32.store(out, f32.load(from + (<usize>j << 2)));
      out += toStride;
    }
    from += fromStride;
    to += 4;
  }
}
