export async function workerCommand(_options: object): Promise<0> {
  return 0;
}
