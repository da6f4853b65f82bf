// Trains a network on 9,000 handwritten digits and tests it on 1,000 others: node examples/node/train.mjs
import { writeFile } from "node:fs/promises";
import { build, dense, evaluate, load, sgd, sigmoid, softmaxCrossEntropy, train } from "chainrule";
import { loadData } from "chainrule/node";

const data = await loadData("mnist-10k");
const loss = softmaxCrossEntropy();
const layers = [dense(30), sigmoid(), dense(20), sigmoid(), dense(10)];
const model = await build({ input: [784], layers }, { seed: 1 });
const optimizer = sgd({ learningRate: 0.6 });

for (const event of train(model, { ...data, loss, optimizer, epochs: 5, batchSize: 20 })) {
  if (event.type !== "epoch") continue;
  const { epoch, train, test } = event;
  const percent = (100 * test.accuracy).toFixed(1);
  console.log(`epoch ${epoch}  training loss ${train.loss.toFixed(4)}  test accuracy ${percent} %`);
}

// a model is a file that holds all it takes to use it: weights, layers, the names of the classes
const path = process.argv[2];
if (path !== undefined) await writeFile(path, model.save());
const again = await load(model.save());

const sample = data.test.inputs.subarray(0, 784);
const probabilities = again.predict(sample);
const best = probabilities.indexOf(Math.max(...probabilities));
console.log(`the first test digit is a ${data.test.classes[data.test.targets[0]]},`);
console.log(
  `the model takes it for a ${again.classes[best]} (probability ${probabilities[best].toFixed(3)})`,
);

const { macro } = evaluate(again, data.test, { loss });
console.log(`F1, the mean over the ten digits: ${macro.f1.toFixed(3)}`);
