// The entry of the worker that one run of an experiment has: it consumes the experiment's events, and between them turns
// to what the page says.
import { ChainruleError } from "chainrule";
import { builtInData, choose, parseDataSpec, type TrainTest } from "chainrule/data";
import {
  type Chart,
  type ExperimentRun,
  experiments,
  startExperiment,
  type Text,
} from "../../../experiments/index.js";
import { fetchMnist10k } from "../digits/mnist-10k.ts";
import {
  type ExperimentEnd,
  type ExperimentMessage,
  type ExperimentSetup,
  type FromExperiment,
  parseExperimentMessage,
} from "../protocol/experiment.ts";
import { PROTOCOL } from "../protocol/messages.ts";
import { faultOf } from "./fault.ts";

const SLICE = 12; // milliseconds of work between two looks at what the page has said

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown): void;
};
const send = (message: FromExperiment) => scope.postMessage({ protocol: PROTOCOL, message });

let digits: Promise<TrainTest> | undefined;

/** What the page has by itself: what the library makes, and the digits that lie beside the page. */
async function dataOf(base: string, spec: string, seed?: number): Promise<TrainTest> {
  const { name, values } = parseDataSpec(spec);
  if (name === "mnist-10k") {
    digits ??= fetchMnist10k(base);
    const { classes, train } = values;
    return choose(await digits, {
      classes: classes === undefined ? undefined : String(classes),
      train: train === undefined ? undefined : Number(train),
      seed: Number(values.seed ?? seed ?? 1),
    });
  }
  if (name === "mnist") {
    throw new ChainruleError("E_DATA", {
      where: "data",
      expected: "data that come with the page",
      got: '"mnist", the full set',
      remedy: "Choose mnist-10k here, or run it on the command line: chainrule experiment run.",
    });
  }
  return builtInData(spec, { seed });
}

let credit = false;
let stopped = false;
/** Resolves when there is credit for a frame. */
let credited = () => {};
const waitForCredit = () =>
  new Promise<void>((resolve) => {
    if (credit) resolve();
    else credited = resolve;
  });

const channel = new MessageChannel();
let turned = () => {};
channel.port1.onmessage = () => turned();
/** Lets messages through. */
const turn = () =>
  new Promise<void>((resolve) => {
    turned = resolve;
    channel.port2.postMessage(null);
  });

async function perform(run: number, { id, ...setup }: ExperimentSetup, base: string): Promise<void> {
  const experiment = experiments.find((one) => one.id === id);
  if (experiment === undefined) throw new Error(`no experiment "${id}"`);
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const now = () => performance.now();
  const data = (spec: string, seed?: number) => dataOf(base, spec, seed);
  const made: ExperimentRun = startExperiment(experiment, { ...setup, data, now });
  const charts = new Map<string, Chart>();
  let [done, dirty] = [0, false];
  let note: Text | undefined;
  const frame = (outcome?: ExperimentEnd) => {
    credit = false;
    dirty = false;
    send({ type: "frame", run, done, note, charts: [...charts.values()], seconds: seconds(), outcome });
    charts.clear();
  };
  let since = performance.now();
  for await (const event of made.events) {
    dirty = true;
    if (event.type === "progress") ({ done, note } = event);
    else charts.set(event.chart.id, event.chart);
    if (performance.now() - since >= SLICE) {
      await turn();
      since = performance.now();
    }
    if (stopped) break;
    if (credit && dirty) frame();
  }
  const { status, size, figures, expectations } = made.outcome;
  if (status === "done") [done, note] = [1, undefined];
  await waitForCredit();
  frame({ status, size, figures, expectations });
}

function handle(message: ExperimentMessage): void {
  switch (message.type) {
    case "start":
      perform(message.run, message.setup, message.base).catch((error) =>
        send({ type: "fault", run: message.run, fault: faultOf(error) }),
      );
      break;
    case "stop":
      stopped = true;
      break;
    case "credit":
      credit = true;
      credited();
  }
}

scope.onmessage = ({ data }) => handle(parseExperimentMessage(data));
