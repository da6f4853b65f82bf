// To look closer: mistakes, the test digits, weights, the inside of the network, one's own digits.
import { signal } from "@preact/signals";
import type { ComponentType } from "preact";
import { t } from "../../i18n/index.ts";
import { TabPanels } from "../../ui/tab-panels.tsx";
import { GalleryView } from "./gallery-view.tsx";
import { InsideView } from "./inside-view.tsx";
import { MistakesView } from "./mistakes-view.tsx";
import { OwnView } from "./own-view.tsx";
import { WeightsView } from "./weights-view.tsx";
import "./views.css";

const VIEWS = {
  mistakes: MistakesView,
  gallery: GalleryView,
  weights: WeightsView,
  inside: InsideView,
  own: OwnView,
} satisfies Record<string, ComponentType>;
type View = keyof typeof VIEWS;

const shown = signal<View>("mistakes");

export function Views() {
  const Shown = VIEWS[shown.value];
  return (
    <section class="card digits-views" aria-label={t("digits.views")}>
      <TabPanels
        label={t("digits.views")}
        testid="view"
        shown={shown}
        tabs={(Object.keys(VIEWS) as View[]).map((name) => [name, t(`digits.view.${name}`)] as const)}
      >
        <Shown />
      </TabPanels>
    </section>
  );
}
