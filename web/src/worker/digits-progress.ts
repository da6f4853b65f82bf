// How a training on digits goes: its scores, the pass over the test digits after each epoch, and the rows of the log.
import type { EpochEvent, Model, Position } from "chainrule";
import type { Dataset } from "chainrule/data";
import type { DigitsFrame, TestResult } from "../protocol/digits.ts";
import type { Scores } from "../protocol/messages.ts";
import { EpochWatch } from "./epoch-watch.ts";
import { TestPass } from "./test-pass.ts";

export class DigitsProgress {
  readonly #watch = new EpochWatch();
  #pass: TestPass | undefined;
  #train: Scores | undefined;
  #test: Scores | undefined;
  #result: TestResult | undefined;
  /** An epoch that is done but for its test, and how its last part went, for the log. */
  #ended: EpochEvent | undefined;
  #lastPart: Scores | undefined;
  epoch = 0;

  /** Forgets what was before. */
  clear(): void {
    this.#train = undefined;
    this.#watch.take();
    this.#watch.seconds = undefined;
  }

  /** An epoch begins, or is taken up in the middle. */
  begin(position: Position | undefined, batchSize: number): void {
    const { stepInEpoch = 0, lossSum = 0, correct = 0 } = position ?? {};
    this.#watch.begin({ lossSum, correct }, stepInEpoch * batchSize);
  }

  computed(milliseconds: number): void {
    this.#watch.computed(milliseconds);
  }

  /** A part of an epoch is done. */
  part(position: Position, stepsPerEpoch: number, batchSize: number): void {
    const { stepInEpoch } = position;
    const tenths = 10 * this.epoch + Math.round((10 * stepInEpoch) / stepsPerEpoch);
    this.#watch.part(tenths, position, stepInEpoch * batchSize);
  }

  /** An epoch over so many digits is done; its test is still to come. */
  end(event: EpochEvent, size: number): void {
    this.#ended = event;
    this.#lastPart = this.#watch.end(size, event.train);
  }

  /** The test digits are to be answered. */
  test(model: Model, data: Dataset): void {
    this.#pass = new TestPass(model, data);
  }

  /** Answers some of the test digits; false when there are none to be answered. */
  advanceTest(): boolean {
    if (this.#pass === undefined) return false;
    if (!this.#pass.advance()) this.#tested(this.#pass);
    return true;
  }

  finishTest(): void {
    while (this.advanceTest());
  }

  #tested(pass: TestPass): void {
    if (this.#ended !== undefined) {
      this.epoch = this.#ended.epoch;
      this.#train = this.#ended.train;
      this.#ended = undefined;
    }
    const { scores, result } = pass.finish(this.epoch);
    this.#pass = undefined;
    this.#test = scores;
    this.#result = result;
    this.#watch.whole(this.epoch, this.#lastPart, scores);
    this.#lastPart = undefined;
  }

  /** What there is to tell; what is told once is then forgotten. */
  take(): Pick<DigitsFrame, "epoch" | "train" | "test" | "result" | "epochSeconds"> & {
    readonly log: Float64Array<ArrayBuffer>;
  } {
    const result = this.#result;
    this.#result = undefined;
    return {
      ...{ epoch: this.epoch, train: this.#train, test: this.#test, result },
      ...{ log: this.#watch.take(), epochSeconds: this.#watch.seconds },
    };
  }
}
