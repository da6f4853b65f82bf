import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseSafetensors } from "chainrule/format";
import { writeAtomically } from "chainrule/node";
import { isPlainName } from "./address.js";
import { confinedFile } from "./confine.js";
import { type Exchange, readBody, sendFile, sendJson } from "./exchange.js";
import { notFound, refuse } from "./refusal.js";
import type { Workbench } from "./workbench.js";

const ENDING = ".safetensors";
/** 256 MiB: 64 million weights, far more than a page can train. */
const LARGEST = 2 ** 28;

/** The model files in the folder. */
export const modelsOf = ({ folder }: Workbench) =>
  readdirSync(folder)
    .filter((name) => isModelName(name))
    .flatMap((name) => {
      const file = confinedFile(folder, name);
      return file ? [{ name, bytes: file.stats.size, modified: file.stats.mtime.toISOString() }] : [];
    });

export const listModels = (exchange: Exchange): void => sendJson(exchange, modelsOf(exchange.workbench));

export async function sendModel(exchange: Exchange): Promise<void> {
  const [name] = exchange.names;
  const file = isModelName(name) ? confinedFile(exchange.workbench.folder, name) : undefined;
  if (file === undefined) return notFound(name);
  await sendFile(exchange, file.path, file.stats.size);
}

/** The model that the workbench was started with, where that is not in the folder. */
export async function sendElsewhere(exchange: Exchange): Promise<void> {
  const { elsewhere } = exchange.workbench;
  const stats = elsewhere && statSync(elsewhere.path, { throwIfNoEntry: false });
  if (elsewhere?.name !== exchange.names[0] || !stats?.isFile()) return notFound(exchange.names[0]);
  await sendFile(exchange, elsewhere.path, stats.size);
}

/** Stores a model under a name that is free. What is no safetensors file is not stored.
 *  Errors    400 the name; 409 it is taken; 413; 422 no model */
export async function storeModel(exchange: Exchange): Promise<void> {
  const [name] = exchange.names;
  if (!isModelName(name)) refuse(400, "name", `a name that ends in ${ENDING}`, name, "Choose another name.");
  const bytes = await readBody(exchange, LARGEST);
  parseSafetensors(bytes, name);
  const path = join(exchange.workbench.folder, name);
  if (existsSync(path)) refuse(409, name, "a new name", "one in use", "Choose another name.", "E_IO");
  writeAtomically(path, bytes);
  sendJson(exchange, { name, bytes: bytes.length }, 201);
}

/** Whether a file in the folder counts as a model. */
export const isModelName = (name: string): boolean => name.endsWith(ENDING) && isPlainName(name);
