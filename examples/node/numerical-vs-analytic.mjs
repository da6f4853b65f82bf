// Trains one net twice, by numerical and by analytic gradients, and compares: node examples/node/numerical-vs-analytic.mjs
import { build, dense, numericalGradient, sgd, sigmoid, softmaxCrossEntropy } from "chainrule";
import { iris } from "chainrule/data";

const STEPS = 20;
const { inputs, targets } = iris();
const loss = softmaxCrossEntropy();

/** The loss before each step, and how long all of them took, in milliseconds. */
async function descend(computeGradients) {
  const spec = { input: [4], layers: [dense(5), sigmoid(), dense(3)] };
  const model = await build(spec, { seed: 1, backend: "reference" }); // float64, the same weights both times
  const optimizer = sgd({ learningRate: 0.5 });
  const start = performance.now();
  const losses = Array.from({ length: STEPS }, () => {
    const before = model.loss(inputs, targets, loss);
    computeGradients(model);
    optimizer.step(model);
    return before;
  });
  return { losses, milliseconds: performance.now() - start };
}

/** Moves every weight a little, and looks what that does to the loss: four losses for each of 43 weights. */
function byDifferences(model) {
  for (const { value, grad } of model.parameters) {
    grad.set(numericalGradient(() => model.loss(inputs, targets, loss), value));
  }
}

const numerical = await descend(byDifferences);
const analytic = await descend((model) => model.backward()); // the chain rule: all of them in one pass

console.log("step  numerical        analytic");
for (const step of [0, 1, 2, 5, 10, STEPS - 1]) {
  const [a, b] = [numerical, analytic].map(({ losses }) => losses[step].toFixed(12));
  console.log(`${String(step + 1).padStart(4)}  ${a}   ${b}`);
}
const apart = Math.max(...numerical.losses.map((value, step) => Math.abs(value - analytic.losses[step])));
console.log(`at most ${apart.toExponential(1)} apart in ${STEPS} steps`);
const [slow, fast] = [numerical, analytic].map(({ milliseconds }) => milliseconds);
console.log(`numerical ${slow.toFixed(1)} ms, analytic ${fast.toFixed(1)} ms`);
