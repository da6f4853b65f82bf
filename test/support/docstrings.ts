import { join } from "node:path";
import ts from "typescript";
import { root } from "./consumer-folder.js";

const ENTRIES = ["index", "data/index", "format/index", "tune/index", "node/index"];

/** The comment above `export * as x` is the statement's. */
const isNamespaceWithComment = (node: ts.Declaration) =>
  ts.isNamespaceExport(node) && ts.getJSDocCommentsAndTags(node.parent).length > 0;

/** The names that the entries of the package export without a comment that says what they are. */
export function undocumentedExports(): string[] {
  const files = ENTRIES.map((entry) => join(root, "src", `${entry}.ts`));
  const { config } = ts.readConfigFile(join(root, "tsconfig.build.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
  const program = ts.createProgram(files, { ...options, noEmit: true });
  const checker = program.getTypeChecker();
  return files.flatMap((file) => {
    const module = checker.getSymbolAtLocation(program.getSourceFile(file)!)!;
    return checker.getExportsOfModule(module).flatMap((symbol) => {
      const target = symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol;
      const said =
        [symbol, target].some((one) => one.getDocumentationComment(checker).length > 0) ||
        symbol.declarations?.some(isNamespaceWithComment);
      return said ? [] : [`${symbol.name} of ${file.slice(root.length)}`];
    });
  });
}
