import type { Tensor } from "../core/tensor.js";
import type { Elementwise } from "./elementwise.js";

/** How a window slides over an image: from input[channels, height, width] to output[filters, outputHeight,
 *  outputWidth]. The place (i, j) of the output looks at the rows i·strideHeight − padTop + (0 … kernelHeight − 1) of the
 *  input, and at columns likewise; what lies outside of it is padding. Worked out once per layer. */
export interface Geometry {
  readonly channels: number;
  readonly height: number;
  readonly width: number;
  /** For a pool, which has none: its channels. */
  readonly filters: number;
  readonly kernelHeight: number;
  readonly kernelWidth: number;
  readonly strideHeight: number;
  readonly strideWidth: number;
  readonly padTop: number;
  readonly padLeft: number;
  readonly outputHeight: number;
  readonly outputWidth: number;
}

/** The part of `Kernels` in which a window slides over images: convolutions and pools. Shapes by the letters of their
 *  formulas; u and the bounds as for `Kernels`.
 *
 *  A convolution with 3 × 3 filters by steps of 1 may go through Winograd's F(2×2, 3×3). W(…) then is what that algorithm
 *  comes to when every term of its sums is taken as a magnitude, and where one of the 4 × 4 numbers under a tile of 2 × 2
 *  is infinite or NaN, any number of the tile may be NaN. */
export interface WindowKernels {
  /** y[rows,F,OH,OW] = b[f] + Σ over channels and taps of w[F,C,KH,KW]·x[rows,C,H,W], the padding being zeros; `b` is null
   *  for none.
   *  Bound     (C·KH·KW + 3)·u·(Σ|w·x| + |b|); (C + 12)·u·(W(w, x) + |b|) */
  conv2d(x: Tensor, w: Tensor, b: Tensor | null, y: Tensor, geometry: Geometry, rows: number): void;

  /** z as `conv2d` and y = f(z), activated while it is still in the cache; z and y may be the same. */
  conv2dActivate(
    x: Tensor,
    w: Tensor,
    b: Tensor | null,
    z: Tensor,
    y: Tensor,
    activation: Elementwise,
    geometry: Geometry,
    rows: number,
  ): void;

  /** dw[F,C,KH,KW] = Σ over rows and places of dy·x, x being what lies under the tap at that place; rows in order.
   *  Bound     (rows·OH·OW + 2)·u·Σ|dy·x|; with T tiles in all the rows, (T + 12)·u·W(dy, x) */
  conv2dWeightGradient(
    x: Tensor,
    dy: Tensor,
    db: Tensor | null,
    dw: Tensor,
    geometry: Geometry,
    rows: number,
  ): void;

  /** dx[rows,C,H,W] = Σ over filters and taps of w·dy, dy being that of the place whose tap lies over x, and 0 if there
   *  is none.
   *  Bound     (F·KH·KW + 2)·u·Σ|w·dy|; (F + 12)·u·W(w, dy) */
  conv2dInputGradient(w: Tensor, dy: Tensor, dx: Tensor, geometry: Geometry, rows: number): void;

  /** y[channels] = Σ over rows and places of x[rows,channels,places].
   *  Bound     (rows·places + 1)·u·Σ|x| */
  sumChannels(x: Tensor, y: Tensor, rows: number, channels: number, places: number): void;

  /** y[rows,C,OH,OW] = the largest of x[rows,C,H,W] in the window, padding left out; NaN if there is one.
   *  Bound     0 */
  maxPool2d(x: Tensor, y: Tensor, geometry: Geometry, rows: number): void;

  /** dx[rows,C,H,W] = Σ dy of the windows in which x is the first, row by row, that equals y = maxPool2d(x) or is NaN.
   *  Bound     (KH·KW + 1)·u·Σ|dy| */
  maxPool2dBackward(x: Tensor, y: Tensor, dy: Tensor, dx: Tensor, geometry: Geometry, rows: number): void;

  /** dz from dy where y = maxPool2d(x) and x = f(z): dx as by `maxPool2dBackward`, times f′(z), in one pass. For
   *  activations that `tellsFromOutput`. Where windows lie side by side, dz may be x.
   *  Bound     (KH·KW + 1)·u·Σ|dy|·|f′(z)| + 2·10⁻⁶·max(1, Σ|dy|·max(1, |z|)) */
  maxPool2dActivateBackward(
    activation: Elementwise,
    x: Tensor,
    y: Tensor,
    dy: Tensor,
    dz: Tensor,
    geometry: Geometry,
    rows: number,
  ): void;

  /** y[rows,C,OH,OW] = Σ of x[rows,C,H,W] in the window, over KH·KW; the padding counts as zeros.
   *  Bound     (KH·KW + 2)·u·Σ|x|/(KH·KW) */
  avgPool2d(x: Tensor, y: Tensor, geometry: Geometry, rows: number): void;

  /** dx[rows,C,H,W] = Σ dy of the windows over x, over KH·KW.
   *  Bound     (KH·KW + 2)·u·Σ|dy|/(KH·KW) */
  avgPool2dBackward(dy: Tensor, dx: Tensor, geometry: Geometry, rows: number): void;
}
