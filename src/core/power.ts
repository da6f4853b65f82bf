/** gammaⁿ for a whole n ≥ 0, by repeated squaring: products alone, so that every engine gives the same bits. */
export function power(gamma: number, n: number): number {
  let product = 1;
  for (let square = gamma; n > 0; n = Math.floor(n / 2), square *= square) {
    if (n % 2 === 1) product *= square;
  }
  return product;
}
