export { sha256Hex } from "./digest.js";
export type { TensorData } from "./dtypes.js";
export { parseJson } from "./json.js";
export { encodeSafetensors, type NamedTensor, parseSafetensors, type Safetensors } from "./safetensors.js";
