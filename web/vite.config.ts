import { fileURLToPath, pathToFileURL } from "node:url";
import { defineConfig } from "vite";
import { VitePWA } from "vite-plugin-pwa";
import { manifest } from "./manifest.ts";

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
    {
      // the digits are a file of the site like any other, and so come with it to where there is no network
      name: "mnist-10k",
      async generateBundle() {
        const { packMnist10k } = await import(pathToFileURL(path("scripts/mnist-10k.mjs")).href);
        this.emitFile({ type: "asset", fileName: "mnist-10k.bin", source: await packMnist10k() });
      },
    },
    VitePWA({
      registerType: "prompt",
      injectRegister: false, // src/app/offline.ts does it
      manifest,
      workbox: {
        globPatterns: ["**/*.{html,js,css,svg,bin,webmanifest}"],
        maximumFileSizeToCacheInBytes: 4 * 1024 ** 2,
        ignoreURLParametersMatching: [/./],
        navigateFallback: null, // there is one page; what follows its # is its own affair
        inlineWorkboxRuntime: true,
        sourcemap: false,
      },
    }),
  ],
  build: {
    outDir: path("../dist/web"),
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: { checks: { pluginTimings: false } },
  },
  server: { host: "127.0.0.1" },
});
