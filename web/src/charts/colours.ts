// Colours of numbers and of classes, the same in every picture: blue for positive and class 1, orange for negative and
// class 0. They stay apart for the colour-blind, and classes have shapes besides.

export type Rgb = readonly [r: number, g: number, b: number];

const NEGATIVE: Rgb = [240, 138, 36];
const POSITIVE: Rgb = [8, 119, 189];
const MIDDLE = { light: [247, 248, 250], dark: [30, 37, 47] } satisfies Record<string, Rgb>;

const mix = (a: Rgb, b: Rgb, share: number): Rgb => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

/** From −1 (orange) through 0 (the ground) to 1 (blue); NaN is the ground. */
export function signed(value: number, dark: boolean): Rgb {
  const middle = dark ? MIDDLE.dark : MIDDLE.light;
  const strength = Math.min(1, Math.abs(value)) || 0;
  return mix(middle, value < 0 ? NEGATIVE : POSITIVE, strength);
}

export const css = ([r, g, b]: Rgb): string => `rgb(${r | 0} ${g | 0} ${b | 0})`;

/** Of class 0, 1, 2 …: after Okabe and Ito, "Color universal design", 2008. */
export const CLASS_COLOURS: readonly Rgb[] = [
  NEGATIVE,
  POSITIVE,
  [0, 158, 115],
  [204, 121, 167],
  [120, 94, 50],
];

/** A point of class 0, 1, 2 … at x, y: square, circle, triangle, diamond, cross. */
export function tracePoint(path: Path2D, label: number, x: number, y: number, r: number): void {
  const polygon = (corners: readonly (readonly [number, number])[]) => {
    for (const [i, [dx, dy]] of corners.entries())
      path[i === 0 ? "moveTo" : "lineTo"](x + dx * r, y + dy * r);
    path.closePath();
  };
  if (label === 1) {
    path.moveTo(x + r, y);
    path.arc(x, y, r, 0, 2 * Math.PI);
  } else if (label === 2)
    polygon([
      [0, -1.2],
      [1.1, 0.8],
      [-1.1, 0.8],
    ]);
  else if (label === 3)
    polygon([
      [0, -1.3],
      [1.1, 0],
      [0, 1.3],
      [-1.1, 0],
    ]);
  else if (label === 4)
    polygon([
      [-0.4, -1.1],
      [0.4, -1.1],
      [0.4, -0.4],
      [1.1, -0.4],
      [1.1, 0.4],
      [0.4, 0.4],
      [0.4, 1.1],
      [-0.4, 1.1],
      [-0.4, 0.4],
      [-1.1, 0.4],
      [-1.1, -0.4],
      [-0.4, -0.4],
    ]);
  else path.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
}
