import { listData, sendMnist } from "./data.js";
import type { Exchange } from "./exchange.js";
import { listModels, sendElsewhere, sendModel, storeModel } from "./models.js";
import { listRecipes, sendRecipe } from "./recipes.js";
import { refuse } from "./refusal.js";
import { sendRunEvents } from "./run-events.js";
import { changeRun, deleteRun, listRuns, sendRun, sendRunModel } from "./runs.js";
import { sendSession } from "./session.js";
import { listStudies, sendJournal, stopStudy } from "./studies.js";

type Handler = (exchange: Exchange) => void | Promise<void>;

/** All that can be asked below /api. `*` stands for one name. */
const ROUTES: readonly (readonly [method: string, path: string, handler: Handler])[] = [
  ["GET", "session", sendSession],
  ["GET", "data", listData],
  ["GET", "data/mnist/*", sendMnist],
  ["GET", "recipes", listRecipes],
  ["GET", "recipes/*", sendRecipe],
  ["GET", "runs", listRuns],
  ["GET", "runs/*", sendRun],
  ["GET", "runs/*/events", sendRunEvents],
  ["GET", "runs/*/model", sendRunModel],
  ["PATCH", "runs/*", changeRun],
  ["DELETE", "runs/*", deleteRun],
  ["GET", "studies", listStudies],
  ["GET", "studies/*/journal", sendJournal],
  ["POST", "studies/*/stop", stopStudy],
  ["GET", "models", listModels],
  ["GET", "models/*", sendModel],
  ["POST", "models/*", storeModel],
  ["GET", "elsewhere/*", sendElsewhere],
];

/** Finds who answers.
 *  @param path below /api
 *  Errors    404; 405 where the path is known */
export function findRoute(method: string, path: readonly string[]): { handler: Handler; names: string[] } {
  const asked = method === "HEAD" ? "GET" : method;
  const fitting = ROUTES.filter(([, pattern]) => {
    const parts = pattern.split("/");
    return parts.length === path.length && parts.every((part, i) => part === "*" || part === path[i]);
  });
  const [, pattern, handler] = fitting.find(([known]) => known === asked) ?? [];
  if (pattern !== undefined && handler !== undefined)
    return { handler, names: path.filter((_, i) => pattern.split("/")[i] === "*") };
  const what = `/api/${path.join("/")}`;
  const methods = fitting.map(([known]) => known).join(", ");
  if (methods !== "") refuse(405, what, methods, method, "Ask in one of these ways.");
  return refuse(404, what, "a path of the workbench", "none", "Check the address.");
}
