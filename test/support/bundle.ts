import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";

const path = (relative: string) => fileURLToPath(new URL(`../../${relative}`, import.meta.url));

/** One module of this folder, with all of the library that it uses, as the text of a single file.
 *  @param whole with what it imports only on demand, too; else that is left out, as a page would not fetch it */
export async function bundle(
  name: string,
  {
    minify = false,
    platform = "neutral",
    whole = true,
  }: { minify?: boolean; platform?: "neutral" | "browser" | "node"; whole?: boolean } = {},
): Promise<string> {
  const built = await rolldown({
    input: path(`test/support/${name}.ts`),
    platform,
    resolve: {
      alias: {
        "chainrule/data": path("src/data/index.ts"),
        "chainrule/format": path("src/format/index.ts"),
        chainrule: path("src/index.ts"),
      },
    },
  });
  const { output } = await built.generate({ format: "esm", minify, codeSplitting: !whole });
  await built.close();
  const [entry] = output;
  const asked = output.filter((chunk) => chunk === entry || entry.imports.includes(chunk.fileName));
  if (whole && output.length > 1) throw new Error(`${name} came out in ${output.length} files`);
  return asked.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("\n");
}

/** Runs a bundled module as a Node program of its own; gives back what it prints. */
export async function runBundle(code: string, nodeOptions: readonly string[] = []): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "chainrule-"));
  try {
    const file = join(folder, "program.mjs");
    writeFileSync(file, code);
    return await new Promise<string>((resolve, reject) => {
      const child = spawn(process.execPath, [...nodeOptions, file], { stdio: ["ignore", "pipe", "pipe"] });
      const text = { stdout: "", stderr: "" };
      child.stdout.setEncoding("utf8").on("data", (part: string) => void (text.stdout += part));
      child.stderr.setEncoding("utf8").on("data", (part: string) => void (text.stderr += part));
      child.on("error", reject);
      child.on("close", (code) =>
        code === 0 ? resolve(text.stdout) : reject(new Error(`exit ${code}: ${text.stderr}`)),
      );
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
