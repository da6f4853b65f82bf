export { sha256Hex } from "./digest.js";
export { parseJson } from "./json.js";
export { encodeSafetensors, type NamedTensor, parseSafetensors, type Safetensors } from "./safetensors.js";
export type { TensorData } from "./tensor-data.js";
