/** What assembly/index.ts exports. Addresses are bytes from the start of the memory. */
export interface Exports {
  /** How many bytes the kernels work in, apart from what they are handed, and where they begin. */
  scratchBytes(): number;
  useScratch(at: number): void;
  gemm(
    ...args: [
      ...a: [a: number, row: number, column: number],
      ...b: [b: number, row: number, column: number],
      bias: number,
      ...c: [c: number, row: number],
      ...extent: [m: number, n: number, k: number],
      ...activation: [f: number, alpha: number, y: number],
    ]
  ): void;
  sumRows(x: number, y: number, rows: number, columns: number): void;
  activate(f: number, alpha: number, x: number, y: number, n: number): void;
  activateBackward(f: number, alpha: number, x: number, y: number, dy: number, dx: number, n: number): void;
  add(a: number, b: number, y: number, n: number): void;
  blend(a: number, value: number, n: number, kept: number, taken: number): void;
  /** `row` is how far apart rows begin, as all of these functions do only so many `channels`, which may be some of all. */
  moments(
    ...args: [
      ...moments: [x: number, mean: number, variance: number],
      ...extent: [rows: number, row: number, channels: number, size: number],
    ]
  ): void;
  normaliseChannels(
    ...args: [
      ...x: [x: number, mean: number, variance: number, epsilon: number],
      ...y: [gamma: number, beta: number, y: number],
      ...extent: [rows: number, row: number, channels: number, size: number],
    ]
  ): void;
  normaliseChannelsBackward(
    ...args: [
      ...x: [x: number, mean: number, variance: number, epsilon: number, gamma: number, fromBatch: boolean],
      ...gradients: [dy: number, dgamma: number, dbeta: number, dx: number],
      ...extent: [rows: number, row: number, channels: number, size: number],
    ]
  ): void;
  normaliseRows(
    ...args: [
      ...x: [x: number, mean: number, variance: number, epsilon: number],
      ...y: [gamma: number, beta: number, y: number],
      ...extent: [rows: number, n: number],
    ]
  ): void;
  normaliseRowsBackward(
    ...args: [
      ...x: [x: number, mean: number, variance: number, epsilon: number, gamma: number],
      ...gradients: [dy: number, dgamma: number, dbeta: number, dx: number],
      ...extent: [rows: number, n: number],
    ]
  ): void;
  dropout(
    ...args: [
      ...arrays: [x: number, y: number, start: number, n: number],
      ...share: [threshold: number, scale: number],
      ...key: [key0: number, key1: number],
    ]
  ): void;
  softmax(z: number, p: number, rows: number, columns: number): void;
  softmaxCrossEntropy(z: number, t: number, dz: number, rows: number, columns: number, scale: number): number;
  binaryCrossEntropy(z: number, t: number, dz: number, n: number, scale: number): number;
  squaredError(y: number, t: number, dy: number, n: number, scale: number): number;
  sgd(p: number, g: number, n: number, rate: number, l1: number, l2: number): void;
  momentum(
    ...args: [
      ...memory: [p: number, g: number, v: number, n: number],
      ...settings: [rate: number, mu: number, lookAhead: number],
      ...penalty: [l1: number, l2: number],
    ]
  ): void;
  adagrad(
    ...args: [
      ...memory: [p: number, g: number, s: number, n: number],
      ...settings: [rate: number, eps: number],
      ...penalty: [l1: number, l2: number],
    ]
  ): void;
  rmsprop(
    ...args: [
      ...memory: [p: number, g: number, s: number, n: number],
      ...settings: [rate: number, alpha: number, share: number, eps: number],
      ...penalty: [l1: number, l2: number],
    ]
  ): void;
  adam(
    ...args: [
      ...memory: [p: number, g: number, m: number, v: number, n: number],
      ...settings: [rate: number, beta1: number, share1: number, beta2: number, share2: number],
      ...rest: [eps: number, keep: number],
      ...penalty: [l1: number, l2: number],
    ]
  ): void;
  sumSquares(x: number, n: number): number;
  scale(x: number, n: number, factor: number): void;
  clamp(x: number, n: number, limit: number): void;
  limitNorms(w: number, outer: number, units: number, inner: number, limit: number): void;
  scaleBytes(bytes: number, x: number, n: number, factor: number): void;
  findNonzeros(
    ...args: [
      ...input: [pixels: number, rows: number, columns: number, factor: number, stride: number],
      ...output: [ranges: number, entries: number],
    ]
  ): void;
  sumRanges(ranges: number, rows: number): number;
  transposeNonzeros(
    ...args: [
      ...extent: [rows: number, columns: number, stride: number],
      ...entries: [ranges: number, columnRanges: number, entries: number],
    ]
  ): void;
  sparseProduct(
    ...args: [
      ...matrices: [rows: number, ranges: number, m: number, bias: number, y: number, n: number],
      ...activation: [f: number, alpha: number, a: number],
    ]
  ): void;
  sparseOuterProducts(
    ...args: [rows: number, ranges: number, dy: number, dw: number, columns: number, n: number]
  ): void;
}

