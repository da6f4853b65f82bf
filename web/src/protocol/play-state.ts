// Whether a training goes on, as its page shows it: at once as it has been asked to, and as the worker says from when it
// has heard that. So a second press undoes the first, however late the worker's answer is.
import { signal } from "@preact/signals";
import type { Progress } from "./messages.ts";

export class PlayState {
  readonly playing = signal(false);
  #asked = 0;
  #heard = 0;

  /** @param message the number of the message by which it is asked */
  ask(playing: boolean, message: number): void {
    this.#asked = message;
    this.playing.value = playing;
  }

  hear({ playing, heard }: Pick<Progress, "playing" | "heard">): void {
    this.#heard = heard;
    if (this.settled) this.playing.value = playing;
  }

  /** Whether the worker has heard what it was last asked. */
  get settled(): boolean {
    return this.#heard >= this.#asked;
  }
}
