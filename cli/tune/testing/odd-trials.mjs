// What a thread of the pool runs in a test: trials that go wrong in the way that their title names.
let begun = 0;

export default async function oddTrial({ task: { recipe }, port }) {
  begun += 1;
  try {
    switch (recipe.title) {
      case "throws an error":
        throw new Error("boom");
      case "eats all memory": {
        const kept = [];
        for (;;) kept.push(new Array(1e5).fill(kept.length));
      }
      case "hangs":
        for (;;);
      case "ends its thread":
        process.exit(3);
        break;
      case "waits for ever":
        return await new Promise(() => {});
      case "slow":
        for (let i = 0; i < 8; i++) {
          await new Promise((resolve) => setTimeout(resolve, 100));
          port.postMessage("alive");
        }
        break;
      case "asks": {
        port.postMessage({ report: { step: 1, values: [0.5] } });
        const verdict = await new Promise((resolve) => port.once("message", resolve));
        if (verdict === "give up") return { state: "pruned" };
      }
    }
    return { state: "done", objectives: [begun] };
  } finally {
    port.close();
  }
}
