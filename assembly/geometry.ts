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

/** Goes by the geometry whose numbers stand there, in the order above. */
export function useGeometry(at: usize): void {
  g.channels = i32.load(at);
  g.height = i32.load(at, 4);
  g.width = i32.load(at, 8);
  g.filters = i32.load(at, 12);
  g.kernelHeight = i32.load(at, 16);
  g.kernelWidth = i32.load(at, 20);
  g.strideHeight = i32.load(at, 24);
  g.strideWidth = i32.load(at, 28);
  g.padTop = i32.load(at, 32);
  g.padLeft = i32.load(at, 36);
  g.outputHeight = i32.load(at, 40);
  g.outputWidth = i32.load(at, 44);
}
