export const dataCommands = {} as Record<
  "list" | "get" | "info" | "preview",
  (spec: string, options: { json?: boolean }) => Promise<number>
>;
