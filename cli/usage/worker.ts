import type { Command } from "commander";
import { add, all, type Exit, wholeNumber } from "./options.js";

const HELP = `
Examples
  chainrule worker --queue redis://localhost
  chainrule worker --queue redis://host:6379 --threads 8 --data /data/mnist

Takes trials of \`chainrule tune --queue\` from a Redis or Valkey, trains them, and gives back what came of
them; on as many machines as there are. Ctrl-C gives back what is under way. Needs the packages bullmq and ioredis.
`;

/** `chainrule worker`. */
export function addWorker(program: Command, exit: Exit): void {
  add(program, "worker", "Train trials that a queue hands out", HELP)
    .requiredOption("--queue <url>", "the Redis that trials come from: redis://host:6379")
    .option("--threads <n>", "trials at once (otherwise one for each processor)", wholeNumber(1))
    .option("--data <path>", "where else data may be, known by their digest; may be given again", all)
    .option(
      "--lease <seconds>",
      "after which a trial of a worker that is gone is begun again",
      wholeNumber(1),
      30,
    )
    .action(async (options) => {
      const { workerCommand } = await import("../commands/worker.js");
      exit(await workerCommand(options));
    });
}
