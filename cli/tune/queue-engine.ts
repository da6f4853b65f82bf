import type { Engine } from "./engine.js";
export const QueueEngine = {
  connect(_url: string, _id: string, _workers: number | undefined): Engine {
    throw new Error("later");
  },
};
