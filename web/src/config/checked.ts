// Values from outside brought within their bounds, or replaced by a default.

export const within = (value: unknown, min: number, max: number, fallback: number): number =>
  typeof value === "number" && value >= min && value <= max ? value : fallback;

export const whole = (value: unknown, min: number, max: number, fallback: number): number =>
  Number.isInteger(value) ? within(value, min, max, fallback) : fallback;

export const oneOf = <T extends string>(value: unknown, all: readonly T[], fallback: T): T =>
  all.includes(value as T) ? (value as T) : fallback;
