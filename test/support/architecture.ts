import { posix } from "node:path";
import ts from "typescript";

/** Source files by their path from the root of the repository. */
export type Sources = ReadonlyMap<string, string>;

/** What each folder of src/ may import besides itself, as prefixes of paths. `*` is everything in src/. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  core: [],
  kernels: ["core/"],
  initializers: ["core/"],
  schedules: ["core/"],
  metrics: ["core/"],
  layers: ["core/", "kernels/spec.ts", "initializers/"],
  losses: ["core/", "kernels/spec.ts"],
  optimizers: ["core/", "kernels/spec.ts", "schedules/"],
  data: ["core/"],
  format: ["core/"],
  model: ["core/", "kernels/", "layers/", "losses/", "initializers/", "data/batches.ts", "format/"],
  train: [
    "core/",
    "kernels/spec.ts",
    "layers/",
    "losses/",
    "optimizers/",
    "schedules/",
    "initializers/",
    "metrics/",
    "data/",
    "format/",
    "model/",
  ],
  tune: ["core/", "format/", "data/", "metrics/", "model/", "train/"],
  node: ["*"],
};

/** Single files that may import more than their folder. */
const EXCEPTIONS: Readonly<Record<string, readonly string[]>> = {
  "src/data/batches.ts": ["kernels/spec.ts"],
};

/** The functions of `Math` that IEEE 754 or the language fixes to the last bit. */
const EXACT_MATH = new Set(
  "abs ceil clz32 floor fround imul max min round sign sqrt trunc E LN10 LN2 LOG10E LOG2E PI SQRT1_2 SQRT2".split(
    " ",
  ),
);

/** Globals of a browser page, of Node, and clocks: none of them is there everywhere, or the same twice. */
const FOREIGN = new Set(
  `Date performance setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame
   document window self navigator location localStorage sessionStorage indexedDB fetch XMLHttpRequest postMessage
   Worker SharedWorker HTMLElement HTMLCanvasElement OffscreenCanvas Image ImageData CanvasRenderingContext2D
   process Buffer require module exports global __dirname __filename console alert Intl`
    .trim()
    .split(/\s+/),
);

/** The one file that asks where it runs: threads are started in one way by Node, in another by a page. */
const HOST = "src/kernels/wasm/threads/host.ts";

const MOST_LINES = 300;
/** These use the library as any user would: by its name. */
const OUTSIDE = ["cli", "web", "experiments", "bench", "examples"];

/** Everything about `sources` that breaks a rule, as `path: what`. Tests and generated files are free. */
export function violations(sources: Sources): string[] {
  const found: string[] = [];
  const edges = new Map<string, string[]>();
  for (const [path, text] of sources) {
    if (/\.test\.ts$|\/generated\//.test(path)) continue;
    const report = (what: string) => void found.push(`${path}: ${what}`);
    const file = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
    const imports = importsOf(file);
    if (path.startsWith("src/")) {
      const lines = text.split("\n").length - (text.endsWith("\n") ? 1 : 0);
      if (lines > MOST_LINES) report(`has ${lines} lines, more than ${MOST_LINES}`);
      edges.set(path, checkImports(path, imports, report));
      if (!path.startsWith("src/node/")) checkNames(file, path === HOST, report);
    } else if (OUTSIDE.includes(path.split("/")[0])) {
      for (const specifier of imports) {
        const target = posix.join(posix.dirname(path), specifier);
        const inside = specifier.startsWith(".") && /^(src|dist\/src|assembly)\//.test(target);
        if (inside || /^chainrule\/(src|dist)\//.test(specifier))
          report(`imports "${specifier}", not the library by its name`);
      }
    }
  }
  return [...found, ...cycles(edges)];
}

/** The specifiers of a file's imports and re-exports, dynamic ones and types included. */
function importsOf(file: ts.SourceFile): string[] {
  const specifiers: string[] = [];
  const visit = (node: ts.Node): void => {
    let specifier: ts.Node | undefined;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) specifier = node.moduleSpecifier;
    else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword)
      specifier = node.arguments[0];
    else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument))
      specifier = node.argument.literal;
    if (specifier !== undefined)
      specifiers.push(ts.isStringLiteralLike(specifier) ? specifier.text : `(${specifier.getText(file)})`);
    ts.forEachChild(node, visit);
  };
  visit(file);
  return specifiers;
}

