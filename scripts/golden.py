"""Writes test/golden/*.json: what other, well-tried programs compute, for the tests to compare with.

PyTorch gives layers, losses, optimizers and schedules (float64); mpmath the elementary functions (1200 bits);
scikit-learn the metrics. Inputs are rounded to float32, so that both backends are given exactly the same numbers.
The files are committed; run this again only to change what they hold:

    apt-get install python3-torch python3-sklearn python3-mpmath
    /usr/bin/python3 scripts/golden.py
"""

import json
import pathlib

import mpmath
import numpy as np
import torch
import torch.nn.functional as F
from sklearn.calibration import calibration_curve
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    confusion_matrix,
    log_loss,
    precision_recall_curve,
    precision_recall_fscore_support,
    roc_auc_score,
    roc_curve,
    top_k_accuracy_score,
)

OUT = pathlib.Path(__file__).resolve().parent.parent / "test" / "golden"
torch.set_default_dtype(torch.float64)
random = np.random.RandomState(20250131)


def floats(*shape, scale=1.0):
    """Normal numbers that float32 holds exactly."""
    return torch.tensor((random.randn(*shape) * scale).astype(np.float32).astype(np.float64))


def flat(tensor):
    return [float(value) for value in tensor.detach().reshape(-1)]


def write(name, value):
    OUT.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, separators=(",", ":"), allow_nan=False)
    (OUT / name).write_text(text + "\n")
    print(f"{name}: {len(text)} bytes")


# Activations: also at 0, far out, and where the branches of an implementation may meet.
POINTS = [0, 1e-7, 1e-3, 0.1, 0.34, 0.35, 0.5, 0.6931471805599453, 1, 1.7, 2.5, 3, 4, 5.5, 7, 10, 17, 30, 87, 89, 100, 1e3, 1e4]


def activations():
    x = torch.tensor([sign * point for point in POINTS for sign in (1, -1)])
    x = torch.cat([x.float().double(), floats(20, scale=2)])
    dy = floats(len(x))
    functions = [
        ({"kind": "linear"}, lambda x: x * 1),
        ({"kind": "sigmoid"}, torch.sigmoid),
        ({"kind": "tanh"}, torch.tanh),
        ({"kind": "relu"}, torch.relu),
        ({"kind": "leakyRelu"}, lambda x: F.leaky_relu(x, 0.01)),
        ({"kind": "leakyRelu", "slope": 0.25}, lambda x: F.leaky_relu(x, 0.25)),
        ({"kind": "elu"}, F.elu),
        ({"kind": "elu", "alpha": 0.5}, lambda x: F.elu(x, 0.5)),
        ({"kind": "gelu"}, F.gelu),
        # F.softplus turns into the identity above its threshold; this does not
        ({"kind": "softplus"}, lambda x: torch.logaddexp(x, torch.zeros_like(x))),
        ({"kind": "step"}, lambda x: torch.heaviside(x.detach(), torch.zeros_like(x)) + 0 * x),
    ]
    cases = []
    for spec, function in functions:
        at = x.clone().requires_grad_()
        y = function(at)
        y.backward(dy)
        cases.append({"spec": spec, "y": flat(y), "dx": flat(at.grad)})
    write("activations.json", {"x": flat(x), "dy": flat(dy), "cases": cases})


def layers():
    cases = []
    for rows, n, m, bias in [(1, 1, 1, True), (1, 5, 3, True), (4, 3, 5, True), (4, 3, 5, False), (7, 17, 9, True)]:
        x = floats(rows, n).requires_grad_()
        w = floats(n, m).requires_grad_()
        b = floats(m).requires_grad_() if bias else None
        y = F.linear(x, w.t(), b)
        dy = floats(rows, m)
        y.backward(dy)
        case = {"spec": {"kind": "dense", "units": m, "bias": bias}, "input": [n], "x": flat(x), "dy": flat(dy)}
        case |= {"parameters": {"W": flat(w)}, "grads": {"W": flat(w.grad)}, "y": flat(y), "dx": flat(x.grad)}
        if bias:
            case["parameters"]["b"] = flat(b)
            case["grads"]["b"] = flat(b.grad)
        cases.append(case)
    x = floats(2, 3, 2, 2).requires_grad_()
    y = torch.flatten(x, 1)
    dy = floats(2, 12)
    y.backward(dy)
    cases.append({"spec": {"kind": "flatten"}, "input": [3, 2, 2], "x": flat(x), "dy": flat(dy), "parameters": {}, "grads": {}, "y": flat(y), "dx": flat(x.grad)})
    write("layers.json", cases)


