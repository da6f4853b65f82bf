"""Fits the coefficients of tanh in assembly/math.ts: x·A(x²)/B(x²) on [0, 9], the largest relative error as small as it can be.

Weighted least squares of x·A − tanh·B, divided by the last B, so that the quotient's error is what is made small; and weights
that grow where that error is large (Lawson's iteration), until it is the same at all of its extremes.

    python3 scripts/fit-tanh.py
"""
import numpy as np

TOP, M, N = 9.0, 4, 4  # the interval, the degrees of A and B in x²

angles = (np.arange(4000) + 0.5) * np.pi / 4000
x = TOP / 2 * (1 - np.cos(angles))
x = x[x > 1e-4].astype(np.longdouble)
z = (x / TOP) ** 2
tanh = np.tanh(x)
weights = np.ones_like(x)
b = np.ones_like(x)
for _ in range(200):
    columns = [x * z**i for i in range(M + 1)] + [-tanh * z**j for j in range(1, N + 1)]
    scale = np.sqrt(weights) / (tanh * b)
    matrix = np.array([column * scale for column in columns]).T.astype(np.float64)
    norms = np.linalg.norm(matrix, axis=0)
    solution = np.linalg.lstsq(matrix / norms, (tanh * scale).astype(np.float64), rcond=1e-18)[0] / norms
    upper, lower = solution[: M + 1], np.concatenate([[1], solution[M + 1 :]])
    a = sum(c * z**i for i, c in enumerate(upper))
    b = sum(c * z**j for j, c in enumerate(lower))
    error = np.abs(x * a / b / tanh - 1)
    weights = weights * (error / error.max() + 1e-3)
    weights /= weights.max()
print("largest relative error", float(error.max()))
for name, coefficients in (("A", upper), ("B", lower)):
    for i, c in enumerate(coefficients):
        print(f"{name}{i} {c / TOP ** (2 * i):.9g}")
