// A small picture of numbers, one pixel each: ink (0 to 255, or 0 to 1) in the colours of paper and pen, or numbers of
// either sign in blue and orange. `label` says in words what it shows; without one it is decoration.
import { useEffect, useRef } from "preact/hooks";
import { dark } from "../app/settings.ts";
import { paintInk, paintSigned } from "./pixels.ts";
import "./tile.css";

export interface TileProps {
  readonly values: Uint8Array | Float32Array;
  readonly width: number;
  readonly height: number;
  /** Signed numbers are divided by this; ink by what is full. */
  readonly full: number;
  readonly signed?: boolean;
  readonly label?: string;
  readonly testid?: string;
}

export function Tile({ values, width, height, full, signed = false, label, testid }: TileProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const isDark = dark.value;
  useEffect(() => {
    const image = new ImageData(width, height);
    if (signed) paintSigned(values as Float32Array, image, { dark: isDark, scale: 1 / (full || 1) });
    else paintInk(values, image, { dark: isDark, full });
    canvas.current!.getContext("2d")!.putImageData(image, 0, 0);
  }, [values, width, height, full, signed, isDark]);
  return (
    <canvas
      ref={canvas}
      class="tile"
      {...{ width, height }}
      role={label === undefined ? undefined : "img"}
      aria-label={label}
      aria-hidden={label === undefined}
      data-testid={testid}
    />
  );
}
