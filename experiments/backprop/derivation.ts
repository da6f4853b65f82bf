import type { LayerStep, StepTrace } from "chainrule";
import type { Cell } from "../lib/charts.js";
import type { Formula } from "../lib/text.js";

/** A step of the calculation by hand: what is computed, with letters, with numbers, and what comes out. */
export type Step = readonly [what: Formula, letters: Formula, numbers: string, value: number];

export interface Derivation {
  readonly forward: readonly Step[];
  readonly error: readonly Step[];
  /** Those of the last layer first. */
  readonly backward: readonly Step[];
  readonly update: readonly Step[];
}

/** A dense layer with what squashes its sums, and what its units, weights and biases are called. */
export interface Named {
  readonly dense: LayerStep;
  readonly activation: LayerStep | undefined;
  readonly units: readonly string[];
  /** [input][unit] */
  readonly weights: readonly (readonly string[])[];
  readonly biases: readonly string[];
  readonly inputs: readonly string[];
}

const ten = (value: number): string => String(Number(value.toFixed(10)));
const inBrackets = (value: number): string => (value < 0 ? `(${ten(value)})` : ten(value));
const subscript = (name: string): string => name.replace(/^([a-z]+)(.+)$/, "$1_{$2}");
const same = (plain: string, tex: string): Formula => ({ plain, tex });
const sumOf = (unit: string): Formula => same(`in_${unit}`, `in_{${subscript(unit)}}`);
const outputOf = (unit: string): Formula =>
  same(
    unit.startsWith("i") ? unit : `out_${unit}`,
    unit.startsWith("i") ? subscript(unit) : `out_{${subscript(unit)}}`,
  );
const slopeOf = (of: string, by: Formula): Formula =>
  same(`∂E/∂${by.plain}`, `\\frac{\\partial ${of}}{\\partial ${by.tex}}`);

/** Numbers the units and parameters of a net of dense and elementwise layers as one does by hand: inputs i1 i2, hidden
 *  units h1 h2 (with several layers of them h1.1 …), outputs o1 o2; weights w1 w2 … unit by unit; biases b1 b2 …. */
export function nameAll({ layers }: StepTrace): Named[] {
  const dense = layers.filter(({ kind }) => kind === "dense");
  let [weight, bias] = [0, 0];
  let inputs = Array.from({ length: dense[0].input[0] }, (_, i) => `i${i + 1}`);
  return dense.map((layer, l) => {
    const next = layers[layers.indexOf(layer) + 1];
    const letter = l === dense.length - 1 ? "o" : dense.length > 2 ? `h${l + 1}.` : "h";
    const units = Array.from({ length: layer.output[0] }, (_, j) => `${letter}${j + 1}`);
    const byUnit = units.map(() => inputs.map(() => `w${++weight}`));
    const named = {
      dense: layer,
      activation: next?.kind === "dense" ? undefined : next,
      units,
      weights: inputs.map((_, i) => byUnit.map((own) => own[i])),
      biases: layer.parameters.length > 1 ? units.map(() => `b${++bias}`) : [],
      inputs,
    };
    inputs = units;
    return named;
  });
}

/** What the slope of an activation is, by its output y and its input x. */
const SLOPES: Readonly<
  Record<
    string,
    { letters(out: string): string; tex(out: string): string; numbers(y: number, x: number): string }
  >
> = {
  sigmoid: {
    letters: (out) => `${out}·(1 − ${out})`,
    tex: (out) => `${out}(1-${out})`,
    numbers: (y) => `${ten(y)}·(1 − ${ten(y)})`,
  },
  tanh: { letters: (out) => `1 − ${out}²`, tex: (out) => `1-${out}^2`, numbers: (y) => `1 − ${ten(y)}²` },
  relu: {
    letters: () => "1 where in > 0, else 0",
    tex: () => "[in > 0]",
    numbers: (_, x) => `[${ten(x)} > 0]`,
  },
};

/** The whole calculation for one sample, with the numbers of a trace. The loss is half the squared error, summed.
 *  @param after the parameters as an optimizer has left them, in order */
export function derive(
  trace: StepTrace,
  {
    targets,
    learningRate,
    after,
  }: { targets: readonly number[]; learningRate: number; after: readonly ArrayLike<number>[] },
): Derivation {
  const all = nameAll(trace);
  const forward = all.flatMap(forwardOf);
  const output = all[all.length - 1];
  const outs = (output.activation ?? output.dense).y;
  const error: Step[] = output.units.map((unit, j) => [
    same(`E_${unit}`, `E_{${subscript(unit)}}`),
    same(`½(target − out_${unit})²`, `\\tfrac12(t_{${subscript(unit)}}-out_{${subscript(unit)}})^2`),
    `½(${ten(targets[j])} − ${ten(outs[j])})²`,
    (targets[j] - outs[j]) ** 2 / 2,
  ]);
  error.push([
    same("E", "E"),
    same(
      output.units.map((unit) => `E_${unit}`).join(" + "),
      output.units.map((unit) => `E_{${subscript(unit)}}`).join("+"),
    ),
    error.map((step) => ten(step[3])).join(" + "),
    trace.loss,
  ]);
  const backward = [...all].reverse().flatMap((named, k) => backwardOf(named, all[all.length - k], targets));
  let parameter = 0;
  const update = all.flatMap((named) => {
    const [W, b] = [after[parameter], after[parameter + 1]];
    parameter += named.dense.parameters.length;
    return updateOf(named, learningRate, W, b);
  });
  return { forward, error, backward, update };
}

