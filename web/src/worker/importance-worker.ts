// The entry of the worker that tells which parameters of a study matter: one question, one answer.
import { importanceOf } from "chainrule/tune";
import { type ImportanceAnswer, parseImportanceQuestion } from "../protocol/importance.ts";
import { PROTOCOL } from "../protocol/messages.ts";

const scope = globalThis as unknown as {
  onmessage: (event: MessageEvent) => void;
  postMessage(data: unknown): void;
};

scope.onmessage = ({ data }) => {
  const { space, trials, results } = parseImportanceQuestion(data);
  const message: ImportanceAnswer = { type: "answer", ...importanceOf(space, trials, results) };
  scope.postMessage({ protocol: PROTOCOL, message });
};
