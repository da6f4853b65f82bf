// Sends the page the model as a file and its digest, but not so often that training suffers from it.
import { type Model, weightsDigest } from "chainrule";

/** Milliseconds between two models, at least; and how many times as long as it takes to make one. */
const PAUSE = 250;
const SHARE = 20;

export class ModelMail {
  #changed = true;
  #sent = Number.NEGATIVE_INFINITY;
  #took = 0;
  digest = "";

  change(): void {
    this.#changed = true;
  }

  /** The file, if it has changed and it is time, or `now` it must be. */
  async take(model: Model, now: boolean): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const start = performance.now();
    const due = this.#sent + Math.max(PAUSE, SHARE * this.#took);
    if (!this.#changed || (!now && start < due)) return undefined;
    this.#changed = false;
    this.digest = await weightsDigest(model);
    const bytes = model.save();
    this.#sent = performance.now();
    this.#took = this.#sent - start;
    return bytes;
  }
}
