// The training steps that are measured. Each is a network of one of the documents, with its own data.
import { dense, relu, sigmoid, tanh } from "chainrule";
import { loadData } from "chainrule/node";

const activations = { sigmoid, tanh, relu };

/** A net of dense layers: the sizes from input to output, and one activation between them. */
const workload = (name, sizes, activation, loss, rate, batch, data, steps) => ({
  name,
  title: `${sizes.join("-")} ${activation}, batch ${batch}`,
  sizes,
  activation,
  loss,
  rate,
  batch,
  data,
  steps,
  model: {
    input: [sizes[0]],
    layers: sizes
      .slice(1)
      .flatMap((units, i) =>
        i === sizes.length - 2 ? [dense(units)] : [dense(units), activations[activation]()],
      ),
  },
});

export const workloads = (digits) => [
  workload("W1", [784, 30, 20, 10], "sigmoid", "softmaxCrossEntropy", 0.6, 20, digits, 1500),
  workload("W2", [784, 200, 100, 10], "sigmoid", "softmaxCrossEntropy", 0.1, 100, digits, 150),
  workload("W3", [784, 128, 10], "relu", "softmaxCrossEntropy", 0.1, 100, digits, 300),
  workload("W4", [4, 20, 20, 3], "sigmoid", "softmaxCrossEntropy", 0.04, 4, "iris:test=50", 5000),
  workload("W5", [2, 50, 2], "tanh", "binaryCrossEntropy", 0.2, 60, "moons:n=60,noise=1", 5000),
];

/** The full MNIST where it is at hand, else the ten thousand digits that come with the repository. */
export async function digitsAtHand() {
  try {
    await loadData("mnist");
    return "mnist";
  } catch {
    return "mnist-10k";
  }
}
