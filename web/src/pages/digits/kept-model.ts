// The training that this browser keeps, so that it can go on another day: one checkpoint, with its config.
import { del, get } from "idb-keyval";
import { putAway } from "../../app/storage.ts";
import { type DigitsConfig, parseDigits } from "../../config/digits.ts";

const KEY = "chainrule.digits.kept";

export interface Kept {
  readonly config: DigitsConfig;
  readonly epoch: number;
  readonly bytes: Uint8Array;
}

export const keepCheckpoint = ({ config, epoch, bytes }: Kept): Promise<boolean> =>
  putAway(KEY, { config, epoch, bytes }, "digits.storageFull");

/** What decides whether a checkpoint can be gone on from: all but how long it is to go on. */
const essence = (config: DigitsConfig): string => JSON.stringify({ ...config, epochs: 0 });

/** What has been kept of a training with this config. */
export async function keptFor(config: DigitsConfig): Promise<Kept | undefined> {
  const kept: Partial<Kept> | undefined = await get(KEY).catch(() => undefined);
  if (!(kept?.bytes instanceof Uint8Array) || typeof kept.epoch !== "number") return undefined;
  return essence(parseDigits(kept.config)) === essence(config) ? (kept as Kept) : undefined;
}

export const forgetKept = (): Promise<void> => del(KEY).catch(() => undefined);
