// `chainrule open` as a process of its own, in a folder: the workbench with a machine behind it.
import { startCli } from "../../../cli/testing/cli.ts";
import type { Site } from "./server.ts";

/** @param mnist the folder with the full set of digits, where it is wanted */
export async function openMachine(folder: string, mnist?: string): Promise<Site> {
  const running = startCli(folder, ["open", "--no-browser", "--json"], {
    env: mnist === undefined ? undefined : { CHAINRULE_DATA: mnist },
  });
  let told = "";
  const origin = await new Promise<string>((resolve, reject) => {
    running.child.stdout!.on("data", (piece) => {
      told += piece;
      if (told.trimEnd().endsWith("}")) resolve(JSON.parse(told).origin);
    });
    void running.ended.then(({ stderr }) => reject(new Error(stderr)));
  });
  return {
    url: `${origin}/`,
    async close() {
      running.child.kill("SIGINT");
      await running.ended;
    },
  };
}
