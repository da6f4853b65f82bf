/** What one start of the workbench shows, and from where. */
export interface Workbench {
  /** The folder of the built pages. */
  readonly app: string;
  /** The folder that it was started in: its runs, models and recipes are seen. */
  readonly folder: string;
  /** Known to this process and the page that it serves; whoever has it may change things. */
  readonly token: string;
  /** The model that it was started with, if it lies elsewhere. */
  readonly elsewhere?: { readonly name: string; readonly path: string };
}
