// The command `chainrule`. Each command's code is loaded when it is called, so that --help is there at once.
import { Command, CommanderError } from "commander";
import { addCommands } from "./usage/index.js";

/** Runs what was typed. Errors end in one readable block and the right exit code. */
async function main(argv: readonly string[]): Promise<number> {
  let exitCode = 0;
  try {
    const program = addCommands(new Command("chainrule"), (code) => {
      exitCode = code;
    });
    await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0; // --help, --version
    const { EXIT, report, usageFailure } = await import("./errors.js");
    if (!(error instanceof CommanderError)) return report(error, argv.includes("--json"));
    if (error.code === "commander.help") return EXIT.usage; // no command: the help has been shown instead
    return report(usageFailure(error.message, argv), argv.includes("--json"));
  }
  return exitCode;
}

// `chainrule … | head` closes the pipe early, which is no error
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});
process.exitCode = await main(process.argv);
