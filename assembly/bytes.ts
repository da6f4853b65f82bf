// Pixels are stored as bytes and become numbers only when their batch is computed.

/** x[n] = bytes[n]·factor */
export function scaleBytes(bytes: usize, x: usize, n: i32, factor: f32): void {
  const scale = f32x4.splat(factor);
  let i = 0;
  for (; i + 8 <= n; i += 8) {
    const words = v128.load_ext<u8>(bytes + <usize>i);
    const at = x + ((<usize>i) << 2);
    v128.store(at, f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(words)), scale));
    v128.store(at, f32x4.mul(f32x4.convert_i32x4_u(i32x4.extend_high_i16x8_u(words)), scale), 16);
  }
  for (; i < n; i++) f32.store(x + ((<usize>i) << 2), <f32>load<u8>(bytes + <usize>i) * factor);
}
