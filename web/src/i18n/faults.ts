// The library's errors in the language of the page. They come in English, in four parts; in Chinese each part is put
// together anew, with its names and numbers. What has no translation is told in general, and the original kept beside it.
import { settings } from "../app/settings.ts";
import type { Fault } from "../protocol/messages.ts";
import { expectedZh, foundZh, phraseOf, placesZh, remediesZh } from "./faults-zh.ts";
import { type Key, t } from "./index.ts";

export interface FaultText {
  readonly text: string;
  /** In English, where the text is not all of it. */
  readonly original?: string;
}

const KINDS: Readonly<Record<string, Key>> = {
  E_SHAPE: "fault.shape",
  E_FIELD: "fault.field",
  E_FORMAT: "fault.format",
  E_DATA: "fault.data",
  E_IO: "fault.io",
};

/** @param frame the text around the four parts: {where}, {expected}, {got}, {remedy} */
export function faultText(fault: Fault, frame: Key = "run.fault"): FaultText {
  const { code, where, expected, got, remedy } = fault;
  if (settings.language.value === "en") return { text: t(frame, { where, expected, got, remedy }) };
  const parts = {
    where: phraseOf(where, placesZh) ?? where,
    expected: phraseOf(expected, expectedZh),
    got: phraseOf(got, foundZh) ?? got,
    remedy: phraseOf(remedy, remediesZh),
  };
  if (parts.expected !== undefined && parts.remedy !== undefined)
    return { text: t(frame, parts as Record<keyof typeof parts, string>) };
  return {
    text: t("fault.other", { kind: t(KINDS[code] ?? "fault.unknown"), where: parts.where }),
    original: `${where}: expected ${expected}, got ${got}. ${remedy}`,
  };
}
