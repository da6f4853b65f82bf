// ```help: the help of a command, as the command prints it.
import type MarkdownIt from "markdown-it";
import { printed } from "./experiments.ts";
import { drawFence } from "./fences.ts";

export const commandHelp = (md: MarkdownIt): void =>
  drawFence(md, "help", (command, _page, code) => code(printed(...command.split(" "), "--help"), "text"));
