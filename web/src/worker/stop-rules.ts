// When a training is to stop by itself: at an epoch, at a loss, when the test loss has not fallen for a while; and when
// the loss grows beyond all measure. A rule holds once: who presses Play again goes on.
import type { PlaygroundConfig } from "../config/playground.ts";
import type { FromPlayground } from "../protocol/messages.ts";

/** A loss this many times the first one, and this large at least, is no training any more. */
const EXPLODED = { times: 1000, least: 1000 };

export class StopRules {
  #first = 0;
  #before = 0;
  #exploded = false;
  #best = { loss: Number.POSITIVE_INFINITY, epoch: 0 };
  /** The best training loss, for whoever wants to go back. */
  #bestTrain = { loss: Number.POSITIVE_INFINITY, epoch: 0 };

  begin(loss: number): void {
    this.#first = loss;
    this.#before = loss;
    this.#exploded = false;
    this.#best = { loss: Number.POSITIVE_INFINITY, epoch: 0 };
    this.#bestTrain = { loss, epoch: 0 };
  }

  /** What to tell when it is to stop after this epoch. */
  check(
    { stopEpochs, stopLoss, patience }: PlaygroundConfig,
    epoch: number,
    train: number,
    test: number,
  ): FromPlayground | undefined {
    const before = this.#before;
    this.#before = train;
    if (test < this.#best.loss) this.#best = { loss: test, epoch };
    if (train < this.#bestTrain.loss) this.#bestTrain = { loss: train, epoch };
    if (!this.#exploded && train > Math.max(EXPLODED.least, EXPLODED.times * this.#first)) {
      this.#exploded = true;
      return { type: "exploded", epoch, loss: train, best: this.#bestTrain.epoch };
    }
    if (epoch === stopEpochs) return { type: "stopped", rule: "epochs", epoch };
    if (stopLoss > 0 && train <= stopLoss && before > stopLoss)
      return { type: "stopped", rule: "loss", epoch };
    if (patience > 0 && epoch - this.#best.epoch >= patience) {
      this.#best = { loss: test, epoch };
      return { type: "stopped", rule: "patience", epoch };
    }
    return undefined;
  }
}
