// The best result over two parameters, in squares, with the trials as points: learning rate and weight decay, where they are searched.
import type { Parameter } from "chainrule/tune";
import { useState } from "preact/hooks";
import { MARGIN, Plot, plotWidth } from "../../../charts/plot.tsx";
import { t } from "../../../i18n/index.ts";
import { Select } from "../../../ui/select.tsx";
import { Card } from "./card.tsx";
import { Dot } from "./dot.tsx";
import { type DoneTrial, type ReadStudy, shortName } from "./read-study.ts";
import { parameterScale } from "./scale.ts";

const [HEIGHT, CELLS] = [320, 8];

export function Pair({ read: { file, done } }: { read: ReadStudy }) {
  const width = plotWidth();
  const { space } = file;
  const names = space.map(({ name }) => name);
  const usual = usualPair(names);
  const [xName, setX] = useState(usual[0]);
  const [yName, setY] = useState(usual[1]);
  if (space.length < 2) return null;
  const parameter = (name: string): Parameter => space.find((one) => one.name === name)!;
  const x = parameterScale(parameter(xName), [MARGIN.left, width - MARGIN.right]);
  const y = parameterScale(parameter(yName), [HEIGHT - MARGIN.bottom, MARGIN.top]);
  const points = done.flatMap((trial) => {
    const [px, py] = [x.place(trial.values[xName]), y.place(trial.values[yName])];
    return px === undefined || py === undefined ? [] : [{ trial, px, py }];
  });
  const [cellWidth, cellHeight] = [
    (width - MARGIN.left - MARGIN.right) / CELLS,
    (HEIGHT - MARGIN.top - MARGIN.bottom) / CELLS,
  ];
  const cells = new Map<string, { column: number; row: number; best: DoneTrial }>();
  for (const { trial, px, py } of points) {
    const column = Math.min(CELLS - 1, Math.floor((px - MARGIN.left) / cellWidth));
    const row = Math.min(CELLS - 1, Math.floor((py - MARGIN.top) / cellHeight));
    const key = `${column} ${row}`;
    if (!((cells.get(key)?.best.standing ?? -1) >= trial.standing))
      cells.set(key, { column, row, best: trial });
  }
  const options = names.map((name) => [name, shortName(name, names)] as const);
  const labels = { x: shortName(xName, names), y: shortName(yName, names) };
  return (
    <Card title={t("sweeps.pair")}>
      <div class="pair-selects">
        <Select
          label={t("sweeps.pairX")}
          testid="pair-x"
          value={xName}
          options={options}
          onChange={(name: string) => setX(name)}
        />
        <Select
          label={t("sweeps.pairY")}
          testid="pair-y"
          value={yName}
          options={options}
          onChange={(name: string) => setY(name)}
        />
      </div>
      <Plot
        width={width}
        height={HEIGHT}
        x={x.ticks}
        y={y.ticks}
        xLabel={labels.x}
        yLabel={labels.y}
        label={t("sweeps.pairLabel", labels)}
        testid="pair"
      >
        {[...cells].map(([key, { column, row, best }]) => (
          <rect
            key={key}
            x={MARGIN.left + column * cellWidth}
            y={MARGIN.top + row * cellHeight}
            width={cellWidth}
            height={cellHeight}
            class="cell"
            fill-opacity={0.06 + 0.6 * best.standing ** 2}
          />
        ))}
        {points.map(({ trial, px, py }) => (
          <Dot key={trial.number} trial={trial} x={px} y={py} />
        ))}
      </Plot>
    </Card>
  );
}

/** Learning rate and weight decay where there are both, or else the first two. */
function usualPair(names: readonly string[]): readonly [string, string] {
  const ending = (word: string) => names.find((name) => name.endsWith(word));
  const [rate, decay] = [ending("learningRate"), ending("weightDecay") ?? ending(".l2")];
  const first = rate ?? names[0];
  return [first, decay ?? names.find((name) => name !== first) ?? first];
}
