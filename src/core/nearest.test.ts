import { expect, it } from "vitest";
import { nearest, suggestion } from "./nearest.js";

const words = ["learningRate", "epochs", "batchSize", "loss", "sgd"];

it.each([
  ["learningrate", "learningRate"],
  ["learning_rate", "learningRate"],
  ["lerningRate", "learningRate"],
  ["leraningRate", "learningRate"],
  ["epoch", "epochs"],
  ["bacthSize", "batchSize"],
  ["los", "loss"],
  ["SGD", "sgd"],
  ["sgd", "sgd"],
  ["momentum", undefined],
  ["", undefined],
  ["x".repeat(5000), undefined],
])("%s is near %s", (word, expected) => {
  expect(nearest(word, words)).toBe(expected);
});

it("takes the nearest of several, and the first of equals", () => {
  expect(nearest("relu1", ["elu", "relu", "gelu"])).toBe("relu");
  expect(nearest("elo", ["ela", "elu"])).toBe("ela");
});

it("suggests", () => {
  expect(suggestion("epoch", words)).toBe('Did you mean "epochs"?');
  expect(suggestion("zzz", ["a", "b"])).toMatch(/a|b/);
});
