// The network as a picture: units with what has been computed of them, lines with weights, and backwards the gradients.
// What the last operation is about stands out.
import { t } from "../../i18n/index.ts";
import { type Edge, involved, layOut, RADIUS, type Unit } from "./layout.ts";
import { done, latest, operations, task, work } from "./store.ts";
import type { Phase } from "./work.ts";

/** A number as it fits into the picture. */
const short = (value: number | undefined): string =>
  value === undefined
    ? ""
    : Math.abs(value) >= 1000
      ? value.toPrecision(4)
      : String(Number(value.toFixed(5)));

/** What has been computed of a name, in a phase; undefined until then. */
function known(): (phase: Phase, about: string) => number | undefined {
  const values = new Map(
    operations.value
      .slice(0, done.value)
      .map(({ phase, about, step }) => [`${phase} ${about}`, step[3]] as const),
  );
  return (phase, about) => values.get(`${phase} ${about}`);
}

/** Weights and biases by their names. */
function parameterValues(): Map<string, number> {
  const values = new Map<string, number>();
  for (const [l, { weights, biases, units }] of (work.value?.layers ?? []).entries()) {
    for (const [i, names] of weights.entries())
      for (const [j, name] of names.entries())
        values.set(name, task.value.parameters[2 * l][i * units.length + j]);
    for (const [j, name] of biases.entries()) values.set(name, task.value.parameters[2 * l + 1][j]);
  }
  return values;
}

const select = (name: string) => {
  const field = document.querySelector<HTMLInputElement>(`[data-testid="value-${name}"]`);
  field?.focus();
  field?.select();
};

export function Graph() {
  const now = work.value;
  if (now === undefined) return null;
  const layout = layOut(now);
  const { columns, edges, width, height, crowded } = layout;
  const of = known();
  const values = parameterValues();
  const about = latest.value?.about;
  const part = involved(layout, latest.value);
  const named = crowded ? part : edges;
  const lit = new Set([about, ...(crowded ? part.map(({ name }) => name) : [])]);
  return (
    <svg
      class="hand-graph"
      viewBox={`0 0 ${width} ${height}`}
      style={{ minWidth: `${Math.round(0.73 * width)}px` }}
      role="img"
      aria-label={t("hand.graph")}
      data-testid="graph"
    >
      {edges.map((edge) => (
        <line
          key={edge.name}
          class={lit.has(edge.name) ? "edge lit" : "edge"}
          x1={edge.from.x + RADIUS}
          y1={edge.from.y}
          x2={edge.to.x - RADIUS}
          y2={edge.to.y}
        />
      ))}
      {named.map((edge) => (
        <EdgeText
          key={edge.name}
          edge={edge}
          value={values.get(edge.name)}
          of={of}
          lit={edge.name === about}
        />
      ))}
      {columns.map((units, c) =>
        units.map((unit, i) => (
          <UnitView
            key={unit.name}
            unit={unit}
            input={c === 0 ? task.value.inputs[i] : undefined}
            target={c === columns.length - 1 ? task.value.targets[i] : undefined}
            bias={unit.bias === undefined ? undefined : values.get(unit.bias)}
            of={of}
            about={about}
          />
        )),
      )}
    </svg>
  );
}

/** How to read the picture. */
export function Legend() {
  const crowded = work.value !== undefined && layOut(work.value).crowded;
  return (
    <p class="hand-legend">
      {t("hand.legend")} {crowded && t("hand.crowded")}
    </p>
  );
}

interface EdgeTextProps {
  readonly edge: Edge;
  readonly value: number | undefined;
  readonly of: ReturnType<typeof known>;
  readonly lit: boolean;
}

function EdgeText({ edge: { name, from, to, at }, value, of, lit }: EdgeTextProps) {
  const [x1, x2] = [from.x + RADIUS, to.x - RADIUS];
  const [x, y] = [x1 + (x2 - x1) * at, from.y + (to.y - from.y) * at];
  const gradient = of("backward", name);
  const after = of("update", name);
  return (
    // the same is at hand for the keyboard: the field of the value
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <g class={lit ? "edge-text lit" : "edge-text"} onClick={() => select(name)}>
      <text x={x} y={y - 5} text-anchor="middle">
        {name} = {short(value)}
        {after !== undefined && <tspan class="after"> → {short(after)}</tspan>}
      </text>
      {gradient !== undefined && (
        <text class="gradient" x={x} y={y + 11} text-anchor="middle">
          ∂ {short(gradient)}
        </text>
      )}
    </g>
  );
}

interface UnitViewProps {
  readonly unit: Unit;
  readonly input: number | undefined;
  readonly target: number | undefined;
  readonly bias: number | undefined;
  readonly of: ReturnType<typeof known>;
  readonly about: string | undefined;
}

function UnitView({ unit: { name, x, y, bias }, input, target, bias: value, of, about }: UnitViewProps) {
  const lit = about === `in_${name}` || about === `out_${name}` || about === `E_${name}`;
  const [sum, out, error] = [
    of("forward", `in_${name}`),
    of("forward", `out_${name}`),
    of("forward", `E_${name}`),
  ];
  const [back, slope] = [of("backward", `out_${name}`), of("backward", `in_${name}`)];
  const after = bias === undefined ? undefined : of("update", bias);
  return (
    <g class={lit ? "unit lit" : "unit"}>
      <circle cx={x} cy={y} r={RADIUS} />
      <text
        class="unit-name"
        x={x}
        y={y + (input === undefined && out === undefined ? 5 : -3)}
        text-anchor="middle"
      >
        {name}
      </text>
      <text class="unit-value" x={x} y={y + 13} text-anchor="middle">
        {short(input ?? out)}
      </text>
      {bias !== undefined && (
        // biome-ignore lint/a11y/noStaticElementInteractions: the field of the value is at hand for the keyboard
        <g class={about === bias ? "edge-text lit" : "edge-text"} onClick={() => select(bias)}>
          <text x={x} y={y - RADIUS - 8} text-anchor="middle">
            {bias} = {short(value)}
            {after !== undefined && <tspan class="after"> → {short(after)}</tspan>}
          </text>
        </g>
      )}
      {sum !== undefined && (
        <text class="below" x={x} y={y + RADIUS + 14} text-anchor="middle">
          in {short(sum)}
        </text>
      )}
      {back !== undefined && (
        <text class="gradient" x={x} y={y + RADIUS + 29} text-anchor="middle">
          ∂out {short(back)}
        </text>
      )}
      {slope !== undefined && (
        <text class="gradient" x={x} y={y + RADIUS + 43} text-anchor="middle">
          ∂in {short(slope)}
        </text>
      )}
      {target !== undefined && (
        <>
          <text class="below" x={x + RADIUS + 10} y={y - 2}>
            {t("hand.target")} {short(target)}
          </text>
          {error !== undefined && (
            <text class="below" x={x + RADIUS + 10} y={y + 14}>
              E {short(error)}
            </text>
          )}
        </>
      )}
    </g>
  );
}
