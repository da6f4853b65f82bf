// The field one draws in: by mouse, finger, pen, or the arrows of the keyboard.
import { useEffect, useRef, useState } from "preact/hooks";
import { dark } from "../../app/settings.ts";
import { paintInk } from "../../charts/pixels.ts";
import { t } from "../../i18n/index.ts";
import { beginStroke, clear, drawAll, drawEnd, drawn, goOnStroke, type Point, strokes } from "./drawing.ts";
import { inverted, picture, settled } from "./reading.ts";

const SIDE = 560;
/** How far an arrow moves the pen. */
const STEP = 1 / 28;
const ARROWS: Record<string, Point> = {
  ArrowLeft: { x: -STEP, y: 0 },
  ArrowRight: { x: STEP, y: 0 },
  ArrowUp: { x: 0, y: -STEP },
  ArrowDown: { x: 0, y: STEP },
};

export function DrawPad() {
  const field = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [pen, setPen] = useState({ x: 0.5, y: 0.3, down: false });
  const context = () => {
    const made = canvas.current!.getContext("2d")!;
    made.strokeStyle = getComputedStyle(canvas.current!).color;
    return made;
  };
  const version = drawn.value;
  const isDark = dark.value;
  const invert = inverted.value;
  // the number of the drawing stands for its strokes
  useEffect(() => {
    if (strokes.length > 0 || picture.peek() === undefined) drawAll(context(), SIDE);
    else paintPicture(context(), isDark, invert);
  }, [version, isDark, invert]);

  const pointOf = ({ clientX, clientY }: PointerEvent): Point => {
    const box = field.current!.getBoundingClientRect();
    return { x: (clientX - box.left) / box.width, y: (clientY - box.top) / box.height };
  };
  const begin = (point: Point) => {
    if (strokes.length === 0) context().clearRect(0, 0, SIDE, SIDE);
    beginStroke(point);
    drawEnd(context(), SIDE, strokes.at(-1)!);
  };
  const goOn = (points: readonly Point[]) => {
    const stroke = strokes.at(-1)!;
    const before = stroke.length;
    goOnStroke(points);
    const on = context();
    for (let i = before; i < stroke.length; i++) drawEnd(on, SIDE, stroke.slice(i - 1, i + 1));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) {
      const within = (value: number) => Math.min(0.95, Math.max(0.05, value));
      const next = { ...pen, x: within(pen.x + arrow.x), y: within(pen.y + arrow.y) };
      setPen(next);
      if (pen.down) goOn([next]);
    } else if (event.key === " ") {
      if (!pen.down) begin(pen);
      setPen({ ...pen, down: !pen.down });
    } else if (event.key === "Delete" || event.key === "Backspace") {
      clear();
      setPen({ ...pen, down: false });
    } else return;
    event.preventDefault();
  };
  return (
    <div
      ref={field}
      class="pad"
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: one draws in it by keyboard, too
      tabIndex={0}
      aria-label={t("digits.pad")}
      data-testid="pad"
      data-read={settled.value}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.preventDefault();
        event.currentTarget.focus({ preventScroll: true, focusVisible: false } as FocusOptions);
        event.currentTarget.setPointerCapture(event.pointerId);
        setPen({ ...pen, down: false });
        begin(pointOf(event));
      }}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const parts = event.getCoalescedEvents?.() ?? [];
        goOn((parts.length > 0 ? parts : [event]).map(pointOf));
      }}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} {...{ width: SIDE, height: SIDE }} />
      <span
        class={pen.down ? "pad-pen down" : "pad-pen"}
        aria-hidden="true"
        style={{ left: `${100 * pen.x}%`, top: `${100 * pen.y}%` }}
      />
    </div>
  );
}

/** A picture from elsewhere, as large as the field allows. */
function paintPicture(on: CanvasRenderingContext2D, isDark: boolean, invert: boolean): void {
  const { width, height, pixels } = picture.peek()!;
  const image = new ImageData(width, height);
  paintInk(invert ? pixels.map((value) => 255 - value) : pixels, image, { dark: isDark, full: 255 });
  const small = new OffscreenCanvas(width, height);
  small.getContext("2d")!.putImageData(image, 0, 0);
  const scale = SIDE / Math.max(width, height);
  const [w, h] = [width * scale, height * scale];
  on.clearRect(0, 0, SIDE, SIDE);
  on.imageSmoothingEnabled = width > 28;
  on.drawImage(small, (SIDE - w) / 2, (SIDE - h) / 2, w, h);
}
