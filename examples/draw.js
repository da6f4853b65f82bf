// Two drawings on canvases, each with axes: a curve, and the plane with its points and where a model decides.

/** A canvas made as sharp as the screen, emptied, with the colours of the page. Lengths are in CSS pixels from here on. */
function prepare(canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  const scale = window.devicePixelRatio;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  const style = getComputedStyle(canvas);
  context.font = `12px ${style.fontFamily}`;
  const colors = new Map(COLORS.map((name) => [name, resolveColor(canvas, name)]));
  return { context, width, height, color: (name) => colors.get(name) };
}

const COLORS = ["card", "line", "grid", "ink", "soft", "first", "second"];

/** What a custom property such as --ink comes to, by day or by night. */
function resolveColor(element, name) {
  element.style.color = `var(--${name})`;
  const { color } = getComputedStyle(element);
  element.style.color = "";
  return color;
}

/** About `count` round numbers from `low` to `high`: steps of 1, 2 or 5 times a power of ten. */
function ticks(low, high, count = 5) {
  const rough = (high - low) / count;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((size) => size >= 0.7 * rough);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const first = Math.ceil(low / step - 1e-9);
  const last = Math.floor(high / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, i) => {
    const value = (first + i) * step;
    return { value, text: value.toFixed(digits).replace("-", "−") };
  });
}

/** Draws two axes with their grid, and gives back where a value comes to lie. */
function axes(canvas, x, y) {
  const { context, width, height, color } = prepare(canvas);
  const box = { left: 56, top: 10, right: width - 12, bottom: height - 42 };
  const place = {
    x: (value) => box.left + ((value - x.low) / (x.high - x.low)) * (box.right - box.left),
    y: (value) => box.bottom - ((value - y.low) / (y.high - y.low)) * (box.bottom - box.top),
  };
  context.lineWidth = 1;
  context.strokeStyle = color("grid");
  context.fillStyle = color("soft");
  context.textAlign = "center";
  context.textBaseline = "top";
  for (const { value, text } of ticks(x.low, x.high)) {
    line(context, place.x(value), box.top, place.x(value), box.bottom);
    context.fillText(text, place.x(value), box.bottom + 7);
  }
  context.textAlign = "right";
  context.textBaseline = "middle";
  for (const { value, text } of ticks(y.low, y.high)) {
    line(context, box.left, place.y(value), box.right, place.y(value));
    context.fillText(text, box.left - 7, place.y(value));
  }
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.fillText(x.label, (box.left + box.right) / 2, height - 6);
  context.save();
  context.translate(13, (box.top + box.bottom) / 2);
  context.rotate(-Math.PI / 2);
  context.fillText(y.label, 0, 0);
  context.restore();
  const frame = () => {
    context.strokeStyle = color("line");
    context.lineWidth = 1;
    context.strokeRect(box.left, box.top, box.right - box.left, box.bottom - box.top);
  };
  return { context, box, place, color, frame };
}

function line(context, x1, y1, x2, y2) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

/** The loss after each epoch, from 0 up. */
export function drawLoss(canvas, losses, epochs) {
  const highest = Math.max(...losses, 0.1);
  const { context, place, color, frame } = axes(
    canvas,
    { low: 0, high: epochs, label: "epoch" },
    { low: 0, high: highest * 1.05, label: "training loss" },
  );
  frame();
  context.strokeStyle = color("second");
  context.lineWidth = 2;
  context.lineJoin = "round";
  context.beginPath();
  losses.forEach((loss, i) => {
    context.lineTo(place.x(i + 1), place.y(loss));
  });
  context.stroke();
}

/** Samples of the plane in each direction, at which the model is asked. */
const GRID = 96;

/** The points of two classes, over the model's probability of the second; a line where it is one half. */
export function drawPlane(canvas, data, predict) {
  const reach = 1.08 * data.inputs.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const x = { low: -reach, high: reach, label: "x₁" };
  const { context, box, place, color, frame } = axes(canvas, x, { ...x, label: "x₂" });
  const at = (i) => -reach + (2 * reach * i) / (GRID - 1);
  const grid = new Float32Array(2 * GRID * GRID);
  for (let i = 0; i < GRID * GRID; i++) {
    grid[2 * i] = at(i % GRID);
    grid[2 * i + 1] = at(Math.floor(i / GRID));
  }
  const outputs = predict(grid);
  const second = Float32Array.from({ length: GRID * GRID }, (_, i) => outputs[2 * i + 1]);

  context.globalAlpha = 0.3;
  context.imageSmoothingEnabled = true;
  context.drawImage(shade(second, color), box.left, box.top, box.right - box.left, box.bottom - box.top);
  context.globalAlpha = 1;
  context.strokeStyle = color("ink");
  context.lineWidth = 1.75;
  context.beginPath();
  contour(second, (column, row, begin) => {
    const [px, py] = [place.x(at(column)), place.y(at(row))];
    if (begin) context.moveTo(px, py);
    else context.lineTo(px, py);
  });
  context.stroke();
  frame();

  context.lineWidth = 1;
  context.strokeStyle = color("card");
  for (let i = 0; i < data.size; i++) {
    const [px, py] = [place.x(data.inputs[2 * i]), place.y(data.inputs[2 * i + 1])];
    context.fillStyle = color(data.targets[i] === 0 ? "first" : "second");
    context.beginPath();
    if (data.targets[i] === 0) context.arc(px, py, 3.6, 0, 2 * Math.PI);
    else context.rect(px - 3.2, py - 3.2, 6.4, 6.4);
    context.fill();
    context.stroke();
  }
}

/** The probabilities as a small picture, orange to blue, with its first row at the bottom. */
function shade(probabilities, color) {
  const picture = new OffscreenCanvas(GRID, GRID);
  const context = picture.getContext("2d");
  const [first, second] = ["first", "second"].map((name) => color(name).match(/\d+/g).map(Number));
  const image = context.createImageData(GRID, GRID);
  for (let i = 0; i < GRID * GRID; i++) {
    const p = probabilities[i];
    const pixel = 4 * ((GRID - 1 - Math.floor(i / GRID)) * GRID + (i % GRID));
    for (let c = 0; c < 3; c++) image.data[pixel + c] = first[c] + p * (second[c] - first[c]);
    image.data[pixel + 3] = 255 * Math.min(1, 0.15 + 1.7 * Math.abs(p - 0.5));
  }
  context.putImageData(image, 0, 0);
  return picture;
}

/** The line at one half, cell by cell: where an edge of a cell goes from below to above, the line crosses it. */
function contour(probabilities, point) {
  const value = (column, row) => probabilities[row * GRID + column] - 0.5;
  for (let row = 0; row + 1 < GRID; row++) {
    for (let column = 0; column + 1 < GRID; column++) {
      const corners = [
        [column, row],
        [column + 1, row],
        [column + 1, row + 1],
        [column, row + 1],
      ];
      let crossings = 0;
      corners.forEach(([c1, r1], i) => {
        const [c2, r2] = corners[(i + 1) % 4];
        const [from, to] = [value(c1, r1), value(c2, r2)];
        if (from < 0 === to < 0) return;
        const t = from / (from - to);
        point(c1 + t * (c2 - c1), r1 + t * (r2 - r1), crossings % 2 === 0);
        crossings += 1;
      });
    }
  }
}