def losses():
    def one_hot(rows, columns):
        return F.one_hot(torch.tensor(random.randint(columns, size=rows)), columns).double()

    def soft(rows, columns):
        # eighths, so that float32 holds them and a row sums to 1 without rounding
        counts = np.array([random.multinomial(8, [1 / columns] * columns) for _ in range(rows)])
        return torch.tensor(counts / 8.0)

    def by_row(per_element, reduction):
        rows = per_element.mean(dim=1)
        return rows.mean() if reduction == "mean" else rows.sum()

    def cross_entropy(z, t, reduction):
        return F.cross_entropy(z, t, reduction=reduction)

    def binary(z, t, reduction):
        return by_row(F.binary_cross_entropy_with_logits(z, t, reduction="none"), reduction)

    def squared(z, t, reduction):
        return by_row(F.mse_loss(z, t, reduction="none"), reduction)

    def half_squared(z, t, reduction):
        rows = 0.5 * F.mse_loss(z, t, reduction="none").sum(dim=1)
        return rows.mean() if reduction == "mean" else rows.sum()

    extreme = torch.tensor([[1e4, -1e4, 0.0], [-1e4, 1e4, 1e4], [-1e4, -1e4, -1e4]])
    first = one_hot(3, 3) * 0 + torch.eye(3)
    batches = [
        ("one-hot", floats(5, 4, scale=2), one_hot(5, 4)),
        ("one sample", floats(1, 10), one_hot(1, 10)),
        ("soft", floats(6, 3), soft(6, 3)),
        ("all alike", torch.ones(2, 5), soft(2, 5)),
        ("extreme, right", extreme, torch.tensor([[1.0, 0, 0], [0, 0.5, 0.5], [0, 0, 1]])),
        ("extreme, wrong", extreme, torch.tensor([[0, 1.0, 0], [1, 0, 0], [0.25, 0.25, 0.5]])),
        ("extreme, identity", extreme, first),
        ("one column", floats(4, 1), torch.tensor([[0.0], [1], [1], [0.25]])),
    ]
    cases = []
    for kind, function in [
        ("softmaxCrossEntropy", cross_entropy),
        ("binaryCrossEntropy", binary),
        ("meanSquaredError", squared),
        ("halfSquaredError", half_squared),
    ]:
        for name, z, t in batches:
            if kind == "softmaxCrossEntropy" and z.shape[1] == 1:
                continue  # PyTorch takes one column for class indices
            for reduction in ("mean", "sum"):
                at = z.clone().requires_grad_()
                loss = function(at, t, reduction)
                loss.backward()
                cases.append({"kind": kind, "reduction": reduction, "batch": name, "columns": z.shape[1], "z": flat(z), "t": flat(t), "loss": float(loss), "dz": flat(at.grad)})
    write("losses.json", cases)


# Ten steps of sgd on a small net: two epochs of five batches, in the order of the data, under each schedule.
def training():
    x = floats(20, 3)
    labels = random.randint(4, size=20)
    shapes = [(3, 6), (6,), (6, 5), (5,), (5, 4), (4,)]
    start = [floats(*shape, scale=0.7) for shape in shapes]
    steps, per_epoch, rate = 10, 5, 0.5
    lr = torch.optim.lr_scheduler
    # name, schedule here, scheduler there, whether it moves on at every step or at every epoch
    schedules = [
        (rate, lambda o: lr.LambdaLR(o, lambda _: 1.0), "step"),
        ({"kind": "constant", "rate": rate}, lambda o: lr.ConstantLR(o, 1.0), "step"),
        ({"kind": "step", "initial": rate, "gamma": 0.5, "every": 1}, lambda o: lr.StepLR(o, 1, 0.5), "epoch"),
        ({"kind": "exponential", "initial": rate, "gamma": 0.9}, lambda o: lr.ExponentialLR(o, 0.9), "epoch"),
        ({"kind": "cosine", "initial": rate, "final": 0.05}, lambda o: lr.CosineAnnealingLR(o, steps, 0.05), "step"),
        ({"kind": "piecewise", "rates": [rate, 0.05], "epochs": [1, 1]}, lambda o: lr.MultiStepLR(o, [1], 0.1), "epoch"),
        ({"kind": "warmup", "steps": 4, "to": rate}, lambda o: lr.LinearLR(o, 0.25, 1.0, 3), "step"),
    ]
    cases = []
    for schedule, scheduler_of, when in schedules:
        parameters = [value.clone().requires_grad_() for value in start]
        optimizer = torch.optim.SGD(parameters, lr=rate)
        scheduler = scheduler_of(optimizer)
        w0, b0, w1, b1, w2, b2 = parameters
        rates, means = [], []
        for step in range(steps):
            at = (step % per_epoch) * 4
            hidden = torch.sigmoid(torch.tanh(x[at : at + 4] @ w0 + b0) @ w1 + b1)
            loss = F.cross_entropy(hidden @ w2 + b2, torch.tensor(labels[at : at + 4]))
            optimizer.zero_grad()
            loss.backward()
            rates.append(optimizer.param_groups[0]["lr"])
            means.append(float(loss))
            optimizer.step()
            if when == "step" or (step + 1) % per_epoch == 0:
                scheduler.step()
        cases.append({"learningRate": schedule, "rates": rates, "losses": means, "weights": [flat(p) for p in parameters]})
    write("training.json", {"x": flat(x), "labels": [int(label) for label in labels], "start": [flat(p) for p in start], "cases": cases})


