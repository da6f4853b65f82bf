import { el, svg } from "./dom.js";

const WIDTH = 400;
const HEIGHT = 360;
const LEFT = 70;
const RIGHT = 26;
const TOP = 10;
const BOTTOM = 48;

/** The part of both axes that is shown; shares, from 0 to 1. */
export interface View {
  readonly x: readonly [least: number, most: number];
  readonly y: readonly [least: number, most: number];
}

/** From shares to places in the picture. */
export interface Scale {
  x(share: number): number;
  y(share: number): number;
}

/** A square of shares against shares: its ground, axes and names. What is drawn on it is cut off at its edges. */
export class Plot {
  readonly picture: SVGSVGElement;
  readonly #xName: string;
  readonly #yName: string;
  readonly #clip: string;

  /** @param id of its own in the page */
  constructor(id: string, xName: string, yName: string, attributes: { tabindex?: number } = {}) {
    this.#clip = `${id}-clip`;
    this.#xName = xName;
    this.#yName = yName;
    this.picture = svg("svg", { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", ...attributes });
  }

  /** Draws it anew. @param label what a reader who cannot see it is told */
  draw(view: View, label: string, content: (scale: Scale) => readonly Element[]): Scale {
    const span =
      ([least, most]: readonly [number, number], from: number, to: number) =>
      (share: number) =>
        from + ((to - from) * (share - least)) / (most - least);
    const scale = { x: span(view.x, LEFT, WIDTH - RIGHT), y: span(view.y, HEIGHT - BOTTOM, TOP) };
    const [middleX, middleY] = [(LEFT + WIDTH - RIGHT) / 2, (TOP + HEIGHT - BOTTOM) / 2];
    const box = { x: LEFT, y: TOP, width: WIDTH - RIGHT - LEFT, height: HEIGHT - BOTTOM - TOP };
    this.picture.setAttribute("aria-label", label);
    this.picture.replaceChildren(
      svg("clipPath", { id: this.#clip }, svg("rect", box)),
      ...marks(view.y).flatMap((share) => [
        svg("line", { class: "grid", x1: LEFT, x2: WIDTH - RIGHT, y1: scale.y(share), y2: scale.y(share) }),
        svg("text", { class: "tick", x: LEFT - 8, y: scale.y(share) + 4, "text-anchor": "end" }, text(share)),
      ]),
      ...marks(view.x).flatMap((share) => [
        svg("line", { class: "grid", y1: TOP, y2: HEIGHT - BOTTOM, x1: scale.x(share), x2: scale.x(share) }),
        svg(
          "text",
          { class: "tick", x: scale.x(share), y: HEIGHT - BOTTOM + 18, "text-anchor": "middle" },
          text(share),
        ),
      ]),
      svg("text", { class: "tick name", x: middleX, y: HEIGHT - 8, "text-anchor": "middle" }, this.#xName),
      svg(
        "text",
        { class: "tick name", transform: `translate(12 ${middleY}) rotate(-90)`, "text-anchor": "middle" },
        this.#yName,
      ),
      svg("g", { "clip-path": `url(#${this.#clip})` }, ...content(scale)),
    );
    return scale;
  }

  /** The place in the picture that the pointer is at. */
  placeOf({ clientX, clientY }: PointerEvent): [x: number, y: number] {
    const { left, top, width, height } = this.picture.getBoundingClientRect();
    return [((clientX - left) / width) * WIDTH, ((clientY - top) / height) * HEIGHT];
  }
}

/** Five marks on an axis, the ends among them. */
const marks = ([least, most]: readonly [number, number]): number[] =>
  [0, 1, 2, 3, 4].map((i) => least + ((most - least) * i) / 4);

const text = (share: number): string => `${Number((100 * share).toFixed(1))} %`;

/** What lines and colours stand for. */
export const keys = (...all: readonly (readonly [kind: string, name: string])[]): HTMLElement =>
  el("div", { class: "keys" }, ...all.map(([kind, name]) => el("span", { class: `key ${kind}` }, name)));
