// The entry of the worker that one run of an experiment has: it consumes the experiment's events, and between them turns
// to what the page says.
import {
  type Chart,
  type ExperimentRun,
  experiments,
  startExperiment,
  type Text,
} from "../../../experiments/index.js";
import {
  type ExperimentEnd,
  type ExperimentMessage,
  type ExperimentSetup,
  type FromExperiment,
  parseExperimentMessage,
} from "../protocol/experiment.ts";
import { PROTOCOL } from "../protocol/messages.ts";
import { experimentData } from "./experiment-data.ts";
import { faultOf } from "./fault.ts";

const SLICE = 12; // milliseconds of work between two looks at what the page has said

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown): void;
};
const send = (message: FromExperiment) => scope.postMessage({ protocol: PROTOCOL, message });

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
  const data = (spec: string, seed?: number) => experimentData(base, spec, seed);
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
