/** The file of digits that comes with the workbench. */
export function packMnist10k(): Promise<Uint8Array>;
