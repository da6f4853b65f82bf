import { type Dataset, parsePlaneFeatures, planeFeatures, type TrainTest } from "chainrule/data";
import { chart, type HeatmapPanel, type Series } from "./charts.js";
import { dense } from "./compare.js";
import type { ExperimentEvent, Figures } from "./experiment.js";
import { boundaryPanel, spanOf } from "./plane.js";
import type { Label } from "./text.js";
import { follow, last, type RecipeJson, seriesOf, type Training } from "./training.js";

/** A net on points of the plane, and what of a point it is given. */
export interface PlaneNet {
  readonly id: string;
  readonly name: Label;
  /** As in a data spec: `x1+x2+x1^2`. */
  readonly features: string;
  readonly recipe: RecipeJson;
}

/** A net on points of two classes, in batches of ten; half of the points are kept back to test it. */
export const planeNet = ({
  id,
  name = id,
  points,
  features = "x1+x2",
  hidden,
  optimizer,
  epochs,
}: {
  id: string;
  name?: Label;
  /** As in a data spec: `circles:n=500,seed=1`. */
  points: string;
  features?: string;
  hidden: readonly object[];
  optimizer: object;
  epochs: number;
}): PlaneNet => ({
  id,
  name,
  features,
  recipe: {
    data: `${points},features=${features},test=0.5`,
    model: { input: [features.split("+").length], layers: [...hidden, dense(1)] },
    loss: "binaryCrossEntropy",
    optimizer,
    epochs,
    batchSize: 10,
  },
});

/** Accuracy on the test points, by the nets' ids. */
export const testAccuracies = (done: readonly { readonly id: string; readonly test: number }[]): Figures =>
  Object.fromEntries(done.map(({ id, test }) => [id, test]));

interface PlaneOptions {
  readonly seed: number;
  data(spec: string, seed?: number): Promise<TrainTest>;
}

/** The same data by their coordinates, to be drawn. */
const plain = (spec: string): string => spec.replace(/,features=[^,]*/, "");

/** Trains nets on points of the plane one after the other; draws what they say, and how they got there. */
export async function* trainOnPlane(
  nets: readonly PlaneNet[],
  { seed, data }: PlaneOptions,
): AsyncGenerator<
  ExperimentEvent,
  readonly (PlaneNet & { readonly training: Training; readonly test: number })[]
> {
  const panels: HeatmapPanel[] = [];
  const series: Series[] = [];
  const done: (PlaneNet & { training: Training; test: number })[] = [];
  for (const [i, net] of nets.entries()) {
    const [from, to] = [i / nets.length, (i + 1) / nets.length];
    const training = yield* follow(net.recipe, { seed, data, from, to });
    const points: Dataset = (await data(plain(net.recipe.data), seed)).test!;
    const names = parsePlaneFeatures(net.features);
    const test = last(training.curve.testAccuracy);
    panels.push(
      boundaryPanel(net.name, training.model, {
        data: points,
        span: spanOf(points),
        note: `${test.toFixed(1)} %`,
        features: (places) => Float64Array.from(planeFeatures(Float32Array.from(places), names)),
      }),
    );
    series.push(seriesOf(net.name, training.curve, "testAccuracy"));
    done.push({ ...net, training, test });
    yield chart({
      id: "plane",
      kind: "heatmap",
      title: {
        en: "What each net says of the plane, with the test points",
        zh: "各个网络对平面的判断，以及测试点",
      },
      scale: "diverging",
      range: [0, 1],
      x: "x1",
      y: "x2",
      panels,
    });
    yield chart({
      id: "accuracy",
      kind: "line",
      title: { en: "Right on the test points", zh: "测试点上的正确率" },
      x: { label: { en: "epoch", zh: "轮" } },
      y: { label: "%" },
      series,
    });
  }
  return done;
}