/** What assembly/windows.ts exports: a module of its own, on the same memory. `geometry` is the address of the numbers of a
 *  `Geometry`, in the order of the interface. */
export interface WindowExports {
  countNonzeros(x: number, n: number): number;
  matrixRoom(): number;
  sparseLeft(
    ...args: [
      ...left: [a: number, aStride: number],
      ...right: [b: number, bRow: number, bColumn: number, bias: number],
      ...product: [c: number, cStride: number, rows: number, n: number, k: number],
      room: number,
    ]
  ): void;
  sparseRight(
    ...args: [
      ...tensors: [a: number, aStride: number, b: number, c: number],
      ...sizes: [m: number, n: number, k: number],
      room: number,
    ]
  ): void;
  sharedRoom(geometry: number): number;
  convolutionRoom(geometry: number): number;
  survey(geometry: number, x: number, dy: number, found: number, rows: number): void;
  passesOver(geometry: number, found: number, rows: number): number;
  packFilters(geometry: number, w: number, to: number, first: number, blocks: number): void;
  packTurnedFilters(geometry: number, w: number, to: number, first: number, blocks: number): void;
  conv2d(
    ...args: [
      ...tensors: [geometry: number, x: number, w: number, bias: number, y: number, room: number],
      rows: number,
      ...activation: [f: number, alpha: number, a: number],
    ]
  ): void;
  imageWeightGradient(
    ...args: [
      ...tensors: [geometry: number, x: number, dy: number, dw: number, room: number],
      rows: number,
      ...part: [first: number, filters: number],
    ]
  ): void;
  gradientParts(geometry: number): number;
  conv2dWeightGradient(
    ...args: [
      ...tensors: [geometry: number, x: number, dy: number, sums: number, room: number],
      rows: number,
      ...part: [first: number, parts: number],
    ]
  ): void;
  unpackGradient(geometry: number, sums: number, dw: number, first: number, filters: number): void;
  conv2dInputGradient(
    ...args: [
      ...tensors: [geometry: number, w: number, dy: number, dx: number, room: number],
      rows: number,
      found: number,
    ]
  ): void;
  findFew(geometry: number, x: number, dy: number, found: number, rows: number): void;
  countFew(geometry: number, w: number, found: number, rows: number): number;
  fewRoom(geometry: number): number;
  fewWeightGradient(
    ...args: [
      ...tensors: [geometry: number, x: number, dy: number, dw: number, room: number],
      rows: number,
      ...part: [first: number, filters: number],
    ]
  ): void;
  fewInputGradient(
    ...args: [
      ...tensors: [geometry: number, w: number, dy: number, dx: number, room: number],
      rows: number,
      found: number,
    ]
  ): void;
  sumChannels(x: number, y: number, rows: number, row: number, channels: number, places: number): void;
  maxPool2d(geometry: number, x: number, y: number, rows: number): void;
  maxPool2dBackward(
    ...args: [
      ...tensors: [geometry: number, x: number, y: number, dy: number, dx: number],
      rows: number,
      ...activation: [f: number, alpha: number],
    ]
  ): void;
  avgPool2d(geometry: number, x: number, y: number, rows: number): void;
  avgPool2dBackward(geometry: number, dy: number, dx: number, rows: number): void;
}
