// The part of x that is in sight, on a plain or a logarithmic scale.
import type { Points, View } from "./thin.ts";

export type Scale = "linear" | "log";

const forth = (scale: Scale) => (scale === "log" ? Math.log : (value: number) => value);
const back = (scale: Scale) => (scale === "log" ? Math.exp : (value: number) => value);

/** From the first point of all curves to the last; of a logarithmic scale, from the first above 0. */
export function whole(curves: readonly Points[], scale: Scale): View | undefined {
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const { x } of curves) {
    const first = scale === "log" ? x.find((value) => value > 0) : x[0];
    if (first !== undefined) from = Math.min(from, first);
    to = Math.max(to, x.at(-1) ?? to);
  }
  if (!(from <= to)) return undefined;
  return from === to ? { from: scale === "log" ? from / 2 : from - 0.5, to: to + 0.5 } : { from, to };
}

/** Along by a share of what is in sight. */
export function moved({ from, to }: View, share: number, scale: Scale): View {
  const [a, b] = [forth(scale)(from), forth(scale)(to)];
  const by = share * (b - a);
  return { from: back(scale)(a + by), to: back(scale)(b + by) };
}

/** Around the middle; a factor below 1 looks closer. */
export function zoomed({ from, to }: View, factor: number, scale: Scale): View {
  const [a, b] = [forth(scale)(from), forth(scale)(to)];
  const [middle, half] = [(a + b) / 2, ((b - a) / 2) * factor];
  return { from: back(scale)(middle - half), to: back(scale)(middle + half) };
}
