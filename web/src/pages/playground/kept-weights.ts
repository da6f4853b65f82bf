// The weights of networks that are too large for the address. This browser keeps those of the last moments at which
// someone stood, under the digest that the address has in their place.
import { delMany, get, update } from "idb-keyval";
import { putAway } from "../../app/storage.ts";

const PREFIX = "chainrule.weights.";
/** The digests, in the order in which they were kept. */
const ORDER = "chainrule.weights";
/** At 32 KB for the largest network, what no browser refuses. */
const MOST = 100;

/** @returns whether there was room; if not, it has been said */
export async function keepWeights(digest: string, state: Float32Array): Promise<boolean> {
  if (!(await putAway(PREFIX + digest, state, "kept.full"))) return false;
  let gone: readonly string[] = [];
  await update<readonly string[]>(ORDER, (before = []) => {
    const all = [...before.filter((other) => other !== digest), digest];
    gone = all.slice(0, -MOST);
    return all.slice(-MOST);
  }).catch(() => undefined); // they are kept all the same
  await delMany(gone.map((old) => PREFIX + old)).catch(() => undefined);
  return true;
}

/** What has been kept under a digest, if it still is. */
export async function keptWeights(digest: string): Promise<Float32Array | undefined> {
  const state: unknown = await get(PREFIX + digest).catch(() => undefined);
  return state instanceof Float32Array && state.every(Number.isFinite) ? state : undefined;
}
