// What a first visit takes: JavaScript to be fetched, and time until one can play.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { webRoot } from "../support/server.ts";
import type { Workbench } from "../support/workbench.ts";

export interface Visit {
  /** Bytes of JavaScript, compressed. */
  readonly bytes: number;
  readonly scripts: number;
  readonly seconds: number;
}

/** A visit with an empty cache, by a browser that is there already. */
export async function firstVisit({ open }: Workbench): Promise<Visit> {
  const scripts = new Set<string>();
  const begun = performance.now();
  const { page, until, close } = await open("", {
    onRequest: (url) => /\.js$/.test(url) && scripts.add(url.replace(/^.*\/sub\//, "")),
  });
  await until("ready", ({ weightsDigest }) => weightsDigest !== "");
  if (!(await page.getByTestId("play").isEnabled())) throw new Error("one cannot play");
  const seconds = (performance.now() - begun) / 1000;
  scripts.delete("sw.js");
  const sizes = [...scripts].map((name) => gzipSync(readFileSync(join(webRoot, name))).length);
  await close();
  return { bytes: sizes.reduce((sum, size) => sum + size, 0), scripts: sizes.length, seconds };
}
