import { describe, expect, it } from "vitest";
import { PlayState } from "./play-state.ts";

describe("whether a training goes on, as its page shows it", () => {
  it("is as it was asked to be, until the worker has heard that", () => {
    const state = new PlayState();
    state.hear({ playing: false, heard: 1 });
    state.ask(true, 2);
    expect([state.playing.value, state.settled]).toEqual([true, false]);
    state.hear({ playing: false, heard: 1 });
    expect([state.playing.value, state.settled]).toEqual([true, false]);
    state.ask(false, 3);
    state.hear({ playing: true, heard: 2 });
    expect([state.playing.value, state.settled]).toEqual([false, false]);
    state.hear({ playing: false, heard: 3 });
    expect([state.playing.value, state.settled]).toEqual([false, true]);
  });

  it("is then as the worker says: a training may end by itself", () => {
    const state = new PlayState();
    state.ask(true, 1);
    state.hear({ playing: true, heard: 1 });
    expect(state.playing.value).toBe(true);
    state.hear({ playing: false, heard: 1 });
    expect(state.playing.value).toBe(false);
  });
});
