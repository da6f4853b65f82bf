/** Colours that the colour-blind can tell apart as well; lines that come later have dashes of their own, too.
 *  Source    Okabe and Ito, "Color universal design", 2008 */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b58900", "#56b4e9", "#777777", "#8a4fbf"];
const DASHES = ["", "7 3", "2 3", "9 3 2 3"];

export const colourAt = (i: number): string => COLOURS[i % COLOURS.length];

export const dashAt = (i: number): string | undefined =>
  DASHES[Math.floor(i / COLOURS.length) % DASHES.length] || undefined;

/** The shapes of points, about the origin, about 6 across. */
const SHAPES = [
  "M-3 0a3 3 0 1 0 6 0a3 3 0 1 0-6 0Z",
  "M-3-3H3V3H-3Z",
  "M0-4L4 3H-4Z",
  "M0-4L4 0L0 4L-4 0Z",
  "M-3.5-1.2H-1.2V-3.5H1.2V-1.2H3.5V1.2H1.2V3.5H-1.2V1.2H-3.5Z",
];

export const shapeAt = (i: number): string => SHAPES[i % SHAPES.length];
