"""The same training steps in NumPy, float32, on one core: reads commands as JSON lines, answers in kind.

{"load": {...}}  -> {"numpy": version}     a workload: sizes, activation, loss, rate, batch; data and weights as files
{"run": steps}   -> {"seconds": s, "loss": of the last step}
"""

import json
import sys
import time

import numpy as np


class Net:
    def __init__(self, spec):
        sizes = spec["sizes"]
        self.x = np.fromfile(spec["inputs"], np.float32).reshape(-1, sizes[0])
        self.t = np.fromfile(spec["targets"], np.float32).reshape(-1, sizes[-1])
        flat = np.fromfile(spec["weights"], np.float32)
        self.W, self.b, at = [], [], 0
        for n, m in zip(sizes, sizes[1:]):
            self.W.append(flat[at : at + n * m].reshape(n, m).copy())
            at += n * m
            self.b.append(flat[at : at + m].copy())
            at += m
        self.batch, self.rate = spec["batch"], np.float32(spec["rate"])
        self.activation, self.loss = spec["activation"], spec["loss"]
        self.at = 0

    def act(self, z):
        if self.activation == "sigmoid":
            return 1 / (1 + np.exp(-z))
        return np.tanh(z) if self.activation == "tanh" else np.maximum(z, 0)

    def dact(self, h):
        if self.activation == "sigmoid":
            return h * (1 - h)
        return 1 - h * h if self.activation == "tanh" else h > 0

    def step(self):
        x = self.x[self.at : self.at + self.batch]
        t = self.t[self.at : self.at + self.batch]
        self.at = (self.at + self.batch) % len(self.x)
        hs = [x]
        for W, b in zip(self.W[:-1], self.b[:-1]):
            hs.append(self.act(hs[-1] @ W + b))
        z = hs[-1] @ self.W[-1] + self.b[-1]
        rows = np.float32(len(x))
        if self.loss == "softmaxCrossEntropy":
            z = z - z.max(1, keepdims=True)
            e = np.exp(z)
            s = e.sum(1, keepdims=True)
            loss = (t * (np.log(s) - z)).sum() / rows
            d = (e / s - t) / rows
        else:
            loss = (np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z)))).mean()
            d = (1 / (1 + np.exp(-z)) - t) / np.float32(z.size)
        for layer in range(len(self.W) - 1, -1, -1):
            dW = hs[layer].T @ d
            db = d.sum(0)
            if layer > 0:
                d = (d @ self.W[layer].T) * self.dact(hs[layer])
            self.W[layer] -= self.rate * dW
            self.b[layer] -= self.rate * db
        return float(loss)


net = None
for line in sys.stdin:
    command = json.loads(line)
    if "load" in command:
        net = Net(command["load"])
        print(json.dumps({"numpy": np.__version__}), flush=True)
    else:
        start = time.perf_counter()
        for _ in range(command["run"]):
            loss = net.step()
        print(json.dumps({"seconds": time.perf_counter() - start, "loss": loss}), flush=True)
