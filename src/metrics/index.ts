export { type ClassReport, classificationReport, type MacroReport } from "./classification.js";
export { type ConfusionMatrix, confusionMatrix } from "./confusion.js";
export { predictedClass } from "./predicted-class.js";
