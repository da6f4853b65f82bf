// How the window of the layer at hand slides over its image: `Geometry` of src/kernels/window-spec.ts.

@unmanaged
class Geometry {
  channels: i32;
  height: i32;
  width: i32;
  filters: i32;
  kernelHeight: i32;
  kernelWidth: i32;
  strideHeight: i32;
  strideWidth: i32;
  padTop: i32;
  padLeft: i32;
  outputHeight: i32;
  outputWidth: i32;
}

export const g = changetype<Geometry>(memory.data(12 * 4, 16));

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
