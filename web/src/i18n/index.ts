// What the interface says, in the language that is chosen. A component that calls t() is drawn anew when it changes.
import { settings } from "../app/settings.ts";
import type { backpropEn } from "./backprop.ts";
import type { digitsEn } from "./digits-en.ts";
import { en } from "./en.ts";
import type { experimentsEn } from "./experiments.ts";
import type { runsEn } from "./runs.ts";
import { zh } from "./zh.ts";

export type Key =
  | keyof typeof en
  | keyof typeof backpropEn
  | keyof typeof digitsEn
  | keyof typeof experimentsEn
  | keyof typeof runsEn;

const texts: Record<"en" | "zh", Record<string, string>> = { en: { ...en }, zh: { ...zh } };

/** Adds what one page alone says: it comes with that page, so that the first to be shown has less to fetch. */
export function addTexts<T extends Record<string, string>>(
  english: T,
  chinese: Record<keyof T, string>,
): void {
  Object.assign(texts.en, english);
  Object.assign(texts.zh, chinese);
}

/** The text for a key, with {names} filled in. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return texts[settings.language.value][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}
