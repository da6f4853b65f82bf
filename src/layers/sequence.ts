import type { Arena, Tensor } from "../core/tensor.js";
import { tellsFromOutput } from "../kernels/spec.js";
import type { Chain, Layer } from "./layer.js";

/** One layer, with its output, the gradient of that, and how wide a row of it is. */
interface Stage {
  readonly layer: Layer;
  readonly width: number;
  /** The layer's output is its input under another name. */
  readonly sameNumbers: boolean;
  /** The layer does the next one, an activation, in the same pass. */
  readonly fused: boolean;
  /** The layer is an activation that can go back without its input. */
  readonly forgetful: boolean;
  y: Tensor;
  dy: Tensor;
}

/** Layers one after the other, with the memory for what passes between them: the whole of a network, or the inside of a
 *  block. A pass over a batch that fits allocates nothing. */
export class Sequence implements Chain {
  readonly #arena: Arena;
  readonly #stages: readonly Stage[];
  #x: Tensor;
  /** Whether the last forward pass was. */
  #lean = false;

  /** @param layers with the width of a row of their output, and whether that is their input */
  constructor(arena: Arena, layers: readonly Pick<Stage, "layer" | "width" | "sameNumbers">[]) {
    const nothing = arena.allocate(0);
    this.#arena = arena;
    this.#x = nothing;
    this.#stages = layers.map(({ layer, width, sameNumbers }, i) => ({
      layer,
      width,
      sameNumbers,
      fused: layer.forwardActivate !== undefined && layers[i + 1]?.layer.elementwise !== undefined,
      forgetful: layer.elementwise !== undefined && tellsFromOutput(layer.elementwise),
      y: nothing,
      dy: nothing,
    }));
  }

  /** Makes room for batches of `rows` samples, whose input will stand in x. */
  reserve(rows: number, x: Tensor): void {
    this.#x = x;
    for (const stage of this.#stages) {
      stage.layer.reserve?.(rows, x);
      stage.y = stage.sameNumbers ? x : this.#arena.allocate(rows * stage.width);
      stage.dy = this.#arena.allocate(rows * stage.width);
      x = stage.y;
    }
  }

  /** The output of each layer in the last forward pass. */
  get outputs(): readonly Tensor[] {
    return this.#stages.map((stage) => stage.y);
  }

  /** The gradient of each layer's output, as the last backward pass left it. */
  get outputGradients(): readonly Tensor[] {
    return this.#stages.map((stage) => stage.dy);
  }

  /** The output of the last layer. */
  get y(): Tensor {
    return this.#stages[this.#stages.length - 1].y;
  }

  /** Room for the gradient of the last layer's output. */
  get dy(): Tensor {
    return this.#stages[this.#stages.length - 1].dy;
  }

  /** From the first `rows` rows of x to y.
   *  @param lean write no output that `backward` can do without, and let that write over those it is done with, which saves
   *    memory's time: `outputs` are not to be read then */
  forward(rows: number, training: boolean, lean = false): void {
    this.#lean = lean;
    const stages = this.#stages;
    let x = this.#x;
    for (let i = 0; i < stages.length; i++) {
      const { layer, y, fused } = stages[i];
      if (fused) {
        const next = stages[i + 1];
        layer.forwardActivate!(x, lean && next.forgetful ? next.y : y, next.y, next.layer.elementwise!, rows);
        x = next.y;
        i += 1;
      } else {
        if (x !== y) layer.forward(x, y, rows, training);
        x = y;
      }
    }
  }

  /** The input of a stage as it goes back, which a lean pass may not have written. */
  #inputOf(i: number): Tensor {
    const { forgetful, y } = this.#stages[i];
    if (forgetful) return y;
    return i === 0 ? this.#x : this.#stages[i - 1].y;
  }

  /** From the gradient of y to every parameter's, and to dx unless that is null.
   *  @param apart each layer by itself, so that every output gradient is written, also where two could be done in one pass */
  backward(dy: Tensor, dx: Tensor | null, rows: number, apart = false): void {
    const stages = this.#stages;
    const overwriting = this.#lean && !apart;
    for (let i = stages.length - 1; i >= 0; i--) {
      const { layer, y, sameNumbers } = stages[i];
      if (sameNumbers && i > 0 && !apart) continue;
      const together = !apart && layer.backwardActivate !== undefined && stages[i - 1]?.forgetful;
      const previous = together ? stages[i - 1].layer.elementwise : undefined;
      const first = previous === undefined ? i : i - 1;
      let to = first === 0 ? dx : stages[first - 1].dy;
      if (overwriting && first > 0) {
        if (previous !== undefined && layer.inPlace) to = stages[first].y;
        if (layer.elementwise !== undefined) to = dy;
      }
      if (previous === undefined) layer.backward(this.#inputOf(i), y, dy, to, rows);
      else if (to !== null) layer.backwardActivate!(previous, this.#inputOf(i), y, dy, to, rows);
      i = first;
      if (to !== null) dy = to;
    }
  }
}
