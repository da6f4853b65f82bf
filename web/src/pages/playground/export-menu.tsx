// Takes what was made out of the page: the model, code, the recipe, the log, a picture.
import { load, parseRecipe, type Recipe } from "chainrule";
import { isPortable, toRecipe } from "../../config/recipe.ts";
import { chartPng } from "../../export/chart-png.ts";
import { csvOf } from "../../export/csv.ts";
import { download } from "../../export/download.ts";
import { plainPredict } from "../../export/plain-predict.ts";
import { typescriptOf } from "../../export/typescript.ts";
import { t } from "../../i18n/index.ts";
import { LOG_COLUMNS } from "../../protocol/messages.ts";
import { Button } from "../../ui/button.tsx";
import { keep } from "./keep.ts";
import { columns, config, frame, save } from "./store.ts";

const recipe = (): Recipe =>
  parseRecipe(toRecipe(config.peek(), Math.max(1, frame.peek()?.epoch ?? 1)), "config");

const NAMES = ["epoch", "trainLoss", "testLoss", "trainAccuracy", "testAccuracy"];

function logCsv(): string {
  const [epochs] = columns.peek();
  return csvOf(
    NAMES,
    epochs.map((_, i) =>
      Array.from({ length: LOG_COLUMNS }, (_, column) => {
        const value = columns.peek()[column][i];
        return Number.isNaN(value) ? undefined : value;
      }),
    ),
  );
}

/** The first chart that a selector finds. */
const picture = (selector: string): Promise<Blob> => {
  const element = document.querySelector(selector)!;
  return chartPng({ label: element.getAttribute("aria-label") ?? "", element });
};

export default function ExportMenu() {
  const portable = isPortable(config.value);
  return (
    <div class="export-buttons">
      <Button
        testid="keep-run"
        hint={t("keep.hint")}
        disabled={(frame.value?.epoch ?? 0) === 0}
        onClick={() => void keep()}
      >
        {t("keep.button")}
      </Button>
      <Button
        testid="export-model"
        onClick={async () => download("playground.safetensors", (await save()).model)}
      >
        {t("export.model")}
      </Button>
      <Button
        testid="export-plain"
        onClick={async () =>
          download("predict.js", await plainPredict(await load((await save()).model)), "text/javascript")
        }
      >
        {t("export.plain")}
      </Button>
      <Button
        testid="export-typescript"
        disabled={!portable}
        hint={portable ? undefined : t("export.notPortable")}
        onClick={() => download("train.ts", typescriptOf(recipe()), "text/plain")}
      >
        {t("export.typescript")}
      </Button>
      <Button
        testid="export-recipe"
        disabled={!portable}
        hint={portable ? undefined : t("export.notPortable")}
        onClick={() => download("recipe.json", `${JSON.stringify(recipe(), null, 2)}\n`, "application/json")}
      >
        {t("export.recipe")}
      </Button>
      <Button testid="export-csv" onClick={() => download("log.csv", logCsv(), "text/csv")}>
        {t("export.csv")}
      </Button>
      <Button
        testid="export-map"
        onClick={async () => download("view.png", await picture(".output-panel [role=img]"))}
      >
        {t("export.map")}
      </Button>
      <Button
        testid="export-chart"
        onClick={async () => download("curve.png", await picture('[data-testid="loss-chart"]'))}
      >
        {t("export.chart")}
      </Button>
      <Button
        testid="export-diagram"
        onClick={async () => download("network.png", await picture('[data-testid="diagram"]'))}
      >
        {t("export.diagram")}
      </Button>
    </div>
  );
}
