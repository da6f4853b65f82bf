import type { Tensor } from "../../core/tensor.js";
import type { Geometry, WindowKernels } from "../window-spec.js";
import type { WasmArena } from "./arena.js";
import type { WindowExports } from "./exports.js";
import { packedWindowKernels } from "./generated/window-bytes.js";
import { KernelModule } from "./module.js";
import { Room } from "./room.js";
import { SparseMatrices } from "./sparse-matrices.js";
import type { Crew } from "./threads/crew.js";

const windowModule = new KernelModule(packedWindowKernels);

const NO_ACTIVATION = -1;
const addressOf = (tensor: Tensor | null): number => (tensor === null ? 0 : tensor.offset);

/** What the kernels have of a layer's geometry. */
interface Place {
  /** Where its numbers stand. */
  readonly geometry: number;
  /** Where convolutions leave what they pass on, and from where on they have room to work in. */
  readonly shared: number;
  readonly room: number;
}

/** The kernels in which a window slides over images.
 *  @param threads how many have room of their own */
function windowKernels(
  wasm: WindowExports,
  memory: WebAssembly.Memory,
  arena: WasmArena,
  threads: number,
): WindowKernels {
  const geometries = new WeakMap<Geometry, number>();
  const room = new Room(arena);
  const found = new Room(arena);
  const at = (g: Geometry): number => {
    let address = geometries.get(g);
    if (address === undefined) {
      const numbers = [
        ...[g.channels, g.height, g.width, g.filters, g.kernelHeight, g.kernelWidth],
        ...[g.strideHeight, g.strideWidth, g.padTop, g.padLeft, g.outputHeight, g.outputWidth],
      ];
      address = arena.allocateBytes(4 * numbers.length).offset;
      new Int32Array(memory.buffer, address).set(numbers);
      geometries.set(g, address);
    }
    return address;
  };
  /** With room for the convolutions, which all layers share. */
  const withRoom = (g: Geometry): Place => {
    const geometry = at(g);
    const shared = wasm.sharedRoom(geometry);
    const start = room.for(shared + threads * wasm.convolutionRoom(geometry));
    return { geometry, shared: start, room: start + shared };
  };
  /** How many blocks of four. */
  const fours = (filters: number): number => (filters + 3) >> 2;
  const conv2d = (
    x: Tensor,
    w: Tensor,
    b: Tensor | null,
    y: Tensor,
    g: Geometry,
    rows: number,
    ...activation: [f: number, alpha: number, a: number]
  ): void => {
    const { geometry, shared, room } = withRoom(g);
    wasm.packFilters(geometry, w.offset, shared, 0, fours(g.filters));
    wasm.conv2d(geometry, x.offset, shared, addressOf(b), y.offset, room, rows, ...activation);
  };
  /** Marks the samples of whose dy most is zero, and counts them. It is to be multiplied with x or w. */
  const markFew = (x: Tensor | null, w: Tensor | null, dy: Tensor, g: Geometry, rows: number) => {
    const geometry = at(g);
    const marks = found.for(4 * rows);
    wasm.findFew(geometry, addressOf(x), dy.offset, marks, rows);
    return { geometry, marks, few: wasm.countFew(geometry, addressOf(w), marks, rows) };
  };
  const fewRoomOf = (geometry: number): number => room.for(threads * wasm.fewRoom(geometry));
  return {
    conv2d: (x, w, b, y, g, rows) => conv2d(x, w, b, y, g, rows, NO_ACTIVATION, 0, 0),
    conv2dActivate: (x, w, b, z, y, { f, alpha }, g, rows) => conv2d(x, w, b, z, g, rows, f, alpha, y.offset),
    conv2dWeightGradient(x, dy, db, dw, g, rows) {
      const { geometry, few } = markFew(x, null, dy, g, rows);
      if (2 * few > rows) {
        const room = fewRoomOf(geometry);
        wasm.fewWeightGradient(geometry, x.offset, dy.offset, dw.offset, room, rows, 0, g.filters);
        return;
      }
      const { shared, room } = withRoom(g);
      const counts = found.for(4 * rows);
      const finite = db?.data.every(Number.isFinite); // then so is all that it is the sum of
      wasm.survey(geometry, x.offset, finite ? 0 : dy.offset, counts, rows);
      if (wasm.passesOver(geometry, counts, rows)) {
        wasm.imageWeightGradient(geometry, x.offset, dy.offset, dw.offset, room, rows, 0, g.filters);
        return;
      }
      const parts = wasm.gradientParts(geometry);
      wasm.conv2dWeightGradient(geometry, x.offset, dy.offset, shared, room, rows, 0, parts);
      wasm.unpackGradient(geometry, shared, dw.offset, 0, g.filters);
    },
    conv2dInputGradient(w, dy, dx, g, rows) {
      const { geometry, marks, few } = markFew(null, w, dy, g, rows);
      if (few > 0) {
        const room = fewRoomOf(geometry);
        wasm.fewInputGradient(geometry, w.offset, dy.offset, dx.offset, room, rows, marks);
      }
      if (few === rows) return;
      const { shared, room } = withRoom(g);
      wasm.packTurnedFilters(geometry, w.offset, shared, 0, fours(g.channels));
      wasm.conv2dInputGradient(geometry, shared, dy.offset, dx.offset, room, rows, few > 0 ? marks : 0);
    },
    sumChannels: (x, y, rows, channels, places) =>
      wasm.sumChannels(x.offset, y.offset, rows, channels * places, channels, places),
    maxPool2d: (x, y, g, rows) => wasm.maxPool2d(at(g), x.offset, y.offset, rows),
    maxPool2dBackward: (x, y, dy, dx, g, rows) =>
      wasm.maxPool2dBackward(at(g), x.offset, y.offset, dy.offset, dx.offset, rows, NO_ACTIVATION, 0),
    maxPool2dActivateBackward: ({ f, alpha }, x, y, dy, dz, g, rows) =>
      wasm.maxPool2dBackward(at(g), x.offset, y.offset, dy.offset, dz.offset, rows, f, alpha),
    avgPool2d: (x, y, g, rows) => wasm.avgPool2d(at(g), x.offset, y.offset, rows),
    avgPool2dBackward: (dy, dx, g, rows) => wasm.avgPool2dBackward(at(g), dy.offset, dx.offset, rows),
  };
}

/** The kernels of this module at work on a memory: those of windows, and products with sparse matrices. */
export async function startWindows(memory: WebAssembly.Memory, arena: WasmArena, crew: Crew | undefined) {
  const alone = await windowModule.start<WindowExports>(memory, crew !== undefined);
  const wasm = (await crew?.share(alone, windowModule, crew.windowSplits(alone))) ?? alone;
  const threads = crew?.threads ?? 1;
  return {
    matrices: new SparseMatrices(wasm, arena, threads),
    windowed: windowKernels(wasm, memory, arena, threads),
  };
}
