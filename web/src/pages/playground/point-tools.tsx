// What the pointer does on the plane where one draws points, how many there are, and how to be rid of them.
import { MOST_CLASSES } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { tool } from "./own-points.ts";
import { change, config } from "./store.ts";

type Tool = "look" | "erase" | number;

export function PointTools() {
  const { data, points } = config.value;
  const paints: (readonly [Tool, string])[] =
    data === "own"
      ? Array.from({ length: MOST_CLASSES }, (_, i): [Tool, string] => [i, t("own.paint", { label: i })])
      : [[0, t("own.draw")]];
  const now = tool.value;
  return (
    <>
      <Select
        label={t("own.tool")}
        testid="own-tool"
        value={typeof now === "number" && data !== "own" ? 0 : now}
        options={[...paints, ["erase", t("own.erase")] as const, ["look", t("own.look")] as const]}
        onChange={(next) => {
          tool.value = next;
        }}
      />
      <p class="readout">{points.length < 2 ? t("own.few") : t("own.count", { n: points.length })}</p>
      <Button testid="own-clear" onClick={() => change({ points: [] })}>
        {t("own.clear")}
      </Button>
    </>
  );
}