function forwardOf({ dense, activation, units, weights, biases, inputs }: Named): Step[] {
  const [W, b] = dense.parameters;
  return units.flatMap((unit, j) => {
    const terms = inputs.map(
      (input, i) => [weights[i][j], outputOf(input), W.value[i * units.length + j], dense.x[i]] as const,
    );
    const letters = terms.map(([w, x]) => `${w}·${x.plain}`);
    const tex = terms.map(([w, x]) => `${subscript(w)}\\,${x.tex}`);
    const numbers = terms.map(([, , w, x]) => `${ten(w)}·${inBrackets(x)}`);
    if (biases.length > 0) {
      letters.push(biases[j]);
      tex.push(subscript(biases[j]));
      numbers.push(ten(b.value[j]));
    }
    const sum: Step = [
      sumOf(unit),
      same(letters.join(" + "), tex.join("+")),
      numbers.join(" + "),
      dense.y[j],
    ];
    if (activation === undefined) return [sum];
    const { kind } = activation;
    const squashed: Step = [
      outputOf(unit),
      same(`${kind}(in_${unit})`, `\\mathrm{${kind}}(in_{${subscript(unit)}})`),
      `${kind}(${ten(dense.y[j])})`,
      activation.y[j],
    ];
    return [sum, squashed];
  });
}

function backwardOf(
  { dense, activation, units, weights, biases, inputs }: Named,
  next: Named | undefined,
  targets: readonly number[],
): Step[] {
  const last = activation ?? dense;
  return units.flatMap((unit, j) => {
    const steps: Step[] = [];
    const [sum, out] = [sumOf(unit), outputOf(unit)];
    if (next === undefined) {
      steps.push([
        slopeOf("E", out),
        same(`−(target − ${out.plain})`, `-(t_{${subscript(unit)}}-${out.tex})`),
        `−(${ten(targets[j])} − ${ten(last.y[j])})`,
        last.dy[j],
      ]);
    } else {
      const { value } = next.dense.parameters[0];
      const terms = next.units.map(
        (later, k) =>
          [later, next.weights[j][k], next.dense.dy[k], value[j * next.units.length + k]] as const,
      );
      steps.push([
        slopeOf("E", out),
        same(
          terms.map(([later, w]) => `∂E/∂in_${later}·${w}`).join(" + "),
          terms
            .map(([later, w]) => `\\frac{\\partial E}{\\partial in_{${subscript(later)}}}${subscript(w)}`)
            .join("+"),
        ),
        terms.map(([, , slope, w]) => `${inBrackets(slope)}·${inBrackets(w)}`).join(" + "),
        last.dy[j],
      ]);
    }
    if (activation !== undefined) {
      const slope = SLOPES[activation.kind] ?? {
        letters: () => "f′(in)",
        tex: () => "f'(in)",
        numbers: (_: number, x: number) => `f′(${ten(x)})`,
      };
      steps.push([
        slopeOf("E", sum),
        same(
          `∂E/∂${out.plain}·${slope.letters(out.plain)}`,
          `\\frac{\\partial E}{\\partial ${out.tex}}\\,${slope.tex(out.tex)}`,
        ),
        `${inBrackets(activation.dy[j])}·${slope.numbers(activation.y[j], activation.x[j])}`,
        activation.dx[j],
      ]);
    }
    const [W, b] = dense.parameters;
    for (const [i, input] of inputs.entries()) {
      const [w, x] = [weights[i][j], outputOf(input)];
      steps.push([
        slopeOf("E", same(w, subscript(w))),
        same(`∂E/∂${sum.plain}·${x.plain}`, `\\frac{\\partial E}{\\partial ${sum.tex}}\\,${x.tex}`),
        `${inBrackets(dense.dy[j])}·${inBrackets(dense.x[i])}`,
        W.grad[i * units.length + j],
      ]);
    }
    if (biases.length > 0) {
      steps.push([
        slopeOf("E", same(biases[j], subscript(biases[j]))),
        same(`∂E/∂${sum.plain}·1`, `\\frac{\\partial E}{\\partial ${sum.tex}}\\cdot 1`),
        `${inBrackets(dense.dy[j])}·1`,
        b.grad[j],
      ]);
    }
    return steps;
  });
}

function updateOf(
  { dense, units, weights, biases, inputs }: Named,
  rate: number,
  newW: ArrayLike<number>,
  newB: ArrayLike<number>,
): Step[] {
  const [W, b] = dense.parameters;
  const step = (name: string, value: number, grad: number, after: number): Step => [
    same(`${name}⁺`, `${subscript(name)}^{+}`),
    same(
      `${name} − η·∂E/∂${name}`,
      `${subscript(name)}-\\eta\\frac{\\partial E}{\\partial ${subscript(name)}}`,
    ),
    `${ten(value)} − ${ten(rate)}·${inBrackets(grad)}`,
    after,
  ];
  return units.flatMap((_, j) => {
    const own = inputs.map((_, i) => {
      const at = i * units.length + j;
      return step(weights[i][j], W.value[at], W.grad[at], newW[at]);
    });
    if (biases.length > 0) own.push(step(biases[j], b.value[j], b.grad[j], newB[j]));
    return own;
  });
}

/** Steps as rows of a table. */
export const rowsOf = (steps: readonly Step[]): Cell[][] => steps.map((step) => [...step]);
