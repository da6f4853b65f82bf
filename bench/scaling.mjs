// How the time of a training step grows with width, batch, image and threads, beside its arithmetic.
import { chainrule } from "./chainrule.mjs";
import { syntheticTask, trainingTask } from "./hand-over.mjs";
import { cores } from "./machine.mjs";
import { timeOfStep } from "./measure.mjs";
import { workloads } from "./workloads.mjs";

const { conv2d, dense, flatten, maxPool2d, planModel, relu, softmaxCrossEntropy, summarise } = chainrule;

const powersOfTwo = (from, to) => Array.from({ length: Math.log2(to / from) + 1 }, (_, i) => from * 2 ** i);
const common = { loss: softmaxCrossEntropy(), optimizer: { kind: "sgd", learningRate: 0.01 } };
const workloadCalled = (wanted) => workloads.find(({ name }) => name === wanted);

/** Multiply-adds of a training step: each layer forward, its weights' gradient, and its input's but for the first. */
export function multiplyAddsOf({ model, batch }) {
  const layers = summarise(planModel(model)).filter(({ multiplyAdds }) => multiplyAdds > 0);
  const sums = layers.map(({ multiplyAdds }, i) => multiplyAdds * (i === 0 ? 2 : 3));
  return batch * sums.reduce((a, b) => a + b);
}

const ofWidth = (width) => ({
  ...common,
  model: { input: [width], layers: [dense(width), relu(), dense(width), relu(), dense(10)] },
  batch: 100,
});

const ofImage = (side) => ({
  ...common,
  model: {
    input: [1, side, side],
    layers: [
      ...[conv2d(16, 3, { padding: 1 }), relu(), maxPool2d(2)],
      ...[conv2d(32, 3, { padding: 1 }), relu(), maxPool2d(2), flatten(), dense(10)],
    ],
  },
  batch: 20,
});

/** Each series: what grows, and for every value of it a workload, made of random numbers or of digits. */
const series = {
  width: { values: powersOfTwo(32, 2048), workload: ofWidth, make: syntheticTask },
  batch: {
    values: powersOfTwo(1, 1024),
    workload: (batch) => ({ ...workloadCalled("W3"), batch }),
    make: trainingTask,
  },
  image: { values: [8, 12, 16, 24, 32, 48, 64], workload: ofImage, make: syntheticTask },
};

async function measureSeries({ values, workload, make }, ours, pace) {
  const points = [];
  for (const value of values) {
    const task = { ...(await make(workload(value))), threads: 1 };
    const seconds = await timeOfStep(task, ours, pace);
    points.push({ value, seconds, multiplyAdds: multiplyAddsOf(workload(value)) });
  }
  return points;
}

/** Seconds per step of some workloads with one thread, two and so on. */
async function measureThreads(names, ours, pace) {
  const lines = [];
  for (const name of names) {
    const workload = workloadCalled(name);
    const task = await trainingTask(workload);
    const points = [];
    for (let threads = 1; threads <= cores; threads++)
      points.push({ value: threads, seconds: await timeOfStep({ ...task, threads }, ours, pace) });
    lines.push({ workload: name, title: workload.title, points });
  }
  return lines;
}

/** All series; `tell` is told which one begins. */
export async function measureScaling(ours, pace, tell) {
  const result = {};
  for (const [name, one] of Object.entries(series)) {
    tell(`scaling: ${name}`);
    result[name] = await measureSeries(one, ours, pace);
  }
  tell("scaling: threads");
  result.threads = await measureThreads(["W2", "W6", "W7"], ours, pace);
  return result;
}
