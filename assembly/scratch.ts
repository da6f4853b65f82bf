// The room that the kernels work in, apart from what they are handed. Where it is comes from outside: instances that share one
// memory must not share this.

/** Where it begins, in bytes. */
let base: usize = 0;

export function useScratch(at: usize): void {
  base = at;
}

/** Panels of a matrix product: 512 × 256 numbers. */
export const PANEL_BYTES: usize = 512 * 256 * 4;
const STRIPS: usize = PANEL_BYTES;
const COLUMN_START: usize = STRIPS + 32 * 512 * 4;
const SPARSE_START: usize = COLUMN_START + 256 * 4;
const LANES: usize = SPARSE_START + 28 * 4;
const END: usize = LANES + 16;

/** How many bytes the room has. */
export function scratchBytes(): usize {
  return END;
}

// @ts-ignore: decorator
@inline
export function panels(): usize {
  return base;
}

/** Strips of a matrix product: 32 × 512 numbers. */
// @ts-ignore: decorator
@inline
export function strips(): usize {
  return base + STRIPS;
}

/** What the sums of 256 columns begin with. */
// @ts-ignore: decorator
@inline
export function columnStart(): usize {
  return base + COLUMN_START;
}

/** What 28 sums of a sparse product begin with. */
// @ts-ignore: decorator
@inline
export function sparseStart(): usize {
  return base + SPARSE_START;
}

/** The four lanes of a register. */
// @ts-ignore: decorator
@inline
export function lanes(): usize {
  return base + LANES;
}
