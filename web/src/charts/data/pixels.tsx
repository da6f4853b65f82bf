// A picture made of numbers, one colour each.
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Rgb } from "../colours.ts";

interface PixelsProps {
  readonly width: number;
  readonly height: number;
  readonly label: string;
  readonly values: readonly number[];
  colourOf(value: number): Rgb;
}

export function Pixels({ width, height, label, values, colourOf }: PixelsProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current!.getContext("2d")!;
    const image = context.createImageData(width, height);
    for (const [i, value] of values.entries()) image.data.set([...colourOf(value), 255], 4 * i);
    context.putImageData(image, 0, 0);
  });
  return (
    <canvas ref={canvas} class="chart-pixels" width={width} height={height} role="img" aria-label={label} />
  );
}
