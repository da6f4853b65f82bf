// What the output panel draws of a frame: pictures, points and lines, as signals.
import { computed, signal } from "@preact/signals";
import { dark } from "../../app/settings.ts";
import type { Place, PointSet } from "../../charts/heat-map.tsx";
import { paintClasses, paintSigned } from "../../charts/pixels.ts";
import { isDrawn, isRegression, viewOf } from "../../config/playground.ts";
import { RESOLUTION, THUMBNAIL } from "../../worker/plane.ts";
import { config, frame, start } from "./store.ts";

export const showTest = signal(false);
export const discretize = signal(false);
/** The picture of a neuron that is shown large in place of the answer. */
export const enlarged = signal<number | undefined>(undefined);

/** One number for each cell of the picture of the answer: from −1 to 1 where there are two classes, a value, or undefined
 *  for more classes. */
export function signedOutput(output: Float32Array, regression: boolean): Float32Array | undefined {
  const classes = output.length / RESOLUTION ** 2;
  if (regression) return output;
  if (classes === 1) return output.map((p) => 2 * p - 1);
  if (classes === 2)
    return Float32Array.from({ length: output.length / 2 }, (_, i) => output[2 * i + 1] - output[2 * i]);
  return undefined;
}

export const picture = computed(() => {
  const now = frame.value;
  if (now === undefined) return undefined;
  const options = { dark: dark.value, steps: discretize.value };
  const large = enlarged.value;
  const cells = THUMBNAIL ** 2;
  if (large !== undefined && (large + 1) * cells <= now.neurons.length) {
    const image = new ImageData(THUMBNAIL, THUMBNAIL);
    paintSigned(now.neurons.subarray(large * cells, (large + 1) * cells), image, options);
    return image;
  }
  const image = new ImageData(RESOLUTION, RESOLUTION);
  const values = signedOutput(now.output, isRegression(config.peek()));
  if (values !== undefined) paintSigned(values, image, options);
  else paintClasses(now.output, now.output.length / RESOLUTION ** 2, image, options);
  return image;
});

/** Of values, by their sign. What the targets are, the training under way says: the config may be ahead of it. */
const labels = (targets: Float32Array): ArrayLike<number> =>
  start.peek()?.classes.length === 0 ? targets.map((value) => (value >= 0 ? 1 : 0)) : targets;

export const points = computed((): readonly PointSet[] => {
  const begun = start.value;
  const { data, points: own } = config.value;
  if (isDrawn(config.value) && own.length < 2)
    return [
      {
        points: Float32Array.from(own.flatMap((point) => point.slice(0, 2))),
        labels: own.map(([, x2, label]) => (data === "own" ? label : x2 >= 0 ? 1 : 0)),
        rim: "light",
      },
    ];
  if (begun === undefined) return [];
  const { trainPoints, trainTargets, testPoints, testTargets } = begun;
  const train: PointSet = { points: trainPoints, labels: labels(trainTargets), rim: "light" };
  if (!showTest.value) return [train];
  return [train, { points: testPoints, labels: labels(testTargets), rim: "dark" }];
});

/** Of a curve, what the network answers: y over x. */
export const lines = computed((): readonly Float32Array[] => {
  const now = frame.value;
  if (now === undefined || config.value.data !== "curve") return [];
  const view = viewOf(config.value);
  const line = new Float32Array(2 * RESOLUTION);
  for (let i = 0; i < RESOLUTION; i++) {
    line[2 * i] = view * ((2 * i + 1) / RESOLUTION - 1);
    line[2 * i + 1] = now.output[i];
  }
  return [line];
});

/** The point that is looked at, and the sample that was last learnt from. */
export const marks = computed((): readonly Place[] => {
  const now = frame.value;
  const begun = start.value;
  if (now === undefined || begun === undefined) return [];
  const { explanation, sample } = now;
  const learnt =
    sample === undefined
      ? []
      : [{ x1: begun.trainPoints[2 * sample], x2: begun.trainPoints[2 * sample + 1] }];
  return explanation === undefined ? learnt : [...learnt, explanation];
});

/** What the network answers at a place, of the cell that it is in. */
export function answerAt({ x1, x2 }: Place): readonly number[] {
  const now = frame.peek();
  if (now === undefined) return [];
  const view = viewOf(config.peek());
  const cell = (x: number) =>
    Math.max(0, Math.min(RESOLUTION - 1, Math.floor(((x / view + 1) / 2) * RESOLUTION)));
  const classes = now.output.length / RESOLUTION ** 2;
  const at = (cell(-x2) * RESOLUTION + cell(x1)) * classes;
  return [...now.output.subarray(at, at + classes)];
}
