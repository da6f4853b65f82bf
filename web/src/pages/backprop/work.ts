// All numbers of one step by hand, from the library's own layers in double precision: what each layer got and gave, the
// update that its optimizer makes, and beside every gradient the one by differences.
import { build, halfSquaredError, linear, type Model, numericalGradient, sgd, traceStep } from "chainrule";
import { derive, type Named, nameAll, type Step } from "../../../../experiments/backprop/derivation.js";
import type { HandTask } from "../../config/hand-task.ts";
import { specOf } from "./task.ts";

export type Phase = "forward" | "backward" | "update";

export interface Operation {
  readonly phase: Phase;
  readonly step: Step;
  /** "in_h1", "out_h1", "E_o1", "E", "w5", "b1": what it is about, whatever the phase. */
  readonly about: string;
  /** Of a gradient. */
  readonly numerical?: number;
}

export interface Work {
  readonly operations: readonly Operation[];
  readonly layers: readonly Named[];
  readonly loss: number;
  /** As the update leaves them. */
  readonly after: readonly (readonly number[])[];
}

const loss = halfSquaredError();

async function modelOf(
  layers: ReturnType<typeof specOf>,
  inputs: number,
  parameters: HandTask["parameters"],
): Promise<Model> {
  const model = await build({ input: [inputs], layers }, { backend: "reference" });
  for (const [i, { value }] of model.parameters.entries()) value.set(parameters[i]);
  return model;
}

const aboutOf = ([{ plain }]: Step): string => plain.replace(/^∂E\/∂/, "").replace("⁺", "");

export async function workOut(task: HandTask): Promise<Work> {
  const { inputs, targets, parameters, learningRate } = task;
  const spec = specOf(task);
  const model = await modelOf(spec, inputs.length, parameters);
  const slopes = model.parameters.map(({ value }) =>
    numericalGradient(() => model.loss(inputs, targets, loss), value),
  );
  const trace = traceStep(model, inputs, targets, loss);
  const layers = nameAll(trace);
  const numerical = new Map<string, number>();
  for (const [l, { units, weights, biases, dense, activation }] of layers.entries()) {
    for (const [i, names] of weights.entries())
      for (const [j, name] of names.entries()) numerical.set(name, slopes[2 * l][i * units.length + j]);
    for (const [j, name] of biases.entries()) numerical.set(name, slopes[2 * l + 1][j]);
    // what comes after a place is a network of its own, whose inputs can be moved
    for (const [sign, at, values] of [
      ["in", 2 * l + 1, dense.y],
      ["out", 2 * l + 2, (activation ?? dense).y],
    ] as const) {
      const rest = spec.slice(at);
      const tail = await modelOf(
        rest.length > 0 ? rest : [linear()],
        values.length,
        parameters.slice(2 * (l + 1)),
      );
      const slope = numericalGradient((x) => tail.loss(x, targets, loss), Float64Array.from(values));
      for (const [j, unit] of units.entries()) numerical.set(`${sign}_${unit}`, slope[j]);
    }
  }
  sgd({ learningRate }).step(model);
  const after = model.parameters.map(({ value }) => Array.from(value));
  const { forward, error, backward, update } = derive(trace, { targets, learningRate, after });
  const operation = (phase: Phase) => (step: Step) => ({ phase, step, about: aboutOf(step) });
  const operations: Operation[] = [
    ...[...forward, ...error].map(operation("forward")),
    ...backward.map((step) => ({ ...operation("backward")(step), numerical: numerical.get(aboutOf(step)) })),
    ...update.map(operation("update")),
  ];
  return { operations, layers, loss: trace.loss, after };
}

/** The parameters after so many more updates. */
export async function train(task: HandTask, steps: number): Promise<HandTask> {
  const { inputs, targets, learningRate } = task;
  const model = await modelOf(specOf(task), inputs.length, task.parameters);
  const optimizer = sgd({ learningRate });
  for (let i = 0; i < steps; i++) {
    model.loss(inputs, targets, loss);
    model.backward();
    optimizer.step(model);
  }
  return { ...task, parameters: model.parameters.map(({ value }) => Array.from(value)) };
}
