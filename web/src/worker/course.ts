// The library's stream of events of one training, which can be left where it is and taken up from there.
import { type Model, type Position, type TrainEvent, type TrainOptions, train } from "chainrule";

export class Course {
  #events!: Iterator<TrainEvent>;
  #signal = { aborted: false };
  /** Where it was last sure of itself: what it is taken up from; undefined for the beginning. */
  position: Position | undefined;

  /** Begins, or goes on from `position`. */
  start(model: Model, options: Omit<TrainOptions, "from" | "signal">): void {
    this.#signal = { aborted: false };
    this.#events = train(model, { ...options, from: this.position, signal: this.#signal });
  }

  /** Computes up to the next event; undefined after the last. */
  next(): TrainEvent | undefined {
    const { value: event, done } = this.#events.next();
    if (done) return undefined;
    if (event.type === "checkpoint") this.position = event.position;
    return event;
  }

  /** Ends it where it is.
   *  @param hear gets what is still to come */
  halt(hear: (event: TrainEvent) => void): void {
    this.#signal.aborted = true;
    for (let event = this.next(); event !== undefined; event = this.next()) hear(event);
  }

  /** The epoch under way is to begin anew: its samples are other ones, or in other batches. */
  restartEpoch(): void {
    if (this.position !== undefined)
      this.position = { ...this.position, stepInEpoch: 0, lossSum: 0, correct: 0 };
  }
}
