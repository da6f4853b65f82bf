// The page about all that is chosen by name: layers, losses, optimizers … with their fields, from the registries of the built
// package, and with the formulas that stand above each in the sources.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { augmentations, initializers, layers, losses, optimizers, schedules } from "chainrule";
import { dataSources } from "chainrule/node";
import { pruners, samplers } from "chainrule/tune";
import ts from "typescript";

/** Those whose functions have the name of their kind. */
const named = [layers, losses, optimizers].flatMap(({ kinds }) => kinds);

/** A page of the API reference, with links from the functions that make specs to their formulas and fields. */
export const withRegistryLinks = (page) =>
  page.replace(/^## (\w+)\(\)\n\n```ts\n[^`]*```\n/gm, (head, name) =>
    named.includes(name)
      ? `${head}\n[Formula, fields and defaults](../registry.md#${name.toLowerCase()})\n`
      : head,
  );

const parts = [
  ["Layers", layers, "src/layers"],
  ["Losses", losses, "src/losses"],
  ["Optimizers", optimizers, "src/optimizers"],
  ["Schedules of the learning rate", schedules, "src/schedules"],
  ["Initializers", initializers, "src/initializers"],
  ["Augmentations", augmentations, "src/data/augment"],
  ["Data", dataSources, "src/data"],
  ["Samplers", samplers, "src/tune/samplers"],
  ["Pruners", pruners, "src/tune/pruners"],
];

/** The kind that a definition gives: of `defineLayer({ kind: "dense", … })`, dense. */
function kindIn(node) {
  if (ts.isPropertyAssignment(node) && node.name.getText() === "kind" && ts.isStringLiteral(node.initializer))
    return node.initializer.text;
  return ts.forEachChild(node, kindIn);
}

/** The comments above the definitions in a folder, by kind. */
function commentsIn(folder) {
  const comments = new Map();
  for (const name of readdirSync(folder, { recursive: true })) {
    if (!name.endsWith(".ts") || name.endsWith(".test.ts")) continue;
    const text = readFileSync(join(folder, name), "utf8");
    const source = ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true);
    for (const statement of source.statements) {
      const [comment] = ts.getJSDocCommentsAndTags(statement).filter(ts.isJSDoc);
      if (comment === undefined || !ts.isVariableStatement(statement)) continue;
      const kind = kindIn(statement) ?? statement.declarationList.declarations[0].name.getText();
      if (comments.has(kind)) continue;
      const lines = comment
        .getText()
        .replace(/^\/\*\*|\*\/$/g, "")
        .split("\n");
      comments.set(
        kind,
        lines.map((line) => line.replace(/^ +\* ?/, "").trimEnd()),
      );
    }
  }
  return comments;
}

/** Text as Markdown that stands as it is; what is in backticks stays code. */
const plain = (text) =>
  text
    .split(/(`[^`]*`)/)
    .map((part, i) =>
      i % 2
        ? part
        : part
            .replace(/[*_[\]|\\]/g, "\\$&")
            .replace(/</g, "&lt;")
            .replace(/\{/g, "&#123;"),
    )
    .join("");

/** The lines of a comment: sentences, then those with a label as a list. */
const told = (lines) =>
  lines
    .map((line) => {
      const [, label, text] = /^ ?(Shapes|Backward|Errors|Source) {2,}(.*)/.exec(line) ?? [];
      return label
        ? `- **${label}** ${plain(text)}`
        : /^ {4,}/.test(line)
          ? `  ${plain(line.trim())}`
          : plain(line.trim());
    })
    .join("\n");

const code = (value) => `\`${JSON.stringify(value)}\``.replace(/\|/g, "\\|");

function bounds({ minimum, exclusiveMinimum, maximum, exclusiveMaximum, enum: names }) {
  if (names !== undefined) return names.map((name) => `\`${name}\``).join(", ");
  return [
    minimum !== undefined && `≥ ${minimum}`,
    exclusiveMinimum !== undefined && `> ${exclusiveMinimum}`,
    maximum !== undefined && `≤ ${maximum}`,
    exclusiveMaximum !== undefined && `< ${exclusiveMaximum}`,
  ]
    .filter(Boolean)
    .join(", ");
}

function fieldsTable(fields) {
  const rows = Object.entries(fields).map(([name, field]) => {
    const must = field.fallback === undefined && !("optional" in field);
    const otherwise = must ? "must be given" : field.fallback === undefined ? "none" : code(field.fallback);
    return `| \`${name}\` | ${plain(field.help)} | ${bounds(field.schema)} | ${otherwise} |`;
  });
  return rows.length === 0
    ? []
    : ["| Field | Meaning | Range | By itself |", "|---|---|---|---|", ...rows, ""];
}

/** The page, as Markdown. */
export function registryPage() {
  const sections = parts.flatMap(([title, registry, folder]) => {
    const comments = commentsIn(folder);
    const entries = [...registry.definitions].sort((a, b) => (a.kind < b.kind ? -1 : 1));
    return [
      `## ${title}`,
      "",
      ...entries.flatMap(({ kind, summary, fields }) => {
        const lines = comments.get(kind);
        return [`### ${kind}`, "", lines ? told(lines) : `${plain(summary)}.`, "", ...fieldsTable(fields)];
      }),
    ];
  });
  return [
    "# Layers, losses, optimizers …",
    "",
    "All that a recipe, a study or a program names by its `kind`, with its fields. In a program most are functions of the same",
    'name: `dense(30)` makes `{ "kind": "dense", "units": 30 }`. The formulas are those above each definition in the sources.',
    "",
    ...sections,
  ].join("\n");
}
