import { createRandom } from './random.ts';

/**
 * A network of one hidden layer, score = sigmoid(relu((x − mean) / deviation · w1 + b1) · w2 + b2), trained by plain gradient
 * descent with momentum on all samples at once. Nothing in it depends on the machine but the last bits of `Math.exp`, and
 * `rounded` drops those.
 */
export interface Network {
  mean: number[];
  deviation: number[];
  /** One row per input. */
  w1: number[][];
  b1: number[];
  w2: number[];
  b2: number;
}

export interface Samples {
  inputs: readonly number[][];
  /** 1 or 0. */
  labels: readonly number[];
}

export interface Training {
  hidden: number;
  epochs: number;
  rate: number;
  momentum: number;
  seed: number;
}

export function train({ inputs, labels }: Samples, training: Training): Network {
  const mean = columnMeans(inputs);
  const deviation = columnMeans(inputs.map((x) => x.map((v, i) => (v - at(mean, i)) ** 2))).map(Math.sqrt);
  const network = { mean, deviation, ...startWeights(mean.length, training) };
  const scaled = inputs.map((x) => x.map((v, i) => (v - at(mean, i)) / at(deviation, i)));
  const velocity = zeroGradient(network);
  for (let epoch = 0; epoch < training.epochs; epoch++) {
    const gradient = gradientOf(network, scaled, labels);
    follow(velocity, gradient, network, training);
  }
  return rounded(network);
}

/** The probability for inputs as they come, not scaled. */
export function predict(network: Network, input: readonly number[]): number {
  return forward(
    network,
    input.map((v, i) => (v - at(network.mean, i)) / at(network.deviation, i)),
  ).score;
}

interface Gradient {
  w1: number[][];
  b1: number[];
  w2: number[];
  b2: number;
}

function startWeights(inputs: number, { hidden, seed }: Training): Gradient {
  const random = createRandom(seed);
  const row = (count: number, scale: number) => Array.from({ length: count }, () => random.normal(0, scale));
  return {
    w1: Array.from({ length: inputs }, () => row(hidden, Math.sqrt(2 / inputs))),
    b1: Array<number>(hidden).fill(0),
    w2: row(hidden, Math.sqrt(1 / hidden)),
    b2: 0,
  };
}

function forward(network: Gradient, x: readonly number[]): { hidden: number[]; score: number } {
  const hidden = network.b1.map((bias, j) => {
    let sum = bias;
    for (let i = 0; i < x.length; i++) sum += at(x, i) * at(network.w1[i] as number[], j);
    return Math.max(0, sum);
  });
  const logit = hidden.reduce((sum, h, j) => sum + h * at(network.w2, j), network.b2);
  return { hidden, score: 1 / (1 + Math.exp(-logit)) };
}

/** Of the mean cross entropy, whose derivative by the logit is score − label. */
function gradientOf(network: Gradient, inputs: readonly number[][], labels: readonly number[]): Gradient {
  const gradient = zeroGradient(network);
  inputs.forEach((x, sample) => {
    const { hidden, score } = forward(network, x);
    const error = (score - at(labels, sample)) / inputs.length;
    gradient.b2 += error;
    hidden.forEach((h, j) => {
      if (h > 0) addHidden(gradient, x, j, h, error, at(network.w2, j));
    });
  });
  return gradient;
}

function addHidden(
  gradient: Gradient,
  x: readonly number[],
  j: number,
  h: number,
  error: number,
  weight: number,
): void {
  gradient.w2[j] = at(gradient.w2, j) + error * h;
  gradient.b1[j] = at(gradient.b1, j) + error * weight;
  for (let i = 0; i < x.length; i++) {
    const row = gradient.w1[i] as number[];
    row[j] = at(row, j) + error * weight * at(x, i);
  }
}

function zeroGradient({ w1, b1, w2 }: Gradient): Gradient {
  return { w1: w1.map((row) => row.map(() => 0)), b1: b1.map(() => 0), w2: w2.map(() => 0), b2: 0 };
}

/** Moves the network along the velocity, after the velocity has turned towards the gradient. */
function follow(velocity: Gradient, gradient: Gradient, network: Gradient, { rate, momentum }: Training): void {
  const turn = (v: number[], g: readonly number[], w: number[]) => {
    for (let i = 0; i < v.length; i++) {
      v[i] = momentum * at(v, i) - rate * at(g, i);
      w[i] = at(w, i) + at(v, i);
    }
  };
  velocity.w1.forEach((row, i) => {
    turn(row, gradient.w1[i] as number[], network.w1[i] as number[]);
  });
  turn(velocity.b1, gradient.b1, network.b1);
  turn(velocity.w2, gradient.w2, network.w2);
  velocity.b2 = momentum * velocity.b2 - rate * gradient.b2;
  network.b2 += velocity.b2;
}

function columnMeans(rows: readonly number[][]): number[] {
  const sums = Array<number>(rows[0]?.length ?? 0).fill(0);
  for (const row of rows)
    row.forEach((v, i) => {
      sums[i] = at(sums, i) + v;
    });
  return sums.map((sum) => sum / rows.length);
}

function rounded(network: Network): Network {
  const round = (v: number) => Math.round(v * 10_000) / 10_000;
  return {
    mean: network.mean.map(round),
    deviation: network.deviation.map(round),
    w1: network.w1.map((row) => row.map(round)),
    b1: network.b1.map(round),
    w2: network.w2.map(round),
    b2: round(network.b2),
  };
}

function at(values: readonly number[], index: number): number {
  return values[index] as number;
}
