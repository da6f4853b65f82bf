// The script of the report: reads the data that stand in the page, and builds the page from them.
import type { ReportData } from "../report-data.js";
import { classTable } from "./classes.js";
import { curves } from "./curves.js";
import { matrix } from "./matrix.js";
import { mistakes } from "./mistakes.js";
import { reliability } from "./reliability.js";
import { headline, origin } from "./summary.js";
import { thresholds } from "./thresholds.js";

const report = JSON.parse(document.getElementById("data")!.textContent!) as ReportData;
document.title = `${report.title}: Chainrule report`;
const parts = [
  headline(report),
  matrix(report),
  mistakes(report),
  classTable(report),
  thresholds(report),
  reliability(report),
  curves(report),
  origin(report),
];
document.getElementById("page")!.replaceChildren(...parts.filter((part) => part !== undefined));
