import { describe, expect, it } from "vitest";
import { all, make, options, run, test } from "../../test/support/three-classes.js";
import { weightsDigest } from "../model/model-file.js";
import { sgd } from "../optimizers/index.js";
import { encodeCheckpoint, restoreCheckpoint } from "./checkpoint.js";
import type { CheckpointEvent, TrainEvent } from "./events.js";
import { train } from "./train.js";

describe("stopping", () => {
  it("comes after the step under way, with a checkpoint", async () => {
    const model = await make();
    const controller = new AbortController();
    const events: TrainEvent[] = [];
    for (const event of train(model, options({ signal: controller.signal }))) {
      events.push(event);
      if (event.type === "step" && event.step === 7) controller.abort();
    }
    expect(events.slice(-3).map(({ type }) => type)).toEqual(["step", "checkpoint", "run-end"]);
    expect(events.at(-1)).toEqual({ type: "run-end", reason: "stopped", step: 7, epoch: 1 });
    expect((events.at(-2) as CheckpointEvent).position).toMatchObject({ step: 7, epoch: 1, stepInEpoch: 2 });
  });

  it("comes before the first step if it is asked for by then", async () => {
    const { events } = await run({ signal: { aborted: true } });
    expect(events.map(({ type }) => type)).toEqual(["run-start", "checkpoint", "run-end"]);
  });

  it("comes too late when all is done", async () => {
    const signal = { aborted: false };
    const model = await make();
    let last: TrainEvent | undefined;
    for (last of train(model, options({ signal })))
      if (last.type === "step" && last.step === 15) signal.aborted = true;
    expect(last).toMatchObject({ type: "run-end", reason: "done" });
  });
});

describe("a run that is taken up", () => {
  const settings = { epochs: 3, test, checkpointEvery: 2 };

  it.each(["wasm", "reference"] as const)(
    "goes on bit for bit from every checkpoint on %s",
    async (backend) => {
      const optimizer = sgd({ learningRate: { kind: "cosine", initial: 0.4, final: 0.01 } });
      const whole = await make(4, backend);
      const events: TrainEvent[] = [];
      const checkpoints: { bytes: Uint8Array; at: number }[] = [];
      for (const event of train(whole, options({ ...settings, optimizer }))) {
        events.push(event);
        if (event.type === "checkpoint")
          checkpoints.push({ bytes: encodeCheckpoint(whole, optimizer, event.position), at: events.length });
      }
      // steps 2, 4 and the end of the epoch; 6, 8, the end; 12, 14, the end
      expect(all(events, "checkpoint").map(({ step }) => step)).toEqual([2, 4, 5, 6, 8, 10, 12, 14, 15]);
      const digest = await weightsDigest(whole);

      for (const { bytes, at } of checkpoints) {
        const model = await make(4, backend);
        model.parameters[0].value.fill(0.5); // whatever it holds is overwritten
        const again = sgd({ learningRate: { kind: "cosine", initial: 0.4, final: 0.01 } });
        const from = restoreCheckpoint(bytes, model, again, "checkpoint");
        const rest = [...train(model, options({ ...settings, optimizer: again, from }))];
        expect(rest[0]).toMatchObject({ type: "run-start", from });
        expect(rest.slice(1)).toEqual(events.slice(at));
        expect(await weightsDigest(model)).toBe(digest);
        expect(again.steps).toBe(optimizer.steps);
      }
    },
  );

  it("goes on from where it was stopped", async () => {
    const [whole] = [await run(settings)];
    const model = await make();
    const signal = { aborted: false };
    let position: CheckpointEvent["position"] | undefined;
    const optimizer = sgd({ learningRate: 0.3 });
    for (const event of train(model, options({ ...settings, optimizer, signal }))) {
      if (event.type === "step" && event.step === 8) signal.aborted = true;
      if (event.type === "checkpoint") position = event.position;
    }
    [...train(model, options({ ...settings, optimizer, from: position }))];
    expect(await weightsDigest(model)).toBe(await weightsDigest(whole.model));
  });
});