# The elementary functions: [x, the nearest double to f(x), what is missing], so that a test can count units in the
# last place.
def elementary():
    mpmath.mp.prec = 1200  # so that 1 + 1e-300 is not 1
    spread = [sign * 10.0**power * digit for power in range(-9, 2) for digit in (1, 1.37, 2.9, 6.3) for sign in (1, -1)]
    middle = [float(value) for value in random.uniform(-6, 6, 60)]
    small = [float(value) for value in random.uniform(-1, 1, 30)]
    positive = [abs(value) for value in spread + middle] + [1 - 1e-9, 1 + 1e-9, 0.7071067811865475, 0.7071067811865476, 1.4142135623730951, 2.718281828459045, 1e-300, 5e-324, 1e300]
    functions = {
        "exp": (mpmath.exp, spread + middle + [-745, -740.5, -708.5, 700.25, 709.7]),
        "expm1": (mpmath.expm1, spread + middle + small + [0.33999, 0.34001, -0.33999, -0.34001, -0.4, 0.6]),
        "log": (mpmath.log, positive),
        "log1p": (lambda x: mpmath.log(1 + x), positive + [-value for value in positive if value < 1] + small),
        "tanh": (mpmath.tanh, spread + middle + small + [0.1699, 0.1701, 0.18, 0.2]),
        "sigmoid": (lambda x: 1 / (1 + mpmath.exp(-x)), spread + middle + [-700.5, -40.0, 40.0]),
        "softplus": (lambda x: mpmath.log(1 + mpmath.exp(x)), spread + middle + [-700.5, -40.0, 40.0]),
        "erf": (mpmath.erf, [value for value in spread + middle + small if abs(value) < 7] + [5.8, 5.95]),
        "sin": (mpmath.sin, spread + middle),
        "cos": (mpmath.cos, spread + middle),
    }
    tables = {}
    for name, (function, points) in functions.items():
        rows = []
        for x in points:
            exact = function(mpmath.mpf(x))
            nearest = float(exact)
            rows.append([x, nearest, float(f"{float(exact - nearest):.3g}")])
        tables[name] = rows
    write("math.json", tables)


def metrics():
    cases = []
    for classes, size, missing in [(2, 12, None), (3, 30, None), (4, 25, 2), (10, 200, None)]:
        actual = random.randint(classes, size=size)
        predicted = np.where(random.rand(size) < 0.6, actual, random.randint(classes, size=size))
        if missing is not None:
            predicted[predicted == missing] = 0  # never predicted: a precision with nothing below the line
        labels = list(range(classes))
        precision, recall, f1, support = precision_recall_fscore_support(actual, predicted, labels=labels, zero_division=0)
        macro = precision_recall_fscore_support(actual, predicted, labels=labels, average="macro", zero_division=0)
        cases.append({
            "classes": classes,
            "actual": actual.tolist(),
            "predicted": predicted.tolist(),
            "accuracy": accuracy_score(actual, predicted),
            "confusion": confusion_matrix(actual, predicted, labels=labels).tolist(),
            "precision": precision.tolist(),
            "recall": recall.tolist(),
            "f1": f1.tolist(),
            "support": support.tolist(),
            "macro": [float(value) for value in macro[:3]],
        })
    write("metrics.json", cases)


