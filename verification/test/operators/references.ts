/** Below this the first terms of a series are the value, to 2^-50 of it; they are faster than any function. */
const SMALL = 2 ** -12;

/** What the elementary operators approximate, in f64: to at least 2^-44 of the value, far finer than an f32. */
export const REFERENCES = {
  exp: (x: number) => (x < -120 ? 0 : x > 90 ? Number.POSITIVE_INFINITY : Math.exp(x)),
  log: Math.log,
  tanh: (x: number) => {
    const a = Math.abs(x);
    return a < SMALL ? x - (x * x * x) / 3 : a > 22 ? Math.sign(x) : Math.tanh(x);
  },
  sigmoid: (x: number) => {
    if (Math.abs(x) < SMALL) return 0.5 + x / 4 - (x * x * x) / 48;
    if (Math.abs(x) > 120) return x < 0 ? 0 : 1;
    return x < 0 ? Math.exp(x) / (1 + Math.exp(x)) : 1 / (1 + Math.exp(-x));
  },
  sin: (x: number) => (Math.abs(x) < SMALL ? x - (x * x * x) / 6 : Math.sin(x)),
  cos: (x: number) => (Math.abs(x) < SMALL ? 1 - (x * x) / 2 + (x * x * x * x) / 24 : Math.cos(x)),
  tan: (x: number) => (Math.abs(x) < SMALL ? x + (x * x * x) / 3 : Math.tan(x)),
  erf,
  gelu,
  geluTanh,
  expm1: (x: number) => {
    if (Math.abs(x) < SMALL) return x + (x * x) / 2 + (x * x * x) / 6 + (x * x * x * x) / 24;
    return x < -120 ? -1 : x > 90 ? Number.POSITIVE_INFINITY : Math.expm1(x);
  },
  log1p: (x: number) =>
    Math.abs(x) < SMALL ? x - (x * x) / 2 + (x * x * x) / 3 - (x * x * x * x) / 4 : Math.log1p(x),
  softplus: (x: number) => {
    if (Math.abs(x) < SMALL) return Math.LN2 + x / 2 + (x * x) / 8;
    if (Math.abs(x) > 120) return x < 0 ? 0 : x;
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  },
} as const satisfies Readonly<Record<string, (x: number) => number>>;

/** erf(x) = 2/√π·e^(-x²)·Σ 2^n·x^(2n+1)/(1·3·…·(2n+1)), all terms of one sign. */
export function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; n < 200 && Math.abs(term) > Math.abs(sum) * 1e-18; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** e^(x²)·erfc(x) for x ≥ 1, by its continued fraction from behind. */
function scaledErfc(x: number): number {
  let rest = x;
  // So many terms are right to 2^-60, as the error falls with e^(-2x√(2n)).
  for (let n = x < 1.5 ? 400 : x < 3 ? 120 : 40; n >= 1; n--) rest = x + n / 2 / rest;
  return 1 / Math.sqrt(Math.PI) / rest;
}

function erf(x: number): number {
  const a = Math.abs(x);
  if (a < SMALL) return (2 / Math.sqrt(Math.PI)) * (x - (x * x * x) / 3);
  if (a > 6) return Math.sign(x);
  const size = a < 1.5 ? erfSeries(a) : 1 - scaledErfc(a) * Math.exp(-a * a);
  return x < 0 ? -size : size;
}

/** 1 - erf(x) for x ≥ 0. */
export function erfc(x: number): number {
  return x < 1 ? 1 - erfSeries(x) : scaledErfc(x) * Math.exp(-x * x);
}

/** Φ(-a) for a ≥ 0. */
export function normalTail(a: number): number {
  const z = a / Math.SQRT2;
  return z < 1 ? 0.5 * (1 - erfSeries(z)) : 0.5 * scaledErfc(z) * Math.exp((-a * a) / 2);
}

function gelu(x: number): number {
  if (x > 15) return x;
  if (x < -15) return 0;
  if (Math.abs(x) < SMALL) return x / 2 + (x * x - (x * x * x * x) / 6) / Math.sqrt(2 * Math.PI);
  return x < 0 ? x * normalTail(-x) : x * (1 - normalTail(x));
}

function geluTanh(x: number): number {
  if (x > 15) return x;
  if (x < -15) return 0;
  const w = 2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x);
  if (Math.abs(x) < SMALL) return x * (0.5 + w / 4 - (w * w * w) / 48);
  return x < 0 ? (x * Math.exp(w)) / (1 + Math.exp(w)) : x / (1 + Math.exp(-w));
}

/** Distance of `y` from `truth` in units of the last place of f32 at `truth`; an overflow that both agree on is none. */
export function ulps(y: number, truth: number): number {
  const rounded = Math.fround(truth);
  if (Object.is(y, rounded))
    return Math.abs(truth) < 2 ** 128 && !Number.isNaN(truth) ? distance(y, truth) : 0;
  // A zero for a zero, whatever its sign, and the largest number for an overflow by rounding, are near.
  if (y === 0 && rounded === 0) return 0;
  if (!Number.isFinite(rounded) && Math.abs(y) > 2 ** 127.99 && Math.sign(y) === Math.sign(truth)) return 1;
  if (!Number.isFinite(y) && Math.abs(truth) > 2 ** 127.99 && Math.sign(y) === Math.sign(truth)) return 1;
  return Number.isNaN(y) || Number.isNaN(truth) || !Number.isFinite(y) || !Number.isFinite(rounded)
    ? Number.POSITIVE_INFINITY
    : distance(y, truth);
}

function distance(y: number, truth: number): number {
  if (y === truth) return 0;
  const exponent = Math.max(Math.floor(Math.log2(Math.abs(truth))), -126);
  return Math.abs(y - truth) / 2 ** (exponent - 23);
}
