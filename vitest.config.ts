import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

export default defineConfig({
  resolve: {
    alias: [
      { find: /^chainrule$/, replacement: path("./src/index.ts") },
      { find: /^chainrule\/(data|format|tune|node)$/, replacement: path("./src/$1/index.ts") },
    ],
  },
  test: {
    include: [
      "src/**/*.test.ts",
      "cli/**/*.test.ts",
      "test/**/*.test.ts",
      "web/src/**/*.test.ts",
      "web/e2e/**/*.test.ts",
    ],
    setupFiles: ["test/support/every-kind.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
  },
});
