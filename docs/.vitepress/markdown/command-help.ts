// ```help: the help of a command, as the command prints it.
import type MarkdownIt from "markdown-it";
import { printed } from "./experiments.js";
import { drawFence } from "./fences.js";

export const commandHelp = (md: MarkdownIt): void =>
  drawFence(md, "help", (command, _page, code) => code(printed(...command.split(" "), "--help"), "text"));
