"""NumPy, float32: the matrix formulas as they stand in the documents. Batches are slices, which cost nothing."""

import numpy as np
from serve import Batches, blas, floats, inputs_of, serve, weights_of

CHUNK = 1000


def softmax(z):
    e = np.exp(z - z.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


class Net:
    def __init__(self, task):
        kinds = [layer["kind"] for layer in task["layers"]]
        if "conv2d" in kinds:
            raise NotImplementedError("has no convolutions")
        self.activation = next(kind for kind in kinds if kind != "dense")
        self.x, self.task = inputs_of(task), task
        if "targets" in task:
            self.t = floats(task["targets"], task["size"], -1)
        self.rate = np.float32(task["optimizer"]["learningRate"])
        self.bce = task["loss"]["kind"] == "binaryCrossEntropy"
        self.start()

    def start(self):
        values = weights_of(self.task)
        self.W, self.b = values[0::2], values[1::2]
        self.batches = Batches(self.task["size"], self.task["batch"])

    def act(self, z):
        if self.activation == "sigmoid":
            return 1 / (1 + np.exp(-z))
        return np.tanh(z) if self.activation == "tanh" else np.maximum(z, 0)

    def dact(self, h):
        if self.activation == "sigmoid":
            return h * (1 - h)
        return 1 - h * h if self.activation == "tanh" else h > 0

    def forward(self, x):
        hs = [x]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            hs.append(self.act(hs[-1] @ W + b))
        return hs, hs[-1] @ self.W[-1] + self.b[-1]

    def advance(self):
        rows = self.batches.next()
        x, t = self.x[rows], self.t[rows]
        hs, z = self.forward(x)
        if self.bce:
            self.last = (np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))).mean()
            d = (1 / (1 + np.exp(-z)) - t) / np.float32(z.size)
        else:
            p = softmax(z)
            self.last = -(t * np.log(p)).sum() / len(x)
            d = (p - t) / np.float32(len(x))
        for layer in range(len(self.W) - 1, -1, -1):
            dW, db = hs[layer].T @ d, d.sum(0)
            if layer > 0:
                d = (d @ self.W[layer].T) * self.dact(hs[layer])
            self.W[layer] -= self.rate * dW
            self.b[layer] -= self.rate * db

    def loss(self):
        return float(self.last)

    def predict(self, first, rows):
        chunks = range(first, first + rows, CHUNK)
        logits = [self.forward(self.x[i : min(i + CHUNK, first + rows)])[1] for i in chunks]
        return softmax(np.concatenate(logits))


serve({"version": np.__version__, "detail": blas()}, Net)
