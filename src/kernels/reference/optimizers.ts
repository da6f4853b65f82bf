import type { Kernels, Penalty } from "../spec.js";

/** The gradient with its penalty: d = g + l2·p + l1·sign p. */
const penalised = (g: number, p: number, { l1, l2 }: Penalty): number =>
  l1 === 0 && l2 === 0 ? g : g + (l2 * p + l1 * Math.sign(p));

export const sgd: Kernels["sgd"] = (p, g, n, rate, penalty) => {
  for (let i = 0; i < n; i++) p.data[i] -= rate * penalised(g.data[i], p.data[i], penalty);
};

export const momentum: Kernels["momentum"] = (p, g, v, n, { rate, momentum, nesterov }, penalty) => {
  for (let i = 0; i < n; i++) {
    const d = penalised(g.data[i], p.data[i], penalty);
    v.data[i] = momentum * v.data[i] + d;
    p.data[i] -= rate * (nesterov ? d + momentum * v.data[i] : v.data[i]);
  }
};

export const adagrad: Kernels["adagrad"] = (p, g, s, n, { rate, eps }, penalty) => {
  for (let i = 0; i < n; i++) {
    const d = penalised(g.data[i], p.data[i], penalty);
    s.data[i] += d * d;
    p.data[i] -= (rate * d) / (Math.sqrt(s.data[i]) + eps);
  }
};

export const rmsprop: Kernels["rmsprop"] = (p, g, s, n, { rate, alpha, eps }, penalty) => {
  for (let i = 0; i < n; i++) {
    const d = penalised(g.data[i], p.data[i], penalty);
    s.data[i] = alpha * s.data[i] + (1 - alpha) * d * d;
    p.data[i] -= (rate * d) / (Math.sqrt(s.data[i]) + eps);
  }
};

export const adam: Kernels["adam"] = (p, g, m, v, n, settings, penalty) => {
  const { rate, beta1, beta2, eps, keep } = settings;
  for (let i = 0; i < n; i++) {
    const d = penalised(g.data[i], p.data[i], penalty);
    m.data[i] = beta1 * m.data[i] + (1 - beta1) * d;
    v.data[i] = beta2 * v.data[i] + (1 - beta2) * d * d;
    p.data[i] = keep * p.data[i] - (rate * m.data[i]) / (Math.sqrt(v.data[i]) + eps);
  }
};
