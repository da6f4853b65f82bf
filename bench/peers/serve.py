"""A Python peer's end of the protocol, which serve.mjs describes."""

import json
import sys
import time
from math import prod

import numpy as np


def floats(path, *shape):
    return np.fromfile(path, np.float32).reshape(*shape)


def inputs_of(task):
    return floats(task["inputs"], task["size"], *task["input"])


def weights_of(task):
    """The first weights, in the order of the layers."""
    flat, values, at = floats(task["weights"], -1), [], 0
    for parameter in task["parameters"]:
        count = prod(parameter["shape"])
        values.append(flat[at : at + count].reshape(parameter["shape"]).copy())
        at += count
    return values


def blas():
    """The library of matrix products that has been loaded."""
    with open("/proc/self/maps") as maps:
        loaded = maps.read().lower()
    return next((name for name in ("OpenBLAS", "MKL", "BLIS") if name.lower() in loaded), "no fast BLAS")


class Batches:
    """The samples in their order, batch by batch, over and over."""

    def __init__(self, size, batch):
        self.size, self.batch, self.at = size, batch, 0

    def next(self):
        rows = slice(self.at, self.at + self.batch)
        self.at = (self.at + self.batch) % self.size
        return rows


def serve(identity, load):
    """`load(task)` gives an object with `start`, `advance` (one step), `loss` (of the last) and `predict(from, rows)`, or
    raises NotImplementedError."""

    def answer(**message):
        print(json.dumps(message), flush=True)

    answer(**identity)
    peer = size = None
    for line in sys.stdin:
        command = json.loads(line)
        if "load" in command:
            size = command["load"]["size"]
            try:
                peer = load(command["load"])
                answer()
            except NotImplementedError as error:
                answer(cannot=str(error))
        elif "run" in command:
            peer.start()
            timed = max(1, command["run"] - 1)
            for _ in range(command["run"] - timed):
                peer.advance()
            begin = time.perf_counter()
            for _ in range(timed):
                peer.advance()
            loss = peer.loss()
            answer(seconds=(time.perf_counter() - begin) / timed, loss=loss)
        else:
            rows, times = command["predict"]["rows"], command["predict"]["times"]
            begin = time.perf_counter()
            for i in range(times):
                result = peer.predict(i * rows % size, rows)
                if i == 0:
                    first = result
            seconds = time.perf_counter() - begin
            answer(seconds=seconds, probabilities=[float(p) for p in first[0]])