/** Reports the imports that point the wrong way; returns those within src/. */
function checkImports(path: string, imports: readonly string[], report: (what: string) => void): string[] {
  const folder = path.split("/")[1];
  const isIndex = path === "src/index.ts";
  const allowed = isIndex ? ["*"] : MAY_IMPORT[folder];
  if (allowed === undefined) report(`"${folder}" has no place in the direction of imports`);
  const targets: string[] = [];
  for (const specifier of imports) {
    if (!specifier.startsWith(".")) {
      if (folder !== "node") report(`imports "${specifier}", which is not part of the library`);
      continue;
    }
    if (!specifier.endsWith(".js")) report(`imports "${specifier}" without ".js"`);
    const target = posix.join(posix.dirname(path), specifier.replace(/\.js$/, ".ts"));
    targets.push(target);
    const inside = target.replace(/^src\//, "");
    const own = [...(allowed ?? ["*"]), ...(EXCEPTIONS[path] ?? []), `${folder}/`];
    const permitted = own.includes("*") || own.some((prefix) => inside.startsWith(prefix));
    const toNode = inside.startsWith("node/") && folder !== "node";
    if (!permitted || toNode || !target.startsWith("src/")) report(`may not import ${target}`);
  }
  return targets;
}

/** Reports what does not give the same bits everywhere, or is not there everywhere. */
function checkNames(file: ts.SourceFile, isHost: boolean, report: (what: string) => void): void {
  const declared = new Set<string>();
  const collect = (node: ts.Node): void => {
    const named = node as { name?: ts.Node };
    if (named.name && ts.isIdentifier(named.name) && !ts.isPropertyAccessExpression(node))
      declared.add(named.name.text);
    ts.forEachChild(node, collect);
  };
  collect(file);
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node) && node.text === "Math") checkMath(node, report);
    if (!isHost && ts.isIdentifier(node) && isReference(node)) {
      if (FOREIGN.has(node.text) && !declared.has(node.text)) report(`uses ${node.text}`);
      if (node.text === "globalThis" && !ts.isPropertyAccessExpression(node.parent))
        report("uses globalThis as a value");
    }
    if (ts.isBinaryExpression(node)) {
      const power = [ts.SyntaxKind.AsteriskAsteriskToken, ts.SyntaxKind.AsteriskAsteriskEqualsToken];
      if (power.includes(node.operatorToken.kind) && !(isConstant(node.left) && isConstant(node.right)))
        report(`uses ${node.getText(file)}: ** of anything but constants differs between engines`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
}

function checkMath(node: ts.Identifier, report: (what: string) => void): void {
  const { parent } = node;
  if (!isReference(node)) return;
  if (ts.isPropertyAccessExpression(parent) && parent.expression === node) {
    if (!EXACT_MATH.has(parent.name.text))
      report(`uses Math.${parent.name.text}, which differs between engines`);
  } else report(`uses Math as a value: ${parent.getText()}`);
}

/** Whether an identifier stands for a value, and is not the name of a property, a key or a type. */
function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  if (ts.isPropertyAccessExpression(parent) && parent.name === node) {
    return parent.expression.getText() === "globalThis";
  }
  if (ts.isPropertyAssignment(parent) && parent.name === node) return false;
  if (ts.isPropertySignature(parent) || ts.isMethodSignature(parent) || ts.isMethodDeclaration(parent))
    return false;
  return true;
}

const isConstant = (node: ts.Expression): boolean =>
  ts.isNumericLiteral(node) ||
  ts.isBigIntLiteral(node) ||
  (ts.isPrefixUnaryExpression(node) && isConstant(node.operand)) ||
  (ts.isParenthesizedExpression(node) && isConstant(node.expression));

/** Every cycle of imports, once, from its first file in order of names. */
function cycles(edges: ReadonlyMap<string, readonly string[]>): string[] {
  const found = new Set<string>();
  const done = new Set<string>();
  const trail: string[] = [];
  const walk = (path: string): void => {
    const at = trail.indexOf(path);
    if (at >= 0) {
      const loop = trail.slice(at);
      const first = loop.indexOf([...loop].sort()[0]);
      const ordered = [...loop.slice(first), ...loop.slice(0, first)];
      found.add(`${ordered[0]}: is in a cycle: ${[...ordered, ordered[0]].join(" -> ")}`);
      return;
    }
    if (done.has(path)) return;
    trail.push(path);
    for (const target of edges.get(path) ?? []) walk(target);
    trail.pop();
    done.add(path);
  };
  for (const path of edges.keys()) walk(path);
  return [...found];
}
