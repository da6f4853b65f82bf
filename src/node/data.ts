export type { DataSource } from "../data/sources.js";
export { readCsv } from "./csv.js";
export { dataSources } from "./data-sources.js";
export { dataDigest } from "./digest.js";
export { readImageFolder } from "./image-folder.js";
export { type LoadedData, loadData } from "./load-data.js";
export { hasMnist, loadMnist, type MnistSources, mnistFiles, readMnistFile } from "./mnist.js";
export { loadMnist10k } from "./mnist-10k.js";
export { readImage } from "./read-image.js";
