/** Something measured, with what it should come to. */
export interface Figure {
  /** What asks for it: G everywhere, P the Playground, D Digits, R runs. */
  readonly point: string;
  readonly what: string;
  /** Absent where it could not be measured; `note` says why. */
  readonly value?: number;
  readonly unit: string;
  /** Absent for what is only there to be compared with. */
  readonly goal?: { readonly least: number } | { readonly most: number };
  readonly note?: string;
}

/** Whether it has come to what it should; undefined where that cannot be said. */
export function isMet({ value, goal }: Figure): boolean | undefined {
  if (value === undefined || goal === undefined) return undefined;
  return "least" in goal ? value >= goal.least : value <= goal.most;
}

/** How often what varies from one time to the next is measured; the median counts. */
export const TURNS = 3;
