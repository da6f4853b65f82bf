// What tells lines and groups apart: the colours of classes first, and dashes when they come round again.

/** A class of charts.css. */
export const colourAt = (i: number): string => `chart-colour-${i % 8}`;

const DASHES = ["", "7 3", "2 3", "9 3 2 3"];
export const dashAt = (i: number): string | undefined =>
  DASHES[Math.floor(i / 8) % DASHES.length] || undefined;

/** The outline of a point of group i, about the origin. */
export const shapeAt = (i: number): string => SHAPES[i % SHAPES.length];

const SHAPES = [
  "M-3-3H3V3H-3Z",
  "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z",
  "M0-4L4 3H-4Z",
  "M0-4L4 0L0 4L-4 0Z",
  "M-3.5-1.2H-1.2V-3.5H1.2V-1.2H3.5V1.2H1.2V3.5H-1.2V1.2H-3.5Z",
];
