// Pictures of the test set, with what the network took them for. To press one is to have it read above.

import { Tile } from "../../charts/tile.tsx";
import { t } from "../../i18n/index.ts";
import type { TestResult } from "../../protocol/digits.ts";
import { showPicture } from "./drawing.ts";
import { percent } from "./numbers.ts";
import { testDigits } from "./trainer.ts";

const PIXELS = 784;
let cache: { of: Uint8Array | undefined; parts: Map<number, Uint8Array> } = {
  of: undefined,
  parts: new Map(),
};

/** One picture of the test set; the same array every time, so that it is painted once. */
export function pixelsOf(index: number): Uint8Array {
  const all = testDigits.value!.pixels;
  if (cache.of !== all) cache = { of: all, parts: new Map() };
  let part = cache.parts.get(index);
  if (part === undefined) {
    part = all.slice(index * PIXELS, (index + 1) * PIXELS);
    cache.parts.set(index, part);
  }
  return part;
}

export function TestImages({ indices, result }: { indices: readonly number[]; result: TestResult }) {
  const { labels } = testDigits.value!;
  return (
    <ul class="test-images">
      {indices.map((index) => {
        const [actual, predicted] = [labels[index], result.answers[index]];
        const sure = percent(result.confidences[index]);
        return (
          <li key={index}>
            <button
              type="button"
              data-testid={`image-${index}`}
              class={actual === predicted ? "right" : "wrong"}
              onClick={() => showPicture({ width: 28, height: 28, pixels: pixelsOf(index) }, actual)}
            >
              <Tile values={pixelsOf(index)} {...{ width: 28, height: 28, full: 255 }} />
              <span class="visually-hidden">
                {t("digits.galleryItem", { actual, predicted, percent: sure })}
              </span>
              <span aria-hidden="true">
                {actual === predicted ? `✓ ${actual}` : `${actual} → ${predicted}`} <small>{sure}</small>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