# Layers that behave differently in training and in evaluation, or are made of layers: several passes one after the other,
# each with its gradients and with what the buffers hold after it.
def normalisation():
    random.seed(20250207)  # of its own, so that it may stand anywhere
    cases = []

    def passes(spec, shape, module, names, plan, size=1.0):
        parameters = {ours: getattr_path(module, theirs) for ours, theirs in names["parameters"].items()}
        for value in parameters.values():
            value.data = floats(*value.shape, scale=size)
        start = {name: flat(value.t() if name.endswith("W") else value) for name, value in parameters.items()}
        done = []
        for rows, training in plan:
            module.train(training)
            # off mean 0 and variance 1, and differently so for each feature
            scale, shift = 0.5 + floats(*shape).abs(), floats(*shape)
            x = (floats(rows, *shape) * scale + shift).float().double().requires_grad_()
            dy = floats(rows, *shape)
            module.zero_grad()
            y = module(x)
            y.backward(dy)
            done.append({
                "training": training,
                "x": flat(x),
                "dy": flat(dy),
                "y": flat(y),
                "dx": flat(x.grad),
                "grads": {name: flat(value.grad.t() if name.endswith("W") else value.grad) for name, value in parameters.items()},
                "buffers": {ours: flat(getattr_path(module, theirs)) for ours, theirs in names["buffers"].items()},
            })
        cases.append({"spec": spec, "input": list(shape), "parameters": start, "passes": done})

    def getattr_path(module, path):
        for name in path.split("."):
            module = getattr(module, name)
        return module

    affine = {"gamma": "weight", "beta": "bias"}
    running = {"runningMean": "running_mean", "runningVariance": "running_var"}
    plan = [(4, True), (7, True), (3, True), (2, False), (5, True), (1, False)]
    N = torch.nn
    for shape, fields, keywords in [
        ((5,), {}, {}),
        ((1,), {"momentum": 0.25, "epsilon": 0.01}, {"momentum": 0.25, "eps": 0.01}),
        ((9,), {"momentum": 1}, {"momentum": 1.0}),
    ]:
        passes({"kind": "batchNorm", **fields}, shape, N.BatchNorm1d(shape[0], **keywords), {"parameters": affine, "buffers": running}, plan)
    for shape, fields, keywords in [
        ((3, 2, 3), {}, {}),
        ((2, 3, 3), {"momentum": 0.5, "epsilon": 0.1}, {"momentum": 0.5, "eps": 0.1}),
        ((4, 1, 1), {}, {}),
    ]:
        several = plan if shape[1] == 1 else [(1, True), *plan]
        passes({"kind": "batchNorm", **fields}, shape, N.BatchNorm2d(shape[0], **keywords), {"parameters": affine, "buffers": running}, several)
    for shape, fields, keywords in [
        ((5,), {}, {}),
        ((1,), {}, {}),
        ((9,), {"epsilon": 0.5}, {"eps": 0.5}),
        ((2, 3, 3), {}, {}),
    ]:
        passes({"kind": "layerNorm", **fields}, shape, N.LayerNorm(shape, **keywords), {"parameters": affine, "buffers": {}}, [(1, True), (6, True), (3, False)])

    class Residual(N.Module):
        def __init__(self, *layers):
            super().__init__()
            self.f = N.Sequential(*layers)

        def forward(self, x):
            return x + self.f(x)

    dense, tanh = {"kind": "dense", "units": 4}, {"kind": "tanh"}
    passes(
        {"kind": "residual", "layers": [{"kind": "dense", "units": 3}, tanh, {"kind": "batchNorm"}, dense]},
        (4,),
        Residual(N.Linear(4, 3), N.Tanh(), N.BatchNorm1d(3), N.Linear(3, 4)),
        {
            "parameters": {"0.dense.W": "f.0.weight", "0.dense.b": "f.0.bias", "2.batchNorm.gamma": "f.2.weight", "2.batchNorm.beta": "f.2.bias", "3.dense.W": "f.3.weight", "3.dense.b": "f.3.bias"},
            "buffers": {"2.batchNorm.runningMean": "f.2.running_mean", "2.batchNorm.runningVariance": "f.2.running_var"},
        },
        plan,
        0.3,  # so that tanh is not flat: where nothing varies, normalising magnifies the rounding of float32
    )
    passes(
        {"kind": "residual", "layers": [dense, {"kind": "residual", "layers": [tanh, dense]}]},
        (4,),
        Residual(N.Linear(4, 4), Residual(N.Tanh(), N.Linear(4, 4))),
        {"parameters": {"0.dense.W": "f.0.weight", "0.dense.b": "f.0.bias", "1.residual.1.dense.W": "f.1.f.1.weight", "1.residual.1.dense.b": "f.1.f.1.bias"}, "buffers": {}},
        [(3, True), (1, False)],
    )
    write("normalisation.json", cases)


