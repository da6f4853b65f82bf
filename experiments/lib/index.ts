// What experiments are made of, and what runs them.
export * from "./answers.js";
export * from "./charts.js";
export * from "./compare.js";
export * from "./digits.js";
export * from "./experiment.js";
export { figure } from "./figure.js";
export { judge, type Range as ExpectedRange, type Verdict } from "./judge.js";
export * from "./numbers.js";
export * from "./pen.js";
export * from "./plane.js";
export * from "./plane-nets.js";
export * from "./recipe-ranges.js";
export * from "./run.js";
export * from "./search.js";
export * from "./settings.js";
export * from "./surface.js";
export * from "./text.js";
export * from "./training.js";
