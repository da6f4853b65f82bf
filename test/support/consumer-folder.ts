import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../..", import.meta.url));
export const cli = join(root, "dist", "cli", "main.js");

/** A folder of somebody who has installed the package, in which programs and commands of a page are run. */
export class ConsumerFolder {
  readonly path: string;

  constructor() {
    if (!existsSync(cli)) throw new Error("Run npm run build first.");
    this.path = mkdtempSync(join(tmpdir(), "chainrule-page-"));
    mkdirSync(join(this.path, "node_modules"));
    symlinkSync(root, join(this.path, "node_modules", "chainrule"), "junction");
    this.write("package.json", '{ "type": "module" }');
  }

  write(name: string, text: string): void {
    writeFileSync(join(this.path, name), text);
  }

  /** Runs Node with these arguments.
   *  @throws Error with all output, where it ends with another exit code than 0 */
  node(args: readonly string[]): { stdout: string; stderr: string } {
    return this.#run(process.execPath, args);
  }

  /** Runs lines of a shell, which end at the first that fails. `npx chainrule` is the command of this package. */
  shell(lines: string): { stdout: string; stderr: string } {
    const bin = join(this.path, "bin");
    if (!existsSync(bin)) {
      mkdirSync(bin);
      this.write(join("bin", "npx"), `#!/bin/sh\nshift\nexec "${process.execPath}" "${cli}" "$@"\n`);
      chmodSync(join(bin, "npx"), 0o755);
    }
    return this.#run("sh", ["-e", "-c", lines], { PATH: `${bin}${delimiter}${process.env.PATH}` });
  }

  /** Compiles programs as a strict user would, with the types of Node. Each `x.ts` becomes an `x.js` beside it. */
  compile(files: readonly string[]): void {
    const compilerOptions = {
      target: "ES2022",
      module: "NodeNext",
      strict: true,
      types: ["node"],
      typeRoots: [join(root, "node_modules", "@types")],
    };
    this.write("tsconfig.json", JSON.stringify({ compilerOptions, files }));
    this.node([join(root, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.json"]);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }

  #run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = {}) {
    const options = { cwd: this.path, encoding: "utf8", env: { ...process.env, ...env } } as const;
    const { status, stdout, stderr } = spawnSync(command, args, options);
    if (status !== 0) throw new Error(`exit code ${status}\n${stdout}\n${stderr}`);
    return { stdout, stderr };
  }
}
