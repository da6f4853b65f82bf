import type { ManifestOptions } from "vite-plugin-pwa";

/** What a browser shows when the workbench is installed. Addresses count from this file's, so that any folder will do. */
export const manifest: Partial<ManifestOptions> = {
  name: "Chainrule workbench",
  short_name: "Chainrule",
  description: "Train small neural networks in the browser and see why they behave as they do.",
  start_url: "./",
  scope: "./",
  display: "standalone",
  background_color: "#f6f7f9",
  theme_color: "#1f5fa8",
  icons: [{ src: "icon.svg", sizes: "any", type: "image/svg+xml" }],
};
