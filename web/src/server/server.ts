// The machine behind the page, where it was opened by `chainrule open`: its runs, models and data. On any other host the
// file api/session is an empty object, which says that there is none.
import { ask } from "./request.ts";
import type { Lines, ModelEntry, RunEntry, Session, StudyEntry } from "./types.ts";

export class Server {
  readonly session: Session;

  constructor(session: Session) {
    this.session = session;
  }

  /** The runs in its folder, the youngest first. */
  runs = (): Promise<RunEntry[]> => json(ask(["runs"]));
  run = (name: string): Promise<RunEntry> => json(ask(["runs", name]));

  /** A run's events from a byte on. While it is written, and there is nothing new, the answer waits for some seconds.
   *  Errors    ServerError 416: it was taken back to a checkpoint; begin with 0 */
  runEvents = (name: string, from: number, signal?: AbortSignal): Promise<Lines> =>
    lines(ask(["runs", name, "events"], { signal }, `?from=${from}`));

  /** The model of a run; of one that is not done, its checkpoint. */
  runModel = (name: string): Promise<Uint8Array<ArrayBuffer>> => bytes(ask(["runs", name, "model"]));

  /** Gives a run another name, writes notes about it, or both.
   *  Errors    ServerError 409: a process holds it, or the name is taken */
  changeRun = (
    name: string,
    change: { readonly name?: string; readonly notes?: string },
  ): Promise<RunEntry> => json(this.#change("PATCH", ["runs", name], JSON.stringify(change)));

  deleteRun = async (name: string): Promise<void> => {
    await this.#change("DELETE", ["runs", name]);
  };

  /** The studies in its folder, the youngest first. */
  studies = (): Promise<StudyEntry[]> => json(ask(["studies"]));

  /** A study's journal from a byte on, as the events of a run. */
  journal = (name: string, from: number, signal?: AbortSignal): Promise<Lines> =>
    lines(ask(["studies", name, "journal"], { signal }, `?from=${from}`));

  /** Asks the process that holds a study to stop one of its trials, or all of it; its journal tells when it has.
   *  Errors    ServerError 409: no process holds it, or the trial is not running */
  stopStudy = async (name: string, trial?: number): Promise<void> => {
    await this.#change("POST", ["studies", name, "stop"], JSON.stringify({ trial }));
  };

  /** The model files in its folder. */
  models = (): Promise<ModelEntry[]> => json(ask(["models"]));
  model = (name: string): Promise<Uint8Array<ArrayBuffer>> => bytes(ask(["models", name]));

  /** Stores a model under a name that is free and ends in .safetensors.
   *  Errors    ServerError 409: the name is taken */
  storeModel = async (name: string, model: Uint8Array<ArrayBuffer>): Promise<void> => {
    await this.#change("POST", ["models", name], model);
  };

  /** One of MNIST's four IDX files, unpacked: "train-images-idx3-ubyte". Only where `session.data` names mnist. */
  mnistFile = (file: string): Promise<Uint8Array<ArrayBuffer>> => bytes(ask(["data", "mnist", file]));

  #change(method: string, path: readonly string[], body?: BodyInit): Promise<Response> {
    return ask(path, { method, body, headers: { "chainrule-token": this.session.token } });
  }
}

let found: Promise<Server | undefined> | undefined;

/** Finds the machine behind the page, once; undefined where there is none. */
export function findServer(): Promise<Server | undefined> {
  found ??= ask(["session"]).then(
    async (response) => {
      const session = await response.json().catch(() => undefined);
      return typeof session?.token === "string" ? new Server(session) : undefined;
    },
    () => undefined,
  );
  return found;
}

const json = async (response: Promise<Response>) => (await response).json();

const bytes = async (response: Promise<Response>) => new Uint8Array(await (await response).arrayBuffer());

async function lines(asked: Promise<Response>): Promise<Lines> {
  const response = await asked;
  return {
    text: await response.text(),
    next: Number(response.headers.get("chainrule-next")),
    live: response.headers.get("chainrule-live") === "true",
  };
}
