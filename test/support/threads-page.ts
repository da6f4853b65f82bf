// Run by test/threads.test.ts in a browser.
import { largeModel } from "./large-model.js";
import { threadDigests } from "./threads.js";

let workers = 0;
globalThis.Worker = class extends Worker {
  constructor(url: string | URL, options?: WorkerOptions) {
    super(url, options);
    workers += 1;
  }
};

Object.assign(globalThis, { threadDigests, largeModel, workersMade: () => workers });
