/** y[channels] = Σ over rows and places of x[rows, channels, places], rows `row` numbers apart: sixteen sums side by side, then
 *  added up. */
export function sumChannels(x: usize, y: usize, rows: i32, row: i32, channels: i32, places: i32): void {
  const plane = <usize>places << 2;
  for (let c = 0; c < channels; c++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let rest: f32 = 0;
    for (let n = 0; n < rows; n++) {
      let from = x + (<usize>(n * row) << 2) + <usize>c * plane;
      let i = 0;
      for (; i + 16 <= places; i += 16) {
        s0 = f32x4.add(s0, v128.load(from));
        s1 = f32x4.add(s1, v128.load(from, 16));
        s2 = f32x4.add(s2, v128.load(from, 32));
        s3 = f32x4.add(s3, v128.load(from, 48));
        from += 64;
      }
      for (; i < places; i++) {
        rest += f32.load(from);
        from += 4;
      }
    }
    const s = f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3));
    const pairs = f32x4.add(s, v128.shuffle<f32>(s, s, 2, 3, 0, 1));
    const sum = f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
    f32.store(y + (<usize>c << 2), sum + rest);
  }
}
