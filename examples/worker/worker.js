// Trains on request and posts the events. Between two slices it lets messages in: pause, go on, stop.

let library; // import maps do not reach into workers, so the page says where "chainrule" is
let paused = false;
let resume = () => {};
const stop = { aborted: false };

const breath = () => new Promise((done) => setTimeout(done));

const handlers = {
  async start({ url, spec, options, data }) {
    library ??= await import(url);
    const { build, softmaxCrossEntropy, sgd, train } = library;
    const model = await build(spec, { seed: 1 });
    const events = train(model, {
      ...data,
      loss: softmaxCrossEntropy(),
      optimizer: sgd({ learningRate: options.learningRate }),
      epochs: options.epochs,
      batchSize: options.batchSize,
      signal: stop,
    });
    for (const event of events) {
      if (event.type === "step") continue; // thousands a second: more than a page can show
      postMessage({ event });
      if (event.type !== "checkpoint") continue;
      await breath();
      if (paused) await new Promise((done) => (resume = done));
    }
    const bytes = model.save();
    postMessage({ bytes }, [bytes.buffer]); // handed over, not copied
  },
  pause() {
    paused = true;
  },
  goOn() {
    paused = false;
    resume();
  },
  stop() {
    stop.aborted = true;
    handlers.goOn();
  },
};

addEventListener("message", ({ data: { type, ...message } }) => handlers[type](message));
