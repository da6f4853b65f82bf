// What the interface says, in the language that is chosen. A component that calls t() is drawn anew when it changes.
import { settings } from "../app/settings.ts";
import { en, type Key } from "./en.ts";
import { zh } from "./zh.ts";

export type { Key } from "./en.ts";

const TEXTS = { en, zh };

/** The text for a key, with {names} filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return TEXTS[settings.language.value][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
