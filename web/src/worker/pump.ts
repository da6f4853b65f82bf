// When a training in a worker computes, and when it tells the page: whatever it trains. Work goes in slices of a few
// milliseconds, so that a message (Pause) is heard at once; a frame is made only when the page has painted the last one.
import type { ControlMessage, Progress, Speed, Unit } from "../protocol/messages.ts";

/** What the pump knows of how things stand. */
export type Standing = Pick<Progress, "playing" | "heard" | "epochsPerSecond">;

/** What is trained. */
export interface Work {
  /** Moves on by one unit, or by one step of it if that takes long. False when there is nothing more to do. */
  advance(unit: Unit): boolean;
  /** Tells the page how things stand. */
  sendFrame(standing: Standing): Promise<void>;
  readonly epoch: number;
}

/** Milliseconds between two moves when it is not going as fast as it can. */
const PACE = 1000 / 60;
/** Milliseconds of work between two looks at what has come. */
const SLICE = 12;
/** The time over which the speed is measured, in milliseconds. */
const WINDOW = 500;

const UNITS: Record<Speed, readonly [unit: Unit, times: number]> = {
  sample: ["sample", 1],
  batch: ["batch", 1],
  epoch: ["epoch", 1],
  epoch10: ["epoch", 10],
  full: ["epoch", Number.POSITIVE_INFINITY],
};

export class Pump {
  readonly #work: Work;
  readonly #channel = new MessageChannel();
  #playing = false;
  #heard = 0;
  #speed: Speed = "epoch";
  #credit = false;
  #dirty = true;
  /** Set while a turn is due or under way. */
  #turning = false;
  #held = false;
  /** Set when there is something to train. */
  #ready = false;
  #since = { time: 0, epoch: 0 };
  #epochsPerSecond = 0;

  constructor(work: Work) {
    this.#work = work;
    this.#channel.port1.onmessage = () => void this.#turn();
  }

  /** To be told of every message before it is done. */
  hear(): void {
    this.#heard += 1;
  }

  control(message: ControlMessage): void {
    switch (message.type) {
      case "play":
        if (!this.#ready) return;
        this.#playing = true;
        this.#since = { time: performance.now(), epoch: this.#work.epoch };
        break;
      case "pause":
        this.stop();
        break;
      case "advance":
        if (!this.#ready) return;
        this.stop();
        this.#work.advance(message.unit);
        break;
      case "speed":
        this.#speed = message.speed;
        break;
      case "credit":
        this.#credit = true;
    }
    if (message.type !== "credit") this.#dirty = true;
    this.wake();
  }

  /** Computes nothing while the work is being changed. */
  async hold(change: () => Promise<void>): Promise<void> {
    this.#held = true;
    try {
      await change();
      this.#ready = true;
    } finally {
      this.#held = false;
      this.#dirty = true;
      this.wake();
    }
  }

  /** There is something new to show. */
  touch(): void {
    this.#dirty = true;
    this.wake();
  }

  stop(): void {
    this.#playing = false;
    this.#epochsPerSecond = 0;
    this.#dirty = true;
  }

  wake(delay = 0): void {
    if (this.#turning) return;
    this.#turning = true;
    if (delay > 0) setTimeout(() => void this.#turn(), delay);
    else this.#channel.port2.postMessage(null);
  }

  async #turn(): Promise<void> {
    const start = performance.now();
    if (this.#held || !this.#ready) {
      this.#turning = false;
      return;
    }
    if (this.#playing) this.#slice(start);
    if (this.#credit && this.#dirty) {
      this.#credit = false;
      this.#dirty = false;
      const [playing, heard, epochsPerSecond] = [this.#playing, this.#heard, this.#epochsPerSecond];
      await this.#work.sendFrame({ playing, heard, epochsPerSecond });
    }
    this.#turning = false;
    if (!this.#playing) {
      if (this.#credit && this.#dirty) this.wake();
      return;
    }
    this.wake(this.#speed === "full" ? 0 : Math.max(1, PACE - (performance.now() - start)));
  }

  #slice(start: number): void {
    const [unit, times] = UNITS[this.#speed];
    for (let i = 0; i < times && this.#playing; i++) {
      if (!this.#work.advance(unit)) this.stop();
      if (performance.now() - start > SLICE) break;
    }
    this.#dirty = true;
    const elapsed = performance.now() - this.#since.time;
    if (elapsed < WINDOW) return;
    this.#epochsPerSecond = ((this.#work.epoch - this.#since.epoch) / elapsed) * 1000;
    this.#since = { time: performance.now(), epoch: this.#work.epoch };
  }
}
