export const predictCommand = async (..._: any[]): Promise<number> => 0;
