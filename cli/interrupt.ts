import { EXIT } from "./errors.js";

/** Ctrl-C, and a polite `kill`: the first asks to stop, the second stops. Serves as the `signal` of `train`. */
export class Interrupt {
  aborted = false;
  readonly #stop: () => void;

  /** @param onFirst what to tell the person */
  constructor(onFirst: () => void) {
    this.#stop = () => {
      if (this.aborted) process.exit(EXIT.interrupted);
      this.aborted = true;
      onFirst();
    };
    process.on("SIGINT", this.#stop).on("SIGTERM", this.#stop);
  }

  close(): void {
    process.off("SIGINT", this.#stop).off("SIGTERM", this.#stop);
  }
}
