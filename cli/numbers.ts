/** Numbers as a person reads them; programs get them from --json, whole. */
const grouped = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });

/** `60,000` */
export const count = (n: number): string => grouped.format(n);

/** `96.50 %` */
export const percent = (share: number, digits = 2): string => `${(100 * share).toFixed(digits)} %`;

/** Four digits that count: `0.1234`, `2.303`, `1.2e-5`. */
export function loss(value: number): string {
  if (!Number.isFinite(value)) return String(value);
  const size = Math.abs(value);
  return size !== 0 && (size < 1e-4 || size >= 1e6) ? value.toExponential(2) : value.toFixed(4);
}

/** `0.8 s`, `12 s`, `1:05`, `1:02:03` */
export function duration(seconds: number): string {
  if (seconds < 9.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const two = (n: number) => String(n).padStart(2, "0");
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${minutes}:${two(whole % 60)}`;
  return `${Math.floor(minutes / 60)}:${two(minutes % 60)}:${two(whole % 60)}`;
}

/** `640 B`, `12.5 KiB`, `3.1 MiB` */
export function bytes(n: number): string {
  if (n < 1024) return `${n} B`;
  const power = Math.min(3, Math.floor(Math.log2(n) / 10));
  return `${(n / 1024 ** power).toFixed(1)} ${["KiB", "MiB", "GiB"][power - 1]}`;
}

/** `3 epochs`, `1 epoch` */
export const plural = (n: number, noun: string): string => `${count(n)} ${noun}${n === 1 ? "" : "s"}`;
