import { dense, load, tanh } from "chainrule";
import { spiral, split } from "chainrule/data";
import { drawLoss, drawPlane } from "../draw.js";

const data = split(spiral({ n: 600, noise: 0.05 }), { test: 150, seed: 1 });
const spec = { input: [2], layers: [dense(96), tanh(), dense(96), tanh(), dense(2)] };
const options = { learningRate: 0.05, epochs: 600, batchSize: 10 };

const element = (id) => document.getElementById(id);

let worker;
let losses;
let model;
let paused;
let longest;

function start() {
  worker?.terminate();
  worker = new Worker("worker.js", { type: "module" });
  worker.addEventListener("message", ({ data: message }) => receive(message));
  worker.addEventListener("error", (error) => console.error(error.message));
  worker.postMessage({ type: "start", url: import.meta.resolve("chainrule"), spec, options, data });
  losses = [];
  model = undefined;
  longest = 0;
  for (const id of ["loss", "test"]) element(id).textContent = "–";
  element("epoch").textContent = `0 of ${options.epochs}`;
  setPaused(false);
  element("pause").disabled = element("stop").disabled = false;
  document.body.dataset.state = "training";
}

async function receive({ event, bytes }) {
  if (event?.type === "epoch") {
    losses.push(event.train.loss);
    element("epoch").textContent = `${event.epoch} of ${options.epochs}`;
    element("loss").textContent = event.train.loss.toFixed(4);
    element("test").textContent = `${(100 * event.test.accuracy).toFixed(1)} %`;
  }
  if (event?.type === "run-end") {
    element("pause").disabled = element("stop").disabled = true;
    document.body.dataset.reason = event.reason;
  }
  if (bytes !== undefined) {
    model = await load(bytes); // the file that `save` made in the worker
    draw();
    document.body.dataset.state = "done";
  }
}

function setPaused(value) {
  paused = value;
  element("pause").textContent = paused ? "Go on" : "Pause";
}

function draw() {
  drawLoss(element("curve"), losses, options.epochs);
  drawPlane(element("plane"), data.train, (x) => model?.predict(x) ?? new Float32Array(x.length).fill(0.5));
}

/** Moves the ball, and keeps count of how long a frame took at most. */
function animate(before, drawn) {
  requestAnimationFrame((now) => {
    longest = Math.max(longest, now - before);
    element("frame").textContent = `${longest.toFixed(0)} ms`;
    const track = element("ball").parentElement.clientWidth - 36;
    element("ball").style.transform = `translateX(${(track * (1 - Math.cos(now / 900))) / 2}px)`;
    if (losses.length !== drawn && model === undefined) drawLoss(element("curve"), losses, options.epochs);
    animate(now, losses.length);
  });
}

element("start").addEventListener("click", () => {
  start();
  draw();
});
element("pause").addEventListener("click", () => {
  setPaused(!paused);
  worker.postMessage({ type: paused ? "pause" : "goOn" });
});
element("stop").addEventListener("click", () => worker.postMessage({ type: "stop" }));
window.addEventListener("resize", draw);
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);

start();
draw();
animate(performance.now(), 0);
