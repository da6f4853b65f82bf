// node bench/page/redraw.mjs: writes docs/performance.md and its charts again, from the figures of the last run.
import { readFileSync } from "node:fs";
import { figures, writePage } from "./page.mjs";

await writePage(JSON.parse(readFileSync(figures, "utf8")));
