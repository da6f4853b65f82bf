// Reads one digit: brings a picture to the network's form and answers.
import { ChainruleError, load, loadWeights, type Model } from "chainrule";
import { normaliseDigit, resample } from "chainrule/data";
import { parseSafetensors } from "chainrule/format";
import type { Answer, Picture, ReaderMessage } from "../protocol/reader.ts";
import { insideOf } from "./inside.ts";

const SIDE = 28;
/** Of 255; a fainter drawing than this is a blank page. */
const LEAST_INK = 24;

type Look = Extract<ReaderMessage, { type: "look" }>;

export class Reader {
  #model: Model | undefined;
  #spec: string | undefined;

  /** Takes a model's file: only its weights, if the network is the one it has. */
  async take(bytes: Uint8Array): Promise<void> {
    const { spec } = parseSafetensors(bytes, "model").metadata;
    if (this.#model !== undefined && spec === this.#spec) loadWeights(this.#model, bytes, { layers: "*" });
    else this.#model = await load(bytes, { batchSize: 1, threads: 1 });
    this.#spec = spec;
  }

  /** The answer; nothing where there is no ink, or no model yet. */
  look({ id, picture, how, inside }: Look): Answer | undefined {
    const model = this.#model;
    const seen = seenBy(picture, how);
    if (model === undefined || seen === undefined) return undefined;
    const probabilities = Float32Array.from(model.predict(seen));
    return {
      ...{ id, seen, probabilities },
      ...(inside && { inside: insideOf(model, seen, probabilities, inside.gradientOf) }),
    };
  }
}

/** What the network gets to see of a picture, or nothing where there is no ink. */
function seenBy(picture: Picture, how: Look["how"]): Uint8Array | undefined {
  const { width, height, pixels } = picture;
  if (!pixels.some((value) => value >= LEAST_INK)) return undefined;
  if (how === "raw") {
    const plane = { width, height, values: Float32Array.from(pixels) };
    return Uint8Array.from(resample(plane, SIDE, SIDE).values, Math.round);
  }
  try {
    return normaliseDigit(picture).pixels;
  } catch (error) {
    if (error instanceof ChainruleError && error.code === "E_DATA") return undefined;
    throw error;
  }
}
