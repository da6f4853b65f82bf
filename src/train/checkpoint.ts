import { ChainruleError, display } from "../core/errors.js";
import type { Rng } from "../core/rng.js";
import { sameShape, showShape } from "../core/shape.js";
import type { FloatArray } from "../core/tensor.js";
import { parseJson } from "../format/json.js";
import { encodeSafetensors, type NamedTensor, parseSafetensors } from "../format/safetensors.js";
import type { Model } from "../model/model.js";
import { modelMetadata, modelTensors } from "../model/model-file.js";
import type { Optimizer } from "../optimizers/index.js";
import type { Position } from "./events.js";

/** The optimizer's slots as a checkpoint holds them. */
const slotTensors = (model: Model, optimizer: Optimizer): NamedTensor[] =>
  optimizer.slotsFor(model.network).map(({ data, length }, i) => ({
    name: `optimizer.${optimizer.slotNames[i]}`,
    shape: [length],
    data,
  }));

/** What early stopping would go back to, as a checkpoint holds it. */
const bestTensors = (best: readonly FloatArray[]): NamedTensor[] =>
  best.map((data, i) => ({ name: `best.${i}`, shape: [data.length], data }));

/** Everything that a run needs to go on bit for bit, as a safetensors file: weights, the optimizer's slots, the state of
 *  the layers' random numbers, what early stopping would go back to, and where the run stands. The order of samples needs no state: it is a function of the
 *  seed and the epoch. */
export function encodeCheckpoint(
  model: Model,
  optimizer: Optimizer,
  position: Position,
): Uint8Array<ArrayBuffer> {
  const { streams, best = [] } = model.network;
  // the slots first: room for them may be made only now, and then the memory has other arrays than before
  const slots = slotTensors(model, optimizer);
  return encodeSafetensors({
    tensors: [...modelTensors(model), ...slots, ...bestTensors(best)],
    metadata: {
      ...modelMetadata(model),
      optimizer: JSON.stringify(optimizer.spec),
      optimizerSteps: String(optimizer.steps),
      streams: JSON.stringify(streams.map(({ state }) => state)),
      position: JSON.stringify(position),
    },
  });
}

/** Sets a model and its optimizer to where a checkpoint stands, and returns the place to go on from. Nothing is
 *  changed unless everything fits.
 *  Errors    E_FORMAT for bytes that are no checkpoint; E_RUN for one of another net or optimizer */
export function restoreCheckpoint(
  bytes: Uint8Array,
  model: Model,
  optimizer: Optimizer,
  where: string,
): Position {
  const { tensors, metadata } = parseSafetensors(bytes, where);
  const position = parsePosition(metadata.position, where);
  requireSame("network", metadata.spec, JSON.stringify(model.spec), where);
  requireSame("seed", metadata.seed, String(model.seed), where);
  requireSame("optimizer", metadata.optimizer, JSON.stringify(optimizer.spec), where);
  const states = parseStreams(metadata.streams, model.network.streams.length, where);
  const { network } = model;
  const best = tensors.has("best.0") ? network.learned.map(({ data }) => data.slice()) : undefined;
  const slots = slotTensors(model, optimizer); // first, as in encodeCheckpoint
  const targets = [...modelTensors(model), ...slots, ...bestTensors(best ?? [])];
  for (const { name, shape, data } of targets) {
    const stored = tensors.get(name);
    if (
      stored === undefined ||
      !sameShape(stored.shape, shape) ||
      stored.data.constructor !== data.constructor
    ) {
      throw new ChainruleError("E_RUN", {
        where: `tensor "${name}" of ${where}`,
        expected: `numbers of shape ${showShape(shape)}, of the backend "${network.backend.name}"`,
        got: stored === undefined ? "no such tensor" : `${showShape(stored.shape)} of another kind`,
        remedy: "Resume with the net and the backend that the run was started with.",
      });
    }
  }
  for (const { name, data } of targets) (data as Float32Array).set(tensors.get(name)!.data as Float32Array);
  network.best = best;
  for (const [i, stream] of network.streams.entries()) stream.state = states[i];
  optimizer.steps = Number(metadata.optimizerSteps) || 0;
  return position;
}

function requireSame(what: string, stored: string | undefined, wanted: string, where: string): void {
  if (stored === wanted) return;
  throw new ChainruleError("E_RUN", {
    where,
    expected: `a checkpoint of this ${what}: ${display(wanted)}`,
    got: display(stored ?? "none"),
    remedy: "Resume with the recipe that the run was started with, or start a new run.",
  });
}

function parseStreams(text: string | undefined, count: number, where: string): readonly Rng["state"][] {
  const states = parseJson(text ?? "[]", `streams of ${where}`);
  const isState = (state: unknown) =>
    Array.isArray(state) && state.length === 4 && state.every(Number.isSafeInteger);
  if (Array.isArray(states) && states.length === count && states.every(isState)) return states;
  throw new ChainruleError("E_FORMAT", {
    where: `streams of ${where}`,
    expected: `${count} states of four whole numbers`,
    got: display(states),
    remedy: "Resume from the checkpoint.safetensors of a run folder.",
  });
}

function parsePosition(text: string | undefined, where: string): Position {
  const value =
    text === undefined ? undefined : (parseJson(text, `position of ${where}`) as Partial<Position>);
  const { step, epoch, stepInEpoch, lossSum, correct, plateau, progress } = value ?? {};
  const counts = [step, epoch, stepInEpoch, correct];
  if (plateau !== undefined) counts.push(plateau?.bad, plateau?.cooldown);
  if (progress !== undefined) counts.push(progress?.bad, progress?.bestEpoch);
  const numbers = [lossSum, plateau === undefined ? 0 : plateau?.rate];
  // the best so far is null while there is none
  for (const watched of [plateau, progress]) numbers.push(watched?.best ?? 0);
  const isCount = (n: unknown) => Number.isSafeInteger(n) && (n as number) >= 0;
  if (!counts.every(isCount) || !numbers.every((n) => typeof n === "number")) {
    throw new ChainruleError("E_FORMAT", {
      where,
      expected: "a checkpoint, with its position in the metadata",
      got: display(text ?? "no position"),
      remedy: "Resume from the checkpoint.safetensors of a run folder.",
    });
  }
  return { ...value } as Position;
}
