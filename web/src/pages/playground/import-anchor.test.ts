import { describe, expect, it } from "vitest";
import { parseAnchorAddress } from "./import-anchor.ts";

const whole =
  "#activation=tanh&regularization=L1&batchSize=12&dataset=spiral&regDataset=reg-gauss&learningRate=0.003" +
  "&regularizationRate=0.001&noise=15&networkShape=4,2,8&seed=0.72163&showTestData=true&discretize=false" +
  "&percTrainData=70&x=true&y=false&xTimesY=true&xSquared=true&ySquared=false&cosX=false&sinX=true&cosY=false" +
  "&sinY=false&collectStats=false&problem=regression&initZero=false&hideText=true&playButton_hide=true&noise_hide=false";

describe("an address of TensorFlow Playground", () => {
  it("is read in full", () => {
    expect(parseAnchorAddress(whole)).toEqual({
      activation: "tanh",
      regularization: "l1",
      regularizationRate: 0.001,
      learningRate: 0.003,
      batchSize: 12,
      problem: "regression",
      classificationData: "spiral",
      regressionData: "bumps",
      noise: 15,
      trainShare: 70,
      seed: "0.72163",
      features: ["x1", "x1^2", "x1x2", "sinx1"],
      hiddenLayers: [4, 2, 8],
      showTestData: true,
      discretize: false,
      initZero: false,
      hideText: true,
      collectStats: false,
      hidden: ["playButton"],
    });
    const address = `https://playground.tensorflow.org/${whole}`;
    expect(parseAnchorAddress(address)).toEqual(parseAnchorAddress(whole));
  });

  it.each([
    ["#dataset=circle", { classificationData: "circles" }],
    ["dataset=gauss&regDataset=reg-plane", { classificationData: "gaussians", regressionData: "plane" }],
    ["#networkShape=", { hiddenLayers: [] }],
    ["#networkShape=4%2C2", { hiddenLayers: [4, 2] }],
    ["#sinX=true", { features: ["x1", "x2", "sinx1"] }],
    ["#x=false", { features: ["x2"] }],
    ["#learningRate=0.00001", { learningRate: 1e-5 }],
    ["#learningRate=1e-5", { learningRate: 1e-5 }],
    ["#regularization=none&regularizationRate=0", { regularization: "none", regularizationRate: 0 }],
    ["#batchSize=3&batchSize=4", { batchSize: 4 }],
  ])("%s", (address, expected) => {
    expect(parseAnchorAddress(address)).toEqual(expected);
  });

  it("gives what is right of one that is partly wrong", () => {
    expect(parseAnchorAddress("#batchSize=31&noise=5&activation=constructor&x=maybe")).toEqual({ noise: 5 });
  });

  it.each([
    "",
    "#",
    "#&&==&",
    "#/playground?a=b",
    "#activation=__proto__",
    "#activation=toString&dataset=constructor&regularization=hasOwnProperty&problem=valueOf",
    "#__proto__=true&constructor=true&prototype_hide=true&__proto___hide=true",
    "#learningRate=0",
    "#learningRate=-1",
    "#learningRate=NaN",
    "#learningRate=Infinity",
    "#learningRate=1e999",
    "#learningRate=0.03,",
    "#learningRate=",
    "#regularizationRate=11",
    "#batchSize=0",
    "#batchSize=2.5",
    "#batchSize= 5",
    "#noise=51",
    "#noise=-5",
    "#percTrainData=95",
    "#networkShape=9",
    "#networkShape=0",
    "#networkShape=4,,2",
    "#networkShape=4,-1",
    "#networkShape=1,1,1,1,1,1,1",
    "#networkShape=__proto__",
    "#networkShape=1e0",
    "#x=false&y=false",
    "#seed=<script>",
    "#seed=%3Cscript%3E",
    `#seed=${"1".repeat(33)}`,
    "#activation=%E0%A4%A",
    "#showTestData=1",
    "#evil_hide=true",
    `#noise=5&${"a".repeat(5000)}`,
  ])("leaves out %s", (address) => {
    expect(parseAnchorAddress(address)).toBeUndefined();
    expect(({} as Record<string, unknown>).true).toBeUndefined();
  });
});
