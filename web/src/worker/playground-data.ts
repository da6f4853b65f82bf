// The points of a Playground config, divided into those that are trained on and those that are kept back. What the
// library makes, it makes from the same data spec as the command line.
import { Rng } from "chainrule";
import {
  builtInData,
  type Dataset,
  type PlaneFeature,
  planeFeatures,
  split,
  type TrainTest,
} from "chainrule/data";
import { classCount, inputNames, isDrawn, type PlaygroundConfig, viewOf } from "../config/playground.ts";
import { dataSpec, isPortable } from "../config/recipe.ts";
import { compile } from "../expression/compile.ts";

export interface PlaygroundData {
  /** What the network sees. */
  readonly train: Dataset;
  readonly test: Dataset;
  /** Where the points are; of a curve, x and y. */
  readonly trainPoints: Float32Array;
  readonly testPoints: Float32Array;
}

/** What a network is given of points of the plane.
 *  Shapes    points[n,2] -> [n, inputs] */
export function pointFeatures(config: PlaygroundConfig, points: Float32Array): Float32Array<ArrayBuffer> {
  const { data, features, expressions } = config;
  if (data === "curve") return points.filter((_, i) => i % 2 === 0) as Float32Array<ArrayBuffer>;
  const named = planeFeatures(points, features as readonly PlaneFeature[]) as Float32Array<ArrayBuffer>;
  if (expressions.length === 0) return named;
  const compiled = expressions.map((text) => compile(text));
  const width = inputNames(config).length;
  const result = new Float32Array((points.length / 2) * width);
  for (let i = 0; i < points.length / 2; i++) {
    result.set(named.subarray(i * features.length, (i + 1) * features.length), i * width);
    for (const [j, f] of compiled.entries()) {
      const value = f(points[2 * i], points[2 * i + 1]);
      // a formula may have a pole: there it says nothing
      result[i * width + features.length + j] = Number.isFinite(value) ? value : 0;
    }
  }
  return result;
}

function ownPoints(config: PlaygroundConfig): TrainTest {
  const { points } = config;
  return dividePoints(config, {
    inputs: Float32Array.from(points.flatMap((point) => point.slice(0, 2))),
    shape: [2],
    targets: Int32Array.from(points, ([, , label]) => label),
    classes: Array.from({ length: classCount(config) }, (_, i) => String(i)),
    size: points.length,
  });
}

/** A curve that has been drawn: y over x. */
function drawnCurve(config: PlaygroundConfig): TrainTest {
  const { points } = config;
  return dividePoints(config, {
    inputs: Float32Array.from(points, ([x]) => x),
    shape: [1],
    targets: Float32Array.from(points, ([, y]) => y),
    size: points.length,
  });
}

/** However few there are, each part has one. */
function dividePoints({ dataSeed, trainShare }: PlaygroundConfig, data: Dataset): TrainTest {
  const { size } = data;
  const test = Math.max(1, Math.min(size - 1, Math.round(size * (1 - trainShare / 100))));
  return split(data, { test, seed: dataSeed });
}

/** As the library draws a curve: x anywhere in the view, noise on y. */
function formulaPoints(config: PlaygroundConfig): TrainTest {
  const { curve, samples, noise, dataSeed, trainShare } = config;
  const f = compile(curve, ["x"]);
  const rng = new Rng(dataSeed, "data");
  const view = viewOf(config);
  const inputs = new Float32Array(samples);
  const targets = new Float32Array(samples);
  for (let i = 0; i < samples; i++) {
    inputs[i] = view * (2 * rng.uniform() - 1);
    targets[i] = f(inputs[i]) + (noise / 100) * rng.normal();
  }
  const finite = targets.map((y, i) => (Number.isFinite(y) ? i : -1)).filter((i) => i >= 0);
  const data = {
    inputs: Float32Array.from(finite, (i) => inputs[i]),
    targets: Float32Array.from(finite, (i) => targets[i]),
  };
  return split({ ...data, shape: [1], size: finite.length }, { test: 1 - trainShare / 100, seed: dataSeed });
}

function pointsOf(config: PlaygroundConfig): Required<TrainTest> {
  const made =
    config.data === "own"
      ? ownPoints(config)
      : isDrawn(config)
        ? drawnCurve(config)
        : config.data === "curve" && !isPortable(config)
          ? formulaPoints(config)
          : builtInData(dataSpec(config, false));
  return made as Required<TrainTest>;
}

export function loadPlayground(config: PlaygroundConfig): PlaygroundData {
  const { train, test } = pointsOf(config);
  const curve = config.data === "curve";
  const where = ({ inputs, targets }: Dataset): Float32Array =>
    curve
      ? Float32Array.from(Array.from(inputs).flatMap((x, i) => [x, targets[i]]))
      : (inputs as Float32Array);
  const seen = (data: Dataset): Dataset => ({
    ...data,
    shape: [inputNames(config).length],
    inputs: pointFeatures(config, where(data)),
  });
  return {
    ...{ train: seen(train), test: seen(test) },
    ...{ trainPoints: where(train), testPoints: where(test) },
  };
}
