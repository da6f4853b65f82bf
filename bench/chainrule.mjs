// The library, by its own name. This folder is a package of its own, so that its peers are no business of the root;
// the name is therefore looked up from there.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const { resolve } = createRequire(new URL("../package.json", import.meta.url));
/** Where an entry of the package lies, as a URL. */
export const locate = (entry) => pathToFileURL(resolve(entry)).href;

export const chainrule = await import(locate("chainrule"));
export const { loadData } = await import(locate("chainrule/node"));
