"""PyTorch on the CPU: modules, autograd and torch.optim, as its tutorials have them. Batches are slices, which cost
nothing."""

import os

import torch
from serve import Batches, blas, floats, inputs_of, serve, weights_of
from torch import nn
from torch.nn import functional as F

torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))

ACTIVATIONS = {"sigmoid": nn.Sigmoid, "tanh": nn.Tanh, "relu": nn.ReLU}
CHUNK = 250


def module(layer, W):
    kind = layer["kind"]
    if kind == "dense":
        return nn.Linear(*W.shape)
    if kind == "conv2d":
        return nn.Conv2d(W.shape[1], W.shape[0], layer["kernel"], padding=layer["padding"])
    if kind == "maxPool2d":
        return nn.MaxPool2d(layer["size"])
    if kind == "dropout":
        return nn.Dropout(layer["rate"])
    return nn.Flatten() if kind == "flatten" else ACTIVATIONS[kind]()


class Net:
    def __init__(self, task):
        self.task = task
        self.x = torch.from_numpy(inputs_of(task))
        self.bce = task["loss"]["kind"] == "binaryCrossEntropy"
        if "targets" in task:
            rows = torch.from_numpy(floats(task["targets"], task["size"], -1))
            self.t = rows if self.bce else rows.argmax(1)
        self.start()

    def start(self):
        task, values = self.task, iter(weights_of(self.task))
        modules = []
        for layer in task["layers"]:
            with_weights = layer["kind"] in ("dense", "conv2d")
            W = torch.from_numpy(next(values)) if with_weights else None
            modules.append(module(layer, W))
            if with_weights:
                with torch.no_grad():
                    modules[-1].weight.copy_(W.T if layer["kind"] == "dense" else W)
                    modules[-1].bias.copy_(torch.from_numpy(next(values)))
        self.net = nn.Sequential(*modules)
        rate = task["optimizer"]["learningRate"]
        make = torch.optim.Adam if task["optimizer"]["kind"] == "adam" else torch.optim.SGD
        self.optimizer = make(self.net.parameters(), lr=rate)
        self.batches = Batches(task["size"], task["batch"])

    def advance(self):
        rows = self.batches.next()
        z = self.net(self.x[rows])
        if self.bce:
            self.last = F.binary_cross_entropy_with_logits(z, self.t[rows])
        else:
            self.last = F.cross_entropy(z, self.t[rows])
        self.optimizer.zero_grad(set_to_none=True)
        self.last.backward()
        self.optimizer.step()

    def loss(self):
        return self.last.item()

    def predict(self, first, rows):
        self.net.eval()
        with torch.inference_mode():
            chunks = self.x[first : first + rows].split(CHUNK)
            return torch.softmax(torch.cat([self.net(chunk) for chunk in chunks]), 1)


serve({"version": torch.__version__, "detail": blas()}, Net)
