// Points of one's own: what the pointer paints, and a table to read them from.
import { useState } from "preact/hooks";
import { parsePoints } from "../../config/parse-points.ts";
import { classCount, MOST_CLASSES } from "../../config/playground.ts";
import { t } from "../../i18n/index.ts";
import { Button } from "../../ui/button.tsx";
import { Select } from "../../ui/select.tsx";
import { tool } from "./own-points.ts";
import { change, config } from "./store.ts";

type Tool = "look" | "erase" | number;

export function OwnFields() {
  const [text, setText] = useState("");
  const [bad, setBad] = useState<number | undefined>(undefined);
  const { points, loss } = config.value;
  const take = (table: string) => {
    const read = parsePoints(table);
    if ("line" in read) {
      setBad(read.line);
      return;
    }
    setBad(undefined);
    const softmax = classCount({ ...config.peek(), points: read }) > 2 && loss === "binaryCrossEntropy";
    change({ points: read, ...(softmax && { loss: "softmaxCrossEntropy" }) });
  };
  const tools: (readonly [Tool, string])[] = [
    ...Array.from({ length: MOST_CLASSES }, (_, i): [Tool, string] => [i, t("own.paint", { label: i })]),
    ["erase", t("own.erase")],
    ["look", t("own.look")],
  ];
  return (
    <>
      <Select
        label={t("own.tool")}
        testid="own-tool"
        value={tool.value}
        options={tools}
        onChange={(next) => {
          tool.value = next;
        }}
      />
      <p class="readout">{points.length < 2 ? t("own.few") : t("own.count", { n: points.length })}</p>
      <Button testid="own-clear" onClick={() => change({ points: [] })}>
        {t("own.clear")}
      </Button>
      <details>
        <summary>{t("own.table")}</summary>
        <label class="field">
          <span class="field-label">{t("own.tableHint")}</span>
          <textarea
            data-testid="own-table"
            rows={5}
            spellcheck={false}
            placeholder={"x1,x2,class\n1.5,-2,a\n-3,0.5,b"}
            value={text}
            onInput={({ currentTarget }) => setText(currentTarget.value)}
          />
        </label>
        {bad !== undefined && (
          <p class="fault" role="alert">
            {t("own.badLine", { line: bad })}
          </p>
        )}
        <Button testid="own-take" onClick={() => take(text)}>
          {t("own.take")}
        </Button>
        <label class="field">
          <span class="field-label">{t("own.file")}</span>
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            data-testid="own-file"
            onChange={async ({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file !== undefined) take((await file.text()).slice(0, 200_000));
            }}
          />
        </label>
      </details>
    </>
  );
}
