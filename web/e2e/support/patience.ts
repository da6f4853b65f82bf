import { availableParallelism, loadavg } from "node:os";

/** How much longer things may take than on a machine that has nothing else to do: limits of time are multiplied by it. */
export const patience = (): number => Math.max(1, loadavg()[0] / availableParallelism());
