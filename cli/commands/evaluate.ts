export const evaluateCommand = async (..._: any[]): Promise<number> => 0;
