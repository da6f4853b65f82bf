import { randomBytes } from "node:crypto";
import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { ChainruleError } from "chainrule";
import { EXIT, type ExitCode } from "../errors.js";
import { Interrupt } from "../interrupt.js";
import { findModel } from "../model-source.js";
import { packageFolder } from "../package-folder.js";
import { note, out, print, printJson } from "../terminal.js";
import { relative } from "../training-text.js";
import { openPage } from "../workbench/browser.js";
import { listen } from "../workbench/listen.js";
import { pageOf, whereIs } from "../workbench/page-address.js";
import { createWorkbench } from "../workbench/server.js";

interface OpenOptions {
  readonly port?: number;
  readonly browser: boolean;
  readonly json?: boolean;
}

/** `chainrule open`: serves the workbench until Ctrl-C. */
export async function openCommand(
  asked: string | undefined,
  { port, browser, json }: OpenOptions,
): Promise<ExitCode> {
  const app = builtApp();
  const folder = realpathSync(process.cwd());
  const model = asked === undefined ? undefined : (await findModel(asked)).path;
  const place = model === undefined ? undefined : whereIs(realpathSync(model), folder);
  const token = randomBytes(32).toString("base64url");
  const server = createWorkbench({ app, folder, token, elsewhere: place?.elsewhere });
  const origin = await listen(server, port);
  const url = `${origin}/${place === undefined ? "" : pageOf(place.api)}`;
  const ended = untilInterrupted();
  if (json) printJson({ url, origin, folder, model });
  else {
    note(`The workbench${model === undefined ? "" : `, with ${relative(model)}`}:`);
    print(`  ${out.bold(url)}`);
    note("Ctrl-C ends it.");
  }
  if (browser) await openPage(url);
  await ended;
  server.close();
  server.closeAllConnections();
  return EXIT.done;
}

/** The folder of the built pages.
 *  Errors    E_IO there is none */
function builtApp(): string {
  const folder = join(packageFolder, "dist", "web");
  if (existsSync(join(folder, "index.html"))) return realpathSync(folder);
  throw new ChainruleError("E_IO", {
    where: folder,
    expected: "the pages of the workbench",
    got: "none",
    remedy: "Build them with `npm run build`, or install the package anew.",
  });
}

const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    const interrupt = new Interrupt(() => {
      interrupt.close();
      resolve();
    });
  });
