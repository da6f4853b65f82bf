// Twenty lines that one can tell apart: ten hues of like strength on either ground, then the same ones dashed.
const HUES = [211, 24, 145, 285, 350, 185, 48, 250, 320, 95] as const;

export const MOST_LINES = 2 * HUES.length;

export interface LineLook {
  readonly colour: string;
  readonly dash?: number[];
}

export function lineLook(index: number, dark: boolean): LineLook {
  const hue = HUES[index % HUES.length];
  const colour = dark ? `hsl(${hue} 75% 68%)` : `hsl(${hue} 80% 36%)`;
  return index < HUES.length ? { colour } : { colour, dash: [7, 4] };
}
