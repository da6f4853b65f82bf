// Folders that a person drops on the page, or chooses: runs and studies are known by the files in them.
import { parseRunRecord } from "chainrule";
import { parseJson } from "chainrule/format";
import type { Fault } from "../../protocol/messages.ts";
import { faultOf } from "../../worker/fault.ts";
import type { KeptRun } from "./kept.ts";

/** A file, with the folder that it is in: "runs/digits". */
export interface FoundFile {
  readonly folder: string;
  readonly file: File;
}

export interface FoundStudy {
  readonly name: string;
  readonly journal: Uint8Array;
}

export interface Found {
  readonly runs: readonly KeptRun[];
  readonly studies: readonly FoundStudy[];
  /** Why something cannot be read that was like a run. */
  readonly faults: readonly Fault[];
}

/** A folder of runs may hold folders that hold files, and so on; no deeper than this. */
const DEEPEST = 4;

/** The files of a file field that takes folders. */
export const filesOf = (list: FileList): FoundFile[] =>
  [...list].map((file) => ({
    folder: file.webkitRelativePath.split("/").slice(0, -1).join("/"),
    file,
  }));

/** The files of what was dropped. The entries have to be taken at once: later the browser has forgotten them. */
export async function filesDropped(transfer: DataTransfer): Promise<FoundFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return (await Promise.all(entries.map((entry) => filesBelow(entry, "", DEEPEST)))).flat();
}

async function filesBelow(entry: FileSystemEntry, folder: string, depth: number): Promise<FoundFile[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    return [{ folder, file }];
  }
  if (depth === 0) return [];
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const inside: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) break;
    inside.push(...some);
  }
  const name = folder === "" ? entry.name : `${folder}/${entry.name}`;
  return (await Promise.all(inside.map((one) => filesBelow(one, name, depth - 1)))).flat();
}

/** Reads the runs and the studies among files. */
export async function readFolders(files: readonly FoundFile[]): Promise<Found> {
  const runs: KeptRun[] = [];
  const studies: FoundStudy[] = [];
  const faults: Fault[] = [];
  for (const { folder, file } of files) {
    const name = folder.split("/").at(-1) || file.name;
    try {
      if (file.name === "run.json") runs.push(await runIn(folder, name, files));
      if (file.name === "journal.jsonl")
        studies.push({ name, journal: new Uint8Array(await file.arrayBuffer()) });
    } catch (error) {
      faults.push(faultOf(error));
    }
  }
  return { runs, studies, faults };
}

async function runIn(folder: string, name: string, files: readonly FoundFile[]): Promise<KeptRun> {
  const fileOf = (wanted: string) =>
    files.find(({ folder: other, file }) => other === folder && file.name === wanted)?.file;
  const record = parseRunRecord(parseJson(await fileOf("run.json")!.text(), `${name}/run.json`), name);
  const notes = await fileOf("notes.txt")?.text();
  const model = await (fileOf("model.safetensors") ?? fileOf("checkpoint.safetensors"))?.arrayBuffer();
  return {
    // the same run again takes the place of what was there
    id: `kept:${record.created}:${name}`,
    name,
    record,
    events: (await fileOf("events.jsonl")?.text()) ?? "",
    ...(notes !== undefined && { notes }),
    ...(model !== undefined && { model: new Uint8Array(model) }),
  };
}
