// Points of one's own: painted, or read from a table.
import { useState } from "preact/hooks";
import { classCount } from "../../config/playground.ts";
import type { PointTable, TableFault } from "../../config/read-points.ts";
import { t } from "../../i18n/index.ts";
import { readTable } from "../../protocol/table.ts";
import { Button } from "../../ui/button.tsx";
import { PointTools } from "./point-tools.tsx";
import { change, config } from "./store.ts";

export function OwnFields() {
  const [text, setText] = useState("");
  const [read, setRead] = useState<PointTable | TableFault | "reading" | undefined>(undefined);
  const take = async (text: string | Blob) => {
    setRead("reading");
    const table = await readTable(text);
    setRead(table);
    if ("fault" in table) return;
    const { points } = table;
    const now = config.peek();
    const softmax = classCount({ ...now, points }) > 2 && now.loss === "binaryCrossEntropy";
    change({ points, ...(softmax && { loss: "softmaxCrossEntropy" }) });
  };
  return (
    <>
      <PointTools />
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
        {read !== undefined && <Outcome read={read} />}
        <Button testid="own-take" onClick={() => void take(text)}>
          {t("own.take")}
        </Button>
        <label class="field">
          <span class="field-label">{t("own.file")}</span>
          <input
            type="file"
            accept=".csv,.tsv,.txt,text/csv,text/plain"
            data-testid="own-file"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file !== undefined) void take(file);
            }}
          />
        </label>
      </details>
    </>
  );
}

/** What became of a table. */
function Outcome({ read }: { read: PointTable | TableFault | "reading" }) {
  if (read === "reading") return <p class="readout">{t("own.reading")}</p>;
  if ("fault" in read)
    return (
      <p class="fault" role="alert">
        {t(`own.fault.${read.fault}`, read.values)}
      </p>
    );
  const { points, rows, inputs, scaled } = read;
  const said = [t("own.taken", { n: points.length })];
  if (rows > points.length) said.push(t("own.drawn", { rows }));
  if (inputs > 2) said.push(t("own.firstTwo", { inputs }));
  if (scaled) said.push(t("own.scaled"));
  return (
    <p class="readout" role="status" data-testid="own-outcome">
      {said.join(" ")}
    </p>
  );
}
