export { dataSources } from "./data-sources.js";
export { dataDigest } from "./digest.js";
export { type LoadedData, loadData } from "./load-data.js";
export { loadMnist, type MnistSources } from "./mnist.js";
export { loadMnist10k } from "./mnist-10k.js";
