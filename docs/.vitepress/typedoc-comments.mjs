// What the comments of this code have that TypeDoc does not know: lines that begin with a label, and entries of the package
// that are called after their import.
import { Converter, ReflectionKind } from "typedoc";

const LABEL = /(?:^|\n) *(Shapes|Forward|Backward|Errors|Source|Units) {2,}/;
const ENTRIES = {
  index: "chainrule",
  data: "chainrule/data",
  format: "chainrule/format",
  tune: "chainrule/tune",
  node: "chainrule/node",
};

/** A comment's parts up to its first label, and those from there on. */
function parted(parts) {
  const at = parts.findIndex(({ kind, text }) => kind === "text" && LABEL.test(text));
  if (at < 0) return [parts, []];
  const { text } = parts[at];
  const cut = text.search(LABEL);
  const [head, tail] = [text.slice(0, cut), text.slice(cut)].map((text) => ({ kind: "text", text }));
  return [
    [...parts.slice(0, at), head],
    [tail, ...parts.slice(at + 1)],
  ];
}

/** Labelled lines as a list. */
const listed = (parts) =>
  parts.map((part) =>
    part.kind === "text"
      ? {
          ...part,
          text: part.text.replace(new RegExp(LABEL, "g"), "\n- **$1** ").replace(/\n {2,}/g, "\n  "),
        }
      : part,
  );

function tidy(reflection) {
  const { comment } = reflection;
  if (comment === undefined) return;
  const labelled = [];
  const take = (parts) => {
    const [rest, found] = parted(parts);
    labelled.push(...found);
    return rest;
  };
  comment.summary = take(comment.summary);
  for (const tag of comment.blockTags) tag.content = take(tag.content);
  if (labelled.length > 0) comment.summary.push({ kind: "text", text: "\n" }, ...listed(labelled));
}

export function load(app) {
  app.converter.on(Converter.EVENT_CREATE_DECLARATION, (_context, reflection) => {
    if (reflection.kindOf(ReflectionKind.Module))
      reflection.name = ENTRIES[reflection.name] ?? reflection.name;
    tidy(reflection);
  });
  app.converter.on(Converter.EVENT_CREATE_SIGNATURE, (_context, signature) => tidy(signature));
}
