// The pictures of a training: what the pump sends to the page when that has painted the last one.
import { weightsDigest } from "chainrule";
import type { FromPlayground, PlaygroundFrame, Surface, Unit, Watch } from "../protocol/messages.ts";
import type { PlaygroundSession } from "./playground-session.ts";
import type { Standing, Work } from "./pump.ts";
import { stateOf } from "./state.ts";
import { lossSurface } from "./surface.ts";

/** Milliseconds from one picture of the loss around the weights to the next, while it trains. */
const SURFACE_PACE = 500;

type Send = (message: FromPlayground, transfer: Transferable[]) => void;

export class PlaygroundFrames implements Work {
  readonly #session: PlaygroundSession;
  readonly #send: Send;
  revision = 0;
  watch: Watch = { gradients: false, surface: false };
  /** Which snapshot is shown in place of the present. */
  shown: number | undefined;
  #surface = { time: 0, of: "" };

  constructor(session: PlaygroundSession, send: Send) {
    this.#session = session;
    this.#send = send;
  }

  get epoch(): number {
    return this.#session.epoch;
  }

  advance(unit: Unit): boolean {
    this.shown = undefined;
    return this.#session.advance(unit);
  }

  sendStart(): void {
    const { data, model } = this.#session;
    const { train, test, trainPoints, testPoints } = data;
    const start = {
      revision: this.revision,
      parameters: model.parameters.map(({ name, shape }) => ({ name, shape })),
      ...{ trainPoints, testPoints },
      trainTargets: Float32Array.from(train.targets),
      testTargets: Float32Array.from(test.targets),
      classes: train.classes ?? [],
      outputs: model.network.outputSize,
    };
    this.#surface.of = "";
    this.#send({ type: "start", start }, []);
  }

  async sendFrame(standing: Standing): Promise<void> {
    const { model, viewer, log, snapshots, data, step, sample } = this.#session;
    const now = stateOf(model);
    snapshots.offer(this.epoch, () => now.slice());
    const shown = this.shown === undefined ? undefined : snapshots.at(this.shown);
    const weights = shown === undefined ? now : shown.state.slice();
    viewer.put(weights);
    const scores = shown && { train: viewer.scores(data.train), test: viewer.scores(data.test) };
    const { train, test } = scores ?? this.#session;
    const { gradients, point, warp } = this.watch;
    const frame: PlaygroundFrame = {
      ...{ ...standing, revision: this.revision, step, train, test, weights },
      epoch: shown?.epoch ?? this.epoch,
      snapshots: snapshots.epochs,
      log: log.rows(),
      output: viewer.output(),
      neurons: viewer.neurons(),
      ...(shown && { shown: this.shown }),
      ...(sample !== undefined && { sample }),
      ...(gradients && { gradients: viewer.gradients(data.train) }),
      ...(point && { explanation: viewer.explain(point.x1, point.x2, point.target) }),
      ...(warp && { warp: viewer.warp(data.train, warp) }),
      weightsDigest: await weightsDigest(viewer.model),
    };
    log.clear();
    const surface = this.watch.surface
      ? this.#freshSurface(standing.playing, frame.weightsDigest)
      : undefined;
    const buffers = [
      frame.log,
      frame.output,
      frame.neurons,
      weights,
      frame.gradients,
      frame.warp,
      surface?.losses,
    ];
    this.#send(
      { type: "frame", frame: { ...frame, ...(surface && { surface }) } },
      buffers.flatMap((array) => (array === undefined ? [] : [array.buffer as ArrayBuffer])),
    );
  }

  /** Anew now and then while it trains, and once when it stands. */
  #freshSurface(playing: boolean, of: string): Surface | undefined {
    const time = performance.now();
    if (of === this.#surface.of || (playing && time - this.#surface.time < SURFACE_PACE)) return undefined;
    const surface = lossSurface(this.#session.viewer, this.#session.data.train);
    this.#surface = { time: performance.now(), of };
    return surface;
  }
}
