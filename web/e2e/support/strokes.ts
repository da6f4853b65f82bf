// Digits as a hand draws them: strokes through a few points, rounded, at several places and in two sizes.
import type { Page } from "playwright-core";

type Point = readonly [x: number, y: number];

/** The corners of each digit's strokes in a box of 1 × 1; curves go through them. */
const DIGITS: readonly (readonly (readonly Point[])[])[] = [
  [
    [
      [0.5, 0],
      [0.2, 0.15],
      [0.1, 0.5],
      [0.22, 0.87],
      [0.5, 1],
      [0.78, 0.87],
      [0.88, 0.5],
      [0.78, 0.13],
      [0.5, 0],
    ],
  ],
  [
    [
      [0.55, 0],
      [0.52, 0.35],
      [0.5, 0.7],
      [0.48, 1],
    ],
  ],
  [
    [
      [0.15, 0.22],
      [0.3, 0.04],
      [0.6, 0],
      [0.8, 0.18],
      [0.72, 0.42],
      [0.45, 0.68],
      [0.12, 0.98],
    ],
    [
      [0.12, 0.98],
      [0.5, 0.96],
      [0.9, 0.98],
    ],
  ],
  [
    [
      [0.15, 0.1],
      [0.45, 0],
      [0.78, 0.1],
      [0.78, 0.35],
      [0.42, 0.48],
      [0.8, 0.6],
      [0.84, 0.85],
      [0.5, 1],
      [0.12, 0.9],
    ],
  ],
  [
    [
      [0.2, 0],
      [0.12, 0.3],
      [0.16, 0.52],
      [0.5, 0.55],
      [0.85, 0.5],
    ],
    [
      [0.8, 0.02],
      [0.78, 0.5],
      [0.74, 1],
    ],
  ],
  [
    [
      [0.85, 0.02],
      [0.5, 0.02],
      [0.25, 0.04],
    ],
    [
      [0.25, 0.04],
      [0.2, 0.25],
      [0.17, 0.45],
    ],
    [
      [0.17, 0.45],
      [0.5, 0.38],
      [0.82, 0.55],
      [0.8, 0.85],
      [0.45, 1],
      [0.1, 0.92],
    ],
  ],
  [
    [
      [0.68, 0],
      [0.38, 0.25],
      [0.2, 0.6],
      [0.25, 0.92],
      [0.52, 1],
      [0.76, 0.86],
      [0.72, 0.62],
      [0.48, 0.54],
      [0.22, 0.7],
    ],
  ],
  [
    [
      [0.1, 0.04],
      [0.5, 0.02],
      [0.88, 0.03],
    ],
    [
      [0.88, 0.03],
      [0.68, 0.4],
      [0.5, 0.75],
      [0.4, 1],
    ],
  ],
  [
    [
      [0.75, 0.12],
      [0.45, 0],
      [0.22, 0.18],
      [0.45, 0.45],
      [0.75, 0.72],
      [0.6, 0.98],
      [0.3, 0.95],
      [0.2, 0.72],
      [0.5, 0.46],
      [0.78, 0.2],
      [0.72, 0.1],
    ],
  ],
  [
    [
      [0.78, 0.15],
      [0.5, 0.02],
      [0.22, 0.18],
      [0.26, 0.45],
      [0.55, 0.5],
      [0.78, 0.3],
      [0.78, 0.12],
    ],
    [
      [0.78, 0.15],
      [0.74, 0.6],
      [0.66, 1],
    ],
  ],
];

/** A curve through the points, with `parts` pieces between two of them (Catmull and Rom, 1974). */
function curve(points: readonly Point[], parts = 6): Point[] {
  const at = (i: number) => points[Math.max(0, Math.min(points.length - 1, i))];
  const along = (i: number, t: number, c: 0 | 1) => {
    const [a, b, d, e] = [at(i - 1)[c], at(i)[c], at(i + 1)[c], at(i + 2)[c]];
    return b + 0.5 * t * (d - a + t * (2 * a - 5 * b + 4 * d - e + t * (3 * (b - d) + e - a)));
  };
  const result: Point[] = [];
  for (let i = 0; i + 1 < points.length; i++)
    for (let k = 0; k < parts; k++) result.push([along(i, k / parts, 0), along(i, k / parts, 1)]);
  return [...result, points[points.length - 1]];
}

/** Where the middle of the box is, and how large it is, as shares of the field. */
const PLACES: readonly Point[] = [
  [0.5, 0.5],
  [0.32, 0.32],
  [0.68, 0.32],
  [0.32, 0.68],
  [0.68, 0.68],
];
const SIZES = [0.55, 0.36];

/** Each digit at five places and in two sizes: points from 0 to 1 across and down the field. */
export const allStrokes = () =>
  DIGITS.flatMap((strokes, digit) =>
    PLACES.flatMap(([x, y], place) =>
      SIZES.map((size) => ({
        digit,
        name: `${digit} at ${x}, ${y}, size ${size} (${place})`,
        strokes: strokes.map((stroke) =>
          curve(stroke).map(([px, py]): Point => [x + (px - 0.5) * size * 0.8, y + (py - 0.5) * size]),
        ),
      })),
    ),
  );

/** Clears the field, draws with the events of a pen, and returns what the page answers, and after how many
 *  milliseconds. */
export const draw = (page: Page, strokes: readonly (readonly Point[])[]): Promise<Read> =>
  page.evaluate(async (strokes) => {
    const find = (testid: string) => document.querySelector<HTMLElement>(`[data-testid=${testid}]`)!;
    find("clear").click();
    const pad = find("pad");
    const box = pad.getBoundingClientRect();
    const fire = (type: string, [x, y]: readonly [number, number]) =>
      pad.dispatchEvent(
        new PointerEvent(type, {
          ...{ bubbles: true, pointerId: 1, isPrimary: true, button: 0, buttons: 1 },
          ...{ clientX: box.left + x * box.width, clientY: box.top + y * box.height },
        }),
      );
    // no pointer is really down, so there is none to be captured
    pad.setPointerCapture = () => {};
    pad.hasPointerCapture = () => true;
    const settled = async () => {
      do await new Promise(requestAnimationFrame);
      while (pad.dataset.read !== "true");
    };
    for (const [i, stroke] of strokes.entries()) {
      fire("pointerdown", stroke[0]);
      for (const point of stroke.slice(1, -1)) fire("pointermove", point);
      // all at once is faster than any hand: the time that counts is that of the last bit
      if (i === strokes.length - 1) await settled();
      fire("pointermove", stroke.at(-1)!);
      fire("pointerup", stroke.at(-1)!);
    }
    await settled();
    const time = Number(document.querySelector<HTMLElement>(".answer")!.dataset.time);
    return { answer: find("answer").innerText, time };
  }, strokes);

export interface Read {
  readonly answer: string;
  readonly time: number;
}
