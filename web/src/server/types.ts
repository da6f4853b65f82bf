// What `chainrule open` tells of this machine; docs/architecture.md has the table of what can be asked.
import type { RunRecord } from "chainrule";

/** What there is, as it was when the page asked first. */
export interface Session {
  readonly version: string;
  /** The name of the folder that the workbench was opened in. */
  readonly folder: string;
  /** Data that a page cannot bring along: "mnist". */
  readonly data: readonly string[];
  readonly recipes: number;
  readonly runs: number;
  readonly models: number;
  readonly studies: number;
  readonly token: string;
}

/** A run of the command line, as a list shows it. */
export interface RunEntry {
  readonly name: string;
  readonly record: RunRecord;
  readonly state: "running" | "interrupted" | "done" | "stopped" | "diverged";
  /** The fields of its last `epoch` event. */
  readonly last?: Readonly<Record<string, unknown>>;
  readonly notes?: string;
  readonly hasModel: boolean;
}

/** Whole lines of a log that grows. */
export interface Lines {
  /** JSON, one a line, each with its end; "" where there is nothing new. */
  readonly text: string;
  /** Where to ask from next, in bytes. */
  readonly next: number;
  /** Whether a process is still writing it. */
  readonly live: boolean;
}

export interface ModelEntry {
  readonly name: string;
  readonly bytes: number;
  readonly modified: string;
}

/** A search of the command line, as a list shows it. */
export interface StudyEntry {
  readonly name: string;
  readonly title?: string;
  readonly created: string;
  /** Whether a process holds it. */
  readonly live: boolean;
}
