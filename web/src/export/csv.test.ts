import { type TrainEvent, train } from "chainrule";
import { expect, it } from "vitest";
import { csvOf, logCsv } from "./csv.ts";

it("quotes what needs it, leaves out what is not there, and gives spreadsheets no formula", () => {
  const rows = [
    ["a", 1, undefined],
    ['say "x", then', -2.5e-7, null],
    ["=SUM(A1)", Number.NaN, true],
  ];
  expect(csvOf(["name", "two\nlines", "c"], rows)).toBe(
    'name,"two\nlines",c\r\na,1,\r\n"say ""x"", then",-2.5e-7,\r\n\'=SUM(A1),NaN,true\r\n',
  );
  expect(csvOf(["x", "y"], [Float64Array.of(0.1, 2)])).toBe("x,y\r\n0.1,2\r\n");
});

it("has a line for each epoch of a run", async () => {
  const { build, dense, sgd, meanSquaredError } = await import("chainrule");
  const model = await build({ input: [1], layers: [dense(1)] });
  const data = {
    inputs: Float32Array.of(0, 1, 2, 3),
    targets: Float32Array.of(1, 2, 3, 4),
    shape: [1],
    size: 4,
  };
  const events: TrainEvent[] = [
    ...train(model, {
      train: data,
      loss: meanSquaredError(),
      optimizer: sgd({ learningRate: 0.1 }),
      epochs: 3,
      batchSize: 2,
    }),
  ];
  const [names, ...lines] = logCsv(events).trimEnd().split("\r\n");
  expect(names).toBe("epoch,step,learningRate,trainLoss,trainAccuracy,testLoss,testAccuracy");
  const epochs = events.filter((event) => event.type === "epoch");
  expect(lines).toEqual(epochs.map(({ epoch, step, train }) => `${epoch},${step},0.1,${train.loss},,,`));
});
