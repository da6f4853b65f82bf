export async function runAll(_a: any, _b: any): Promise<0> {
  return 0;
}
