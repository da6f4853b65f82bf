// Six networks on the same moons, side by side: their boundaries while they learn, their costs, and how they end.
import { useEffect } from "preact/hooks";
import { hrefOf, route } from "../../../app/router.ts";
import { listen } from "../../../app/shortcuts.ts";
import { LineChart } from "../../../charts/line-chart.tsx";
import { HIDDEN_UNITS } from "../../../config/moons.ts";
import { t } from "../../../i18n/index.ts";
import { Button } from "../../../ui/button.tsx";
import { MoonsCell } from "./moons-cell.tsx";
import { allDone, curves, elapsed, running, stop, toggle } from "./moons-store.ts";
import { MoonsTable } from "./moons-table.tsx";
import "./moons.css";

/** Apart in lightness, not in colour alone. */
const LINES = ["--series-1", "--series-2", "--series-3", "--series-4", "--series-5", "--series-6"];
const DASHES = [[], [2, 3], [6, 3], [10, 3, 2, 3], [14, 4], []];

export function MoonsGrid() {
  useEffect(() => {
    const silence = listen({ " ": toggle });
    return () => {
      silence();
      stop();
    };
  }, []);
  return (
    <div class="moons" data-testid="moons">
      <section class="card moons-head" aria-labelledby="moons-title">
        <div class="lesson-head">
          <h2 id="moons-title">{t("lesson.moons")}</h2>
          <a class="button quiet" href={hrefOf("playground", route.value.query)} data-testid="moons-close">
            {t("moons.close")}
          </a>
        </div>
        <p>{t("lesson.moons.goal")}</p>
        <p class="moons-about">{t("moons.about")}</p>
        <div class="moons-tools">
          <Button kind="primary" testid="moons-run" onClick={toggle}>
            {t(running.value ? "moons.stop" : allDone.value ? "moons.again" : "moons.run")}
          </Button>
          <output data-testid="moons-elapsed">
            {elapsed.value > 0 && t("moons.elapsed", { seconds: elapsed.value.toFixed(1) })}
          </output>
        </div>
      </section>
      <div class="moons-cells">
        {HIDDEN_UNITS.map((hidden, i) => (
          <MoonsCell key={hidden} {...{ hidden, index: i }} />
        ))}
      </div>
      <section class="card" aria-label={t("moons.costs")}>
        <h2>{t("moons.costs")}</h2>
        <LineChart
          data={curves}
          logY
          height={240}
          xLabel={t("moons.iteration")}
          label={t("moons.costs")}
          testid="moons-costs"
          lines={HIDDEN_UNITS.map((hidden, i) => ({
            label: `h = ${hidden}`,
            colour: LINES[i],
            dash: DASHES[i],
          }))}
        />
      </section>
      <MoonsTable />
    </div>
  );
}
