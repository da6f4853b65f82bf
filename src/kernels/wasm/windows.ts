import type { Tensor } from "../../core/tensor.js";
import type { Geometry, WindowKernels } from "../window-spec.js";
import type { WasmArena } from "./arena.js";
import type { WindowExports } from "./exports.js";
import { packedWindowKernels } from "./generated/window-bytes.js";
import { KernelModule } from "./module.js";

const kernels = new KernelModule(packedWindowKernels);
const NO_ACTIVATION = -1;
const addressOf = (tensor: Tensor | null): number => (tensor === null ? 0 : tensor.offset);

/** The kernels in which a window slides over images. */
export async function windowKernels(memory: WebAssembly.Memory, arena: WasmArena): Promise<WindowKernels> {
  const wasm = await kernels.start<WindowExports>(memory);
  let room = { offset: 0, length: 0 };
  const use = (g: Geometry) =>
    wasm.setGeometry(
      g.channels,
      g.height,
      g.width,
      g.filters,
      g.kernelHeight,
      g.kernelWidth,
      g.strideHeight,
      g.strideWidth,
      g.padTop,
      g.padLeft,
      g.outputHeight,
      g.outputWidth,
    );
  /** Goes by that geometry, with room for its convolutions; layers share it. */
  const roomFor = (geometry: Geometry): number => {
    use(geometry);
    const length = Math.ceil(wasm.convolutionRoom() / 4);
    if (length > room.length) room = arena.allocate(length);
    return room.offset;
  };
  return {
    conv2d(x, w, b, y, geometry, rows) {
      const room = roomFor(geometry);
      wasm.conv2d(x.offset, w.offset, addressOf(b), y.offset, room, rows, NO_ACTIVATION, 0, 0);
    },
    conv2dActivate(x, w, b, z, y, { f, alpha }, geometry, rows) {
      const room = roomFor(geometry);
      wasm.conv2d(x.offset, w.offset, addressOf(b), z.offset, room, rows, f, alpha, y.offset);
    },
    conv2dWeightGradient(x, dy, dw, geometry, rows) {
      const room = roomFor(geometry);
      wasm.conv2dWeightGradient(x.offset, dy.offset, dw.offset, room, rows);
    },
    conv2dInputGradient(w, dy, dx, geometry, rows) {
      const room = roomFor(geometry);
      wasm.conv2dInputGradient(w.offset, dy.offset, dx.offset, room, rows);
    },
    sumChannels: (x, y, rows, channels, places) =>
      wasm.sumChannels(x.offset, y.offset, rows, channels, places),
    maxPool2d(x, y, geometry, rows) {
      use(geometry);
      wasm.maxPool2d(x.offset, y.offset, rows);
    },
    maxPool2dBackward(x, y, dy, dx, geometry, rows) {
      use(geometry);
      wasm.maxPool2dBackward(x.offset, y.offset, dy.offset, dx.offset, rows, NO_ACTIVATION, 0, 0);
    },
    maxPool2dActivateBackward({ f, alpha }, z, x, y, dy, dz, geometry, rows) {
      use(geometry);
      wasm.maxPool2dBackward(x.offset, y.offset, dy.offset, dz.offset, rows, f, alpha, z.offset);
    },
    avgPool2d(x, y, geometry, rows) {
      use(geometry);
      wasm.avgPool2d(x.offset, y.offset, rows);
    },
    avgPool2dBackward(dy, dx, geometry, rows) {
      use(geometry);
      wasm.avgPool2dBackward(dy.offset, dx.offset, rows);
    },
  };
}
