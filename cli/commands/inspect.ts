export const inspectCommand = async (..._: any[]): Promise<number> => 0;