# Ten steps under each optimizer, and with each thing that changes a step: penalties, clipping, limits, weighing. The net
# is 3-6-5-4, as above; numbers of its own, so that what is above does not depend on it.
def optimizers():
    own = np.random.RandomState(20250202)

    def numbers(*shape, scale=1.0):
        return torch.tensor((own.randn(*shape) * scale).astype(np.float32).astype(np.float64))

    x = numbers(20, 3)
    labels = torch.tensor(own.randint(4, size=20))
    start = [numbers(*shape, scale=0.7) for shape in [(3, 6), (6,), (6, 5), (5,), (5, 4), (4,)]]
    steps, per_epoch = 10, 5
    optim, lr = torch.optim, torch.optim.lr_scheduler

    def run(optimizer_of, spec, options=None, loss=None, loss_of=F.cross_entropy, layers=None, frozen=(), before=None, after=None, penalty=None, scheduler_of=None, when="step"):
        parameters = [value.clone().requires_grad_() for value in start]
        trained = [p for i, p in enumerate(parameters) if i not in frozen]
        optimizer = optimizer_of(trained)
        scheduler = scheduler_of(optimizer) if scheduler_of else None
        w0, b0, w1, b1, w2, b2 = parameters
        rates, means = [], []
        for step in range(steps):
            at = (step % per_epoch) * 4
            hidden = torch.sigmoid(torch.tanh(x[at : at + 4] @ w0 + b0) @ w1 + b1)
            mean = loss_of(hidden @ w2 + b2, labels[at : at + 4])
            optimizer.zero_grad()
            (mean + (penalty(parameters) if penalty else 0)).backward()
            if before:
                before(trained)
            rates.append(optimizer.param_groups[0]["lr"])
            means.append(float(mean))
            optimizer.step()
            if after:
                after(parameters)
            if scheduler and when == "step":
                scheduler.step()
            if scheduler and when == "epoch" and (step + 1) % per_epoch == 0:
                scheduler.step(sum(means[-per_epoch:]) / per_epoch)
        return {"optimizer": spec, "options": options or {}, "loss": loss or {"kind": "softmaxCrossEntropy"}, "layers": layers or {}, "rates": rates, "losses": means, "weights": [flat(p) for p in parameters]}

    cases = []
    for kind, rate, fields, make in [
        ("sgd", 0.5, {}, optim.SGD),
        ("momentum", 0.1, {}, lambda p, **k: optim.SGD(p, momentum=0.9, **k)),
        ("momentum", 0.1, {"momentum": 0.5}, lambda p, **k: optim.SGD(p, momentum=0.5, **k)),
        ("nesterov", 0.1, {}, lambda p, **k: optim.SGD(p, momentum=0.9, nesterov=True, **k)),
        ("adagrad", 0.1, {}, optim.Adagrad),
        ("rmsprop", 0.02, {}, optim.RMSprop),
        ("rmsprop", 0.02, {"alpha": 0.5, "eps": 1e-3}, lambda p, **k: optim.RMSprop(p, alpha=0.5, eps=1e-3, **k)),
        ("adam", 0.05, {}, optim.Adam),
        ("adam", 0.05, {"betas": [0.5, 0.75], "eps": 1e-4}, lambda p, **k: optim.Adam(p, betas=(0.5, 0.75), eps=1e-4, **k)),
        ("adamw", 0.05, {}, optim.AdamW),
    ]:
        for decay in [{}, {"weightDecay": 0.05}]:
            spec = {"kind": kind, "learningRate": rate, **fields, **decay}
            cases.append(run(lambda p: make(p, lr=rate, **({"weight_decay": 0.05} if decay else {})), spec))

    sgd = {"kind": "sgd", "learningRate": 0.5}
    plain = lambda p: optim.SGD(p, lr=0.5)
    adam = {"kind": "adam", "learningRate": 0.05}

    def clip_norm(limit):
        return lambda p: torch.nn.utils.clip_grad_norm_(p, limit)

    def clip_value(limit):
        return lambda p: torch.nn.utils.clip_grad_value_(p, limit)

    def max_norm(limit):
        def shorten(parameters):
            with torch.no_grad():
                for w in parameters[::2]:
                    w *= torch.clamp(limit / w.norm(dim=0, keepdim=True), max=1)

        return shorten

    def both(parameters):
        w0, _, w1, _, w2, _ = parameters
        return 0.02 * w0.abs().sum() + 0.05 * (w1**2).sum() + 0.01 * w2.abs().sum() + 0.02 * (w2**2).sum()

    penalties = {"0": {"l1": 0.02}, "2": {"l2": 0.1}, "4": {"l1": 0.01, "l2": 0.04}}
    cases.append(run(plain, sgd, layers=penalties, penalty=both))
    cases.append(run(lambda p: optim.Adam(p, lr=0.05), adam, layers=penalties, penalty=both))
    cases.append(run(plain, sgd, {"clipNorm": 0.1}, before=clip_norm(0.1)))
    cases.append(run(plain, sgd, {"clipNorm": 100}, before=clip_norm(100)))
    cases.append(run(plain, sgd, {"clipValue": 0.02}, before=clip_value(0.02)))
    cases.append(run(plain, sgd, {"maxNorm": 1.1}, after=max_norm(1.1)))
    cases.append(run(lambda p: optim.Adam(p, lr=0.05, weight_decay=0.05), {**adam, "weightDecay": 0.05}, {"freeze": ["0.dense", "*.b"], "clipNorm": 0.1}, frozen=(0, 1, 3, 5), before=clip_norm(0.1)))

    weights = [0.5, 2.0, 1.0, 3.0]
    for fields in [{"labelSmoothing": 0.1}, {"classWeights": weights}, {"classWeights": weights, "labelSmoothing": 0.25}]:
        keywords = {"label_smoothing": fields.get("labelSmoothing", 0.0)}
        if "classWeights" in fields:
            keywords["weight"] = torch.tensor(weights)
        cases.append(run(plain, sgd, loss={"kind": "softmaxCrossEntropy", **fields}, loss_of=lambda z, t: F.cross_entropy(z, t, **keywords)))

    cycle = {"kind": "oneCycle", "maxLr": 0.5}
    cases.append(run(plain, {"kind": "sgd", "learningRate": cycle}, scheduler_of=lambda o: lr.OneCycleLR(o, 0.5, steps, cycle_momentum=False)))
    cycle = {"kind": "oneCycle", "maxLr": 0.5, "pctStart": 0.5, "divFactor": 10, "finalDivFactor": 100}
    cases.append(run(plain, {"kind": "sgd", "learningRate": cycle}, scheduler_of=lambda o: lr.OneCycleLR(o, 0.5, steps, pct_start=0.5, div_factor=10, final_div_factor=100, cycle_momentum=False)))
    steps = 30
    plateau = {"kind": "reduceOnPlateau", "initial": 5, "factor": 0.5, "patience": 0, "threshold": 0.02, "cooldown": 1, "metric": "train.loss"}
    cases.append(run(lambda p: optim.SGD(p, lr=5), {"kind": "sgd", "learningRate": plateau}, scheduler_of=lambda o: lr.ReduceLROnPlateau(o, factor=0.5, patience=0, threshold=0.02, cooldown=1), when="epoch"))
    write("optimizers.json", {"x": flat(x), "labels": labels.tolist(), "start": [flat(p) for p in start], "cases": cases})


