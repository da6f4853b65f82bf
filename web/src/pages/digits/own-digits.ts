// The digits that a person has drawn or brought, with their labels; kept in this browser.
import { signal } from "@preact/signals";
import { get } from "idb-keyval";
import { putAway } from "../../app/storage.ts";
import type { OwnDigits } from "../../protocol/digits.ts";

const KEY = "chainrule.digits.own";
const PIXELS = 784;
const MOST = 2_000;

export interface OwnDigit {
  readonly label: number;
  /** 28 × 28 bytes, as the network saw it. */
  readonly pixels: Uint8Array;
}

export const ownDigits = signal<readonly OwnDigit[]>([]);

const isOwnDigit = (value: unknown): value is OwnDigit => {
  const { label, pixels } = (value ?? {}) as Partial<OwnDigit>;
  return (
    Number.isInteger(label) &&
    label! >= 0 &&
    label! <= 9 &&
    pixels instanceof Uint8Array &&
    pixels.length === PIXELS
  );
};

/** Settled when those of another day are here. */
export const ownDigitsRead: Promise<void> = get(KEY)
  .catch(() => undefined)
  .then((stored: unknown) => {
    if (Array.isArray(stored)) ownDigits.value = stored.filter(isOwnDigit).slice(0, MOST);
  });

function keep(digits: readonly OwnDigit[]): void {
  ownDigits.value = digits.slice(-MOST);
  void putAway(KEY, ownDigits.peek(), "digits.storageFull");
}

export const addOwn = (digit: OwnDigit): void => keep([...ownDigits.peek(), digit]);
export const removeOwn = (index: number): void => keep(ownDigits.peek().filter((_, i) => i !== index));
export const relabelOwn = (index: number, label: number): void =>
  keep(ownDigits.peek().map((digit, i) => (i === index ? { ...digit, label } : digit)));
export const clearOwn = (): void => keep([]);

/** As the worker takes them: all pixels end to end, and all labels. */
export function packOwn(digits: readonly OwnDigit[]): OwnDigits {
  const pixels = new Uint8Array(digits.length * PIXELS);
  for (const [i, digit] of digits.entries()) pixels.set(digit.pixels, i * PIXELS);
  return { pixels, labels: Uint8Array.from(digits, ({ label }) => label) };
}
