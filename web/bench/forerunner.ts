// TensorFlow Playground's arithmetic at its default settings, written anew from a description of it, to have something to
// compare with. It is not its program: what it does besides (lines, curve, text) is left out.

/** Runs in a page, for so many seconds, and returns epochs a second: with the maps that it draws after each epoch, and
 *  without them; and the loss that it comes to. One epoch: 250 points one after the other through 2-4-2-1 tanh, forward and back, an update after each 10;
 *  then the loss over all 500 points. Maps: every node's output in 100 × 100 places, the last one's painted as they are, the
 *  others' as means over 10 × 10. */
export function forerunnerRates(seconds: number): {
  withMaps: number;
  withoutMaps: number;
  loss: number;
} {
  interface Link {
    readonly from: Neuron;
    weight: number;
    gradient: number;
  }
  interface Neuron {
    readonly links: Link[];
    /** Those that lead on, and to whom. */
    readonly onward: { readonly link: Link; readonly to: Neuron }[];
    bias: number;
    biasGradient: number;
    output: number;
    sumGradient: number;
    readonly map: number[][];
  }
  const SIDE = 100;
  const REACH = 6;
  const RATE = 0.03;
  const BATCH = 10;

  let state = 1;
  const random = () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const neuron = (): Neuron => ({
    links: [],
    onward: [],
    bias: 0.1,
    biasGradient: 0,
    output: 0,
    sumGradient: 0,
    map: Array.from({ length: SIDE }, () => Array(SIDE).fill(0)),
  });
  const layers = [2, 4, 2, 1].map((units) => Array.from({ length: units }, neuron));
  for (let l = 1; l < layers.length; l++)
    for (const to of layers[l])
      for (const from of layers[l - 1]) {
        const link = { from, weight: random() - 0.5, gradient: 0 };
        to.links.push(link);
        from.onward.push({ link, to });
      }
  const [inputs, ...later] = layers;
  const answer = later[later.length - 1][0];

  const points = Array.from({ length: 500 }, (_, i) => {
    const inner = i % 2 === 0;
    const radius = inner ? 2.5 * random() : 3.5 + 1.5 * random();
    const angle = 2 * Math.PI * random();
    return { x: radius * Math.sin(angle), y: radius * Math.cos(angle), label: inner ? 1 : -1 };
  });
  const train = points.slice(0, 250);

  function forward(x: number, y: number): number {
    inputs[0].output = x;
    inputs[1].output = y;
    for (const layer of later)
      for (const node of layer) {
        let sum = node.bias;
        for (const { from, weight } of node.links) sum += weight * from.output;
        node.output = Math.tanh(sum);
      }
    return answer.output;
  }

  function backward(label: number): void {
    for (let l = later.length - 1; l >= 0; l--)
      for (const node of later[l]) {
        let slope = node === answer ? node.output - label : 0;
        for (const { link, to } of node.onward) slope += link.weight * to.sumGradient;
        node.sumGradient = slope * (1 - node.output * node.output);
        node.biasGradient += node.sumGradient;
        for (const link of node.links) link.gradient += node.sumGradient * link.from.output;
      }
  }

  function update(): void {
    for (const layer of later)
      for (const node of layer) {
        node.bias -= (RATE * node.biasGradient) / BATCH;
        node.biasGradient = 0;
        for (const link of node.links) {
          link.weight -= (RATE * link.gradient) / BATCH;
          link.gradient = 0;
        }
      }
  }

  const meanLoss = () =>
    points.reduce((sum, { x, y, label }) => sum + (forward(x, y) - label) ** 2 / 2, 0) / points.length;

  let loss = Number.NaN;
  function epoch(): void {
    for (const [i, { x, y, label }] of train.entries()) {
      forward(x, y);
      backward(label);
      if ((i + 1) % BATCH === 0) update();
    }
    loss = meanLoss();
  }

  const canvases = new Map(
    layers.flat().map((node) => {
      const canvas = document.createElement("canvas");
      canvas.width = node === answer ? SIDE : SIDE / 10;
      canvas.height = canvas.width;
      return [node, canvas.getContext("2d")!];
    }),
  );

  function paint(context: CanvasRenderingContext2D, map: readonly number[][]): void {
    const side = map.length;
    const image = context.createImageData(side, side);
    for (let y = 0, at = 0; y < side; y++)
      for (let x = 0; x < side; x++, at += 4) {
        const share = Math.min(1, Math.abs(map[y][x]));
        const [red, green, blue] = map[y][x] > 0 ? [8, 119, 189] : [245, 147, 34];
        image.data[at] = 232 + (red - 232) * share;
        image.data[at + 1] = 234 + (green - 234) * share;
        image.data[at + 2] = 235 + (blue - 235) * share;
        image.data[at + 3] = 160;
      }
    context.putImageData(image, 0, 0);
  }

  const means = (map: readonly number[][]): number[][] =>
    Array.from({ length: SIDE / 10 }, (_, row) =>
      Array.from({ length: SIDE / 10 }, (_, column) => {
        let sum = 0;
        for (let y = 0; y < 10; y++) for (let x = 0; x < 10; x++) sum += map[10 * row + y][10 * column + x];
        return sum / 100;
      }),
    );

  function drawMaps(): void {
    for (let row = 0; row < SIDE; row++)
      for (let column = 0; column < SIDE; column++) {
        forward(REACH * ((2 * column) / SIDE - 1), REACH * (1 - (2 * row) / SIDE));
        for (const node of canvases.keys()) node.map[row][column] = node.output;
      }
    for (const [node, context] of canvases) paint(context, node === answer ? node.map : means(node.map));
  }

  function rate(step: () => void): number {
    for (const warm = performance.now(); performance.now() - warm < 300; ) step();
    let epochs = 0;
    const begun = performance.now();
    for (; performance.now() - begun < 1000 * seconds; epochs++) step();
    return (1000 * epochs) / (performance.now() - begun);
  }
  const withMaps = rate(() => {
    epoch();
    drawMaps();
  });
  return { withMaps, withoutMaps: rate(epoch), loss };
}