# Layers that slide a window over an image: numbers of one size and [height, width], strides that leave rows over, padding
# on all sides and on two ("same" of an even kernel), one row of pixels, ties.
def convolutions():
    random.seed(41)  # of its own, so that it may stand anywhere
    cases = []

    def case(spec, x, parameters, forward):
        at = x.clone().requires_grad_()
        values = {name: value.clone().requires_grad_() for name, value in parameters.items()}
        y = forward(at, **values)
        dy = floats(*y.shape)
        y.backward(dy)
        grads = {name: flat(value.grad) for name, value in values.items()}
        cases.append({"spec": spec, "input": list(x.shape[1:]), "x": flat(x), "dy": flat(dy), "parameters": {name: flat(value) for name, value in values.items()}, "grads": grads, "y": flat(y), "dx": flat(at.grad)})

    def pair(value):
        return value if isinstance(value, list) else [value, value]

    def same(extent, kernel, stride):
        """Zeros before and after an axis, the one more of an odd number after, as TensorFlow has it."""
        missing = max(0, (-(-extent // stride) - 1) * stride + kernel - extent)
        return missing // 2, missing - missing // 2

    for shape, filters, kernel, options in [
        ((1, 1, 1, 1), 1, 1, {}),
        ((2, 1, 5, 5), 2, 3, {}),
        ((3, 2, 6, 7), 3, 3, {"padding": 1}),
        ((2, 3, 6, 7), 5, [2, 3], {"stride": 2, "padding": [0, 1]}),
        ((2, 2, 9, 7), 3, 3, {"stride": [2, 3], "padding": 2, "bias": False}),
        ((2, 2, 5, 8), 3, [5, 1], {"padding": [3, 0]}),
        ((1, 4, 3, 11), 9, [1, 4], {"stride": [1, 2]}),
        ((2, 5, 4, 6), 3, 1, {}),
        ((2, 3, 7, 5), 4, 1, {"stride": 2, "bias": False}),
        ((2, 2, 6, 5), 3, 3, {"padding": "same"}),
        ((2, 2, 5, 6), 3, [2, 4], {"padding": "same"}),
        ((2, 2, 7, 8), 3, [3, 4], {"stride": 2, "padding": "same"}),
        ((1, 1, 5, 5), 2, 2, {"stride": 3, "padding": "same"}),
        ((1, 1, 12, 13), 6, 5, {}),
    ]:
        x = floats(*shape)
        size, stride = pair(kernel), pair(options.get("stride", 1))
        parameters = {"W": floats(filters, shape[1], *size)}
        if options.get("bias", True):
            parameters["b"] = floats(filters)
        if options.get("padding") == "same":
            (top, bottom), (left, right) = (same(shape[2 + axis], size[axis], stride[axis]) for axis in (0, 1))
        else:
            top, left = pair(options.get("padding", 0))
            bottom, right = top, left
        case({"kind": "conv2d", "filters": filters, "kernel": kernel, **options}, x, parameters, lambda x, W, b=None: F.conv2d(F.pad(x, (left, right, top, bottom)), W, b, stride))

    for shape, size, options, ties in [
        ((2, 1, 4, 4), 2, {}, False),
        ((2, 3, 5, 7), 2, {}, False),
        ((2, 2, 6, 19), 2, {}, True),
        ((1, 2, 6, 7), [3, 2], {}, False),
        ((2, 2, 7, 6), 3, {"stride": 2}, False),
        ((2, 2, 7, 6), 3, {"stride": 2, "padding": 1}, True),
        ((1, 3, 5, 9), [2, 3], {"stride": [1, 2], "padding": [1, 0]}, False),
        ((1, 1, 9, 9), 2, {"stride": 4}, False),
        ((2, 2, 3, 3), 3, {"stride": 1, "padding": 1}, True),
        ((2, 4, 1, 1), 1, {}, False),
    ]:
        # few different values, so that most windows have their largest more than once
        x = torch.tensor(random.randint(3, size=shape) / 2.0) if ties else floats(*shape)
        stride, padding = options.get("stride", size), options.get("padding", 0)
        case({"kind": "maxPool2d", "size": size, **options}, x, {}, lambda x: F.max_pool2d(x, size, stride, padding))
        case({"kind": "avgPool2d", "size": size, **options}, x, {}, lambda x: F.avg_pool2d(x, size, stride, padding))
    for shape in [(2, 3, 1, 1), (2, 3, 4, 5), (1, 5, 7, 3)]:
        case({"kind": "globalAvgPool2d"}, floats(*shape), {}, lambda x: F.adaptive_avg_pool2d(x, 1).flatten(1))
    write("convolutions.json", cases)


# How well probabilities rank and how true they are. A generator of its own, so that the files above stay as they are.
def probabilities():
    draw = np.random.RandomState(20250202)
    cases = []
    # name, classes, samples, steps that probabilities are rounded to (many ties), a class that does not occur
    for name, classes, size, steps, missing in [
        ("two classes", 2, 40, None, None),
        ("two classes, ties", 2, 60, 8, None),
        ("three classes", 3, 50, None, None),
        ("five classes, ties", 5, 80, 20, None),
        ("five classes, one without samples", 5, 60, None, 3),
        ("ten classes, sure of themselves", 10, 80, None, None),
    ]:
        actual = draw.randint(classes, size=size)
        if missing is not None:
            actual[actual == missing] = 0
        z = draw.randn(size, classes) * (12 if "sure" in name else 1.2)
        z[np.arange(size), actual] += 1.5
        p = np.exp(z - z.max(axis=1, keepdims=True))
        p /= p.sum(axis=1, keepdims=True)
        if steps is not None:
            # whole steps that still sum to 1: the rest goes to the first class
            p = np.floor(p * steps)
            p[:, 0] += steps - p.sum(axis=1)
            p /= steps
        rankings = []
        for c in range(classes):
            ours = (actual == c).astype(int)
            if ours.sum() in (0, size):
                rankings.append(None)
                continue
            ranking = {
                "rocAuc": roc_auc_score(ours, p[:, c]),
                "averagePrecision": average_precision_score(ours, p[:, c]),
            }
            if classes <= 3:
                fpr, tpr, _ = roc_curve(ours, p[:, c], drop_intermediate=False)
                precision, recall, thresholds = precision_recall_curve(ours, p[:, c])
                ranking["roc"] = [fpr.tolist(), tpr.tolist()]
                # scikit-learn has recall falling, and adds a point (0, 1) that no threshold stands for
                ranking["precisionRecall"] = [a.tolist() for a in (thresholds[::-1], recall[-2::-1], precision[-2::-1])]
            rankings.append(ranking)
        labels = list(range(classes))
        answer = p.argmax(axis=1)
        confidence = p[np.arange(size), answer]
        right = (answer == actual).astype(int)
        accuracies, confidences = calibration_curve(right, confidence, n_bins=15)
        counts = np.bincount(np.searchsorted(np.linspace(0, 1, 16)[1:-1], confidence), minlength=15)
        filled = counts[counts > 0]
        cases.append({
            "name": name,
            "classes": classes,
            "actual": actual.tolist(),
            "probabilities": p.reshape(-1).tolist(),
            "rankings": rankings,
            # of equal scores it takes the last class first; with the classes turned round, the first
            "topK": [
                [k, float(top_k_accuracy_score(classes - 1 - actual, p[:, ::-1], k=k, labels=labels))]
                for k in range(1, classes) if classes > 2
            ],
            "logLoss": log_loss(actual, p, labels=labels),
            "logLossFloat32": log_loss(actual, p, labels=labels, eps=2.0**-23),
            "calibration": {
                "samples": counts.tolist(),
                "confidence": confidences.tolist(),
                "accuracy": accuracies.tolist(),
                "error": float((filled * np.abs(accuracies - confidences)).sum() / size),
            },
        })
    write("probabilities.json", cases)


# All that is told of a finished model, from logits: of five classes, one never the answer, and of two by one output.
def evaluation():
    own = np.random.RandomState(20250304)
    cases = []
    for classes, size in [(5, 90), (2, 40)]:
        actual = own.randint(classes, size=size)
        if classes == 2:
            z = (own.randn(size, 1) * 1.5 + (actual[:, None] * 2 - 1)).astype(np.float32).astype(np.float64)
            yes = torch.sigmoid(torch.tensor(z)).numpy()
            p = np.hstack([1 - yes, yes])
            loss = F.binary_cross_entropy_with_logits(torch.tensor(z), torch.tensor(actual[:, None] * 1.0))
        else:
            z = own.randn(size, classes) * 1.5
            z[np.arange(size), actual] += 1
            z[:, 3] -= 10
            z = z.astype(np.float32).astype(np.float64)
            p = torch.softmax(torch.tensor(z), 1).numpy()
            loss = F.cross_entropy(torch.tensor(z), torch.tensor(actual))
        answer = p.argmax(axis=1)
        labels = list(range(classes))
        ours = np.eye(classes)[actual]
        precision, recall, f1, support = precision_recall_fscore_support(actual, answer, labels=labels, zero_division=0)
        macro = precision_recall_fscore_support(actual, answer, labels=labels, average="macro", zero_division=0)
        confidence = p[np.arange(size), answer]
        accuracies, confidences = calibration_curve((answer == actual).astype(int), confidence, n_bins=15)
        counts = np.bincount(np.searchsorted(np.linspace(0, 1, 16)[1:-1], confidence), minlength=15)
        cases.append({
            "classes": classes,
            "z": z.reshape(-1).tolist(),
            "actual": actual.tolist(),
            "loss": float(loss),
            "accuracy": accuracy_score(actual, answer),
            "logLoss": log_loss(actual, p, labels=labels),
            "top3": float(top_k_accuracy_score(actual, p, k=3, labels=labels)) if classes > 3 else None,
            "calibrationError": float((counts[counts > 0] * np.abs(accuracies - confidences)).sum() / size),
            "confusion": confusion_matrix(actual, answer, labels=labels).tolist(),
            "precision": precision.tolist(),
            "recall": recall.tolist(),
            "f1": f1.tolist(),
            "support": support.tolist(),
            "rocAuc": [float(roc_auc_score(ours[:, c], p[:, c])) for c in labels],
            "averagePrecision": [float(average_precision_score(ours[:, c], p[:, c])) for c in labels],
            "macro": {
                **dict(zip(["precision", "recall", "f1"], map(float, macro[:3]))),
                "rocAuc": float(roc_auc_score(ours, p, average="macro")),
                "averagePrecision": float(average_precision_score(ours, p, average="macro")),
            },
        })
    write("evaluation.json", cases)


# Fifty steps of a small convolutional net, ten epochs of four batches of four images and one of two, under optimizers that
# remember: what a mistake in any of its parts would add up to. Then the loss of all images in evaluation.
def network():
    own = np.random.RandomState(20250303)

    def numbers(*shape, scale):
        """Whole sixteenths, which are short in a file."""
        return torch.tensor(np.round(own.randn(*shape) * scale * 16) / 16)

    size, batch, epochs, classes = 18, 4, 10, 3
    x = numbers(size, 2, 6, 7, scale=1.0)
    labels = torch.tensor(own.randint(classes, size=size))
    N = torch.nn
    # no bias in front of a batch normalisation, which takes it out again: its gradient is 0 but for rounding, and Adam would
    # make steps of that
    start = [numbers(4, 2, 3, 3, scale=0.3), 1 + numbers(4, scale=0.2), numbers(4, scale=0.2), numbers(5, 36, scale=0.2), numbers(5, scale=0.2), numbers(classes, 5, scale=0.5), numbers(classes, scale=0.2)]
    layers = [
        {"kind": "conv2d", "filters": 4, "kernel": 3, "padding": 1, "bias": False},
        {"kind": "batchNorm"},
        {"kind": "relu"},
        {"kind": "maxPool2d", "size": 2},
        {"kind": "flatten"},
        {"kind": "dense", "units": 5},
        {"kind": "tanh"},
        {"kind": "dense", "units": classes},
    ]
    cases = []
    for spec, make in [
        ({"kind": "adam", "learningRate": 0.01}, lambda p: torch.optim.Adam(p, lr=0.01)),
        ({"kind": "momentum", "learningRate": 0.02, "weightDecay": 0.01}, lambda p: torch.optim.SGD(p, lr=0.02, momentum=0.9, weight_decay=0.01)),
    ]:
        normalise = N.BatchNorm2d(4)
        net = N.Sequential(N.Conv2d(2, 4, 3, padding=1, bias=False), normalise, N.ReLU(), N.MaxPool2d(2), N.Flatten(), N.Linear(36, 5), N.Tanh(), N.Linear(5, classes))
        for parameter, value in zip(net.parameters(), start):
            parameter.data = value.clone()
        optimizer = make(net.parameters())
        losses = []
        for _ in range(epochs):
            for at in range(0, size, batch):
                loss = F.cross_entropy(net(x[at : at + batch]), labels[at : at + batch])
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()
                losses.append(float(loss))
        net.eval()
        cases.append({
            "optimizer": spec,
            "losses": losses,
            "runningMean": flat(normalise.running_mean),
            "runningVariance": flat(normalise.running_var),
            "evaluation": float(F.cross_entropy(net(x), labels)),
        })
    write("network.json", {
        "input": [2, 6, 7],
        "layers": layers,
        "x": flat(x),
        "labels": labels.tolist(),
        "start": [flat(value.t() if value.dim() == 2 else value) for value in start],
        "batchSize": batch,
        "epochs": epochs,
        "cases": cases,
    })


activations()
layers()
losses()
training()
elementary()
metrics()
normalisation()
optimizers()
convolutions()
probabilities()
network()
evaluation()
