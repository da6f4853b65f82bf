// The test digits, by how sure the network is of them.
import { computed, signal } from "@preact/signals";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { count } from "./numbers.ts";
import { TestImages } from "./test-images.tsx";
import { result, testDigits } from "./trainer.ts";

const OF = ["wrong", "right", "all"] as const;
const ORDERS = ["sure", "unsure"] as const;
const PAGE = 48;

const of = signal<(typeof OF)[number]>("wrong");
const order = signal<(typeof ORDERS)[number]>("sure");
const most = signal(PAGE);

const indices = computed((): readonly number[] => {
  const now = result.value;
  const labels = testDigits.value?.labels;
  if (now === undefined || labels === undefined) return [];
  const sign = order.value === "sure" ? -1 : 1;
  return [...labels.keys()]
    .filter((i) => of.value === "all" || (labels[i] === now.answers[i]) === (of.value === "right"))
    .sort((a, b) => sign * (now.confidences[a] - now.confidences[b]));
});

export function GalleryView() {
  const now = result.value;
  if (now === undefined) return <p class="hint">{t("digits.notYet")}</p>;
  const all = indices.value;
  return (
    <div class="gallery" data-testid="gallery">
      <div class="gallery-choice">
        <Select
          label={t("digits.galleryOf")}
          testid="gallery-of"
          value={of.value}
          options={OF.map((name) => [name, t(`digits.gallery.${name}`)])}
          onChange={(next) => {
            of.value = next;
            most.value = PAGE;
          }}
        />
        <Select
          label={t("digits.galleryOrder")}
          testid="gallery-order"
          value={order.value}
          options={ORDERS.map((name) => [name, t(`digits.gallery.${name}`)])}
          onChange={(next) => {
            order.value = next;
          }}
        />
        <p class="hint" data-testid="gallery-count">
          {all.length === 0 ? t("digits.noneHere") : t("digits.galleryCount", { n: count(all.length) })}
        </p>
      </div>
      <TestImages indices={all.slice(0, most.value)} result={now} />
      {all.length > most.value && (
        <Button
          testid="gallery-more"
          onClick={() => {
            most.value += 4 * PAGE;
          }}
        >
          {t("digits.galleryMore")}
        </Button>
      )}
    </div>
  );
}
