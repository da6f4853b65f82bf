import { build, dense, sgd, softmaxCrossEntropy, tanh, train } from "chainrule";
import { circles, gaussians, moons, split, xor } from "chainrule/data";
import { drawLoss, drawPlane } from "../draw.js";

const EPOCHS = 200;

const sets = {
  moons: () => moons({ n: 400, noise: 0.15 }),
  circles: () => circles({ n: 400, noise: 0.05 }),
  xor: () => xor({ n: 400, noise: 0.05 }),
  gaussians: () => gaussians({ n: 400, noise: 0.2 }),
};

const element = (id) => document.getElementById(id);
const percent = (share) => `${(100 * share).toFixed(1)} %`;

let run;

/** A new model and the generator that trains it; nothing is computed until the generator is asked. */
async function begin(name) {
  const data = split(sets[name](), { test: 0.25, seed: 1 });
  const layers = [dense(16), tanh(), dense(16), tanh(), dense(2)];
  const model = await build({ input: [2], layers }, { seed: 1 });
  const events = train(model, {
    ...data,
    loss: softmaxCrossEntropy(),
    optimizer: sgd({ learningRate: 0.1 }),
    epochs: EPOCHS,
    batchSize: 10,
  });
  return { data, model, events, losses: [], running: true };
}

/** The events up to the end of an epoch; false when the run is over. */
function trainOneEpoch({ events, losses }) {
  for (let next = events.next(); !next.done; next = events.next()) {
    const event = next.value;
    if (event.type !== "epoch") continue;
    losses.push(event.train.loss);
    element("epoch").textContent = `${event.epoch} of ${EPOCHS}`;
    element("loss").textContent = event.train.loss.toFixed(4);
    element("train").textContent = percent(event.train.accuracy);
    element("test").textContent = percent(event.test.accuracy);
    return true;
  }
  return false;
}

function draw({ data, model, losses }) {
  drawPlane(element("plane"), data.train, (x) => model.predict(x));
  drawLoss(element("curve"), losses, EPOCHS);
}

/** One epoch per frame, so that one can watch; to pause is just not to go on. */
function frame(of) {
  if (of !== run || !of.running) return;
  if (trainOneEpoch(of)) {
    draw(of);
    requestAnimationFrame(() => frame(of));
  } else {
    of.running = false;
    element("toggle").disabled = true;
    document.body.dataset.state = "done";
  }
}

async function restart() {
  document.body.dataset.state = "training";
  element("toggle").textContent = "Pause";
  element("toggle").disabled = false;
  run = await begin(element("data").value);
  [element("first").textContent, element("second").textContent] = run.data.train.classes;
  frame(run);
}

element("restart").addEventListener("click", restart);
element("data").addEventListener("change", restart);
element("toggle").addEventListener("click", () => {
  run.running = !run.running;
  element("toggle").textContent = run.running ? "Pause" : "Go on";
  frame(run);
});
const redraw = () => run && draw(run);
window.addEventListener("resize", redraw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

await restart();
