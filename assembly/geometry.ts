// How the window of the layer at hand slides over its image: `Geometry` of src/kernels/window-spec.ts.

/** One at a time: that of the layer at hand. */
@final
export class g {
  static channels: i32 = 0;
  static height: i32 = 0;
  static width: i32 = 0;
  static filters: i32 = 0;
  static kernelHeight: i32 = 0;
  static kernelWidth: i32 = 0;
  static strideHeight: i32 = 0;
  static strideWidth: i32 = 0;
  static padTop: i32 = 0;
  static padLeft: i32 = 0;
  static outputHeight: i32 = 0;
  static outputWidth: i32 = 0;
}

export function setGeometry(
  channels: i32, height: i32, width: i32, filters: i32, kernelHeight: i32, kernelWidth: i32,
  strideHeight: i32, strideWidth: i32, padTop: i32, padLeft: i32, outputHeight: i32, outputWidth: i32,
): void {
  g.channels = channels;
  g.height = height;
  g.width = width;
  g.filters = filters;
  g.kernelHeight = kernelHeight;
  g.kernelWidth = kernelWidth;
  g.strideHeight = strideHeight;
  g.strideWidth = strideWidth;
  g.padTop = padTop;
  g.padLeft = padLeft;
  g.outputHeight = outputHeight;
  g.outputWidth = outputWidth;
}
