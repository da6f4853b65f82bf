// A training as it stands, for the page to give away or to keep.
import type { Model } from "chainrule";
import { dataBytes, type TrainTest } from "chainrule/data";
import { sha256Hex } from "chainrule/format";
import type { Saved } from "../protocol/messages.ts";

export async function savedOf(model: Model, epoch: number, data: TrainTest): Promise<Saved> {
  const bytes = model.save() as Uint8Array<ArrayBuffer>;
  return { model: bytes, epoch, dataDigest: await sha256Hex(dataBytes(data)) };
}
