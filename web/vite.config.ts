import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/** The workbench, as static files that work from any host and any folder of it. It takes the library as it is built,
 *  by its own name. */
export default defineConfig({
  root: path("."),
  base: "./",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  resolve: {
    alias: [
      { find: /^chainrule$/, replacement: path("../dist/src/index.js") },
      { find: /^chainrule\/(data|format|tune)$/, replacement: path("../dist/src/$1/index.js") },
    ],
  },
  worker: { format: "es" },
  plugins: [
    {
      // what it was built from: scripts/build.mjs asks, and builds again only when that has changed
      name: "inputs",
      transformIndexHtml: () => [
        { tag: "meta", attrs: { name: "inputs", content: process.env.CHAINRULE_WEB_INPUTS ?? "" } },
      ],
    },
  ],
  build: {
    outDir: path("../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  server: { host: "127.0.0.1" },
});
