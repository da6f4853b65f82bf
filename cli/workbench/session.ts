import { basename } from "node:path";
import { VERSION } from "../version.js";
import { dataNames } from "./data.js";
import { type Exchange, sendJson } from "./exchange.js";
import { isOwnPage } from "./guard.js";
import { modelsOf } from "./models.js";
import { recipesOf } from "./recipes.js";
import { runsOf } from "./runs.js";
import { studiesOf } from "./studies.js";

/** What a page asks first: whether there is a machine behind it, what is there, and the token for changes. */
export function sendSession(exchange: Exchange): void {
  const { workbench, request } = exchange;
  sendJson(exchange, {
    version: VERSION,
    folder: basename(workbench.folder),
    data: dataNames(),
    recipes: recipesOf(workbench).length,
    runs: runsOf(workbench).length,
    studies: studiesOf(workbench).length,
    models: modelsOf(workbench).length,
    ...(isOwnPage(request) && { token: workbench.token }),
  });
}
