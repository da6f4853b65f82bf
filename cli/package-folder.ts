import { createRequire } from "node:module";
import { dirname } from "node:path";

/** Where the package is installed: the folder of its package.json. */
export const packageFolder = dirname(createRequire(import.meta.url).resolve("chainrule/package.json"));
