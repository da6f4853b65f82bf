// What a page that trains a multilayer perceptron imports, and nothing more.
import { build, dense, relu, sgd, sigmoid, softmaxCrossEntropy, train } from "chainrule";

export const used = [build, dense, relu, sgd, sigmoid, softmaxCrossEntropy, train];
