import type { PlainOperatorName } from '@plumbline/verification/graph/types';
import { backend_util } from '@tensorflow/tfjs-core';
import type { BinaryName, GraphBuilder, Value } from '../builder.ts';
import {
  input,
  type KernelCall,
  type Lowering,
  type Lowerings,
  numberAttribute,
  unsupported,
} from './kernel.ts';

function unary(type: PlainOperatorName): Lowering {
  return (build, call) => build.unary(type, input(call, 'x'));
}

function binary(type: BinaryName): Lowering {
  return (build, call) => build.binary(type, input(call, 'a'), input(call, 'b'));
}

/** A kernel of one input x, written with the builder. */
function formula(of: (build: GraphBuilder, x: Value, call: KernelCall) => Value): Lowering {
  return (build, call) => of(build, input(call, 'x'), call);
}

function positive(build: GraphBuilder, x: Value): Value {
  return build.binary('less', build.fill(0), x);
}

function leakyRelu(build: GraphBuilder, x: Value, slope: Value): Value {
  return build.select(positive(build, x), x, build.binary('mul', x, slope));
}

/** e^x - 1 below zero, x above (Clevert et al. 2015). */
function elu(build: GraphBuilder, x: Value): Value {
  return build.select(build.binary('lessEqual', build.fill(0), x), x, build.unary('expm1', x));
}

/** elu scaled so that it normalises (Klambauer et al. 2017). */
function selu(build: GraphBuilder, x: Value): Value {
  const scaled = build.binary('mul', build.unary('expm1', x), build.fill(backend_util.SELU_SCALEALPHA));
  const above = build.binary('mul', x, build.fill(backend_util.SELU_SCALE));
  return build.select(build.binary('lessEqual', build.fill(0), x), above, scaled);
}

/** Rounds towards zero. */
export function truncate(build: GraphBuilder, x: Value): Value {
  const up = build.unary('neg', build.unary('floor', build.unary('neg', x)));
  return build.select(build.binary('less', x, build.fill(0)), up, build.unary('floor', x));
}

/** x^y; the square, the root and their inverses are exact or rounded once where that is as good. */
function power(build: GraphBuilder, call: KernelCall): Value {
  const base = input(call, 'a');
  const exponent = input(call, 'b');
  switch (build.uniform(exponent)) {
    case 1:
      return build.broadcast(base, call.shape);
    case 2:
      return build.broadcast(build.unary('square', base), call.shape);
    case -1:
      return build.broadcast(build.unary('reciprocal', base), call.shape);
    default:
      return build.binary('pow', base, exponent);
  }
}

/** The activation that a fused kernel applies last. */
export function activate(build: GraphBuilder, call: KernelCall, x: Value): Value {
  switch (call.attributes.activation ?? 'linear') {
    case 'linear':
      return x;
    case 'relu':
      return build.unary('relu', x);
    case 'relu6':
      return build.binary('minimum', build.unary('relu', x), build.fill(6));
    case 'sigmoid':
      return build.unary('sigmoid', x);
    case 'tanh':
      return build.unary('tanh', x);
    case 'elu':
      return elu(build, x);
    case 'leakyrelu':
      return leakyRelu(build, x, build.fill(numberAttribute(call, 'leakyreluAlpha', 0.2)));
    case 'prelu':
      return leakyRelu(build, x, input(call, 'preluActivationWeights'));
    default:
      throw unsupported(call, `has the activation ${String(call.attributes.activation)}`);
  }
}

/** Kernels that work on each element alone. */
export const elementwise: Lowerings = {
  Abs: unary('abs'),
  Exp: unary('exp'),
  Floor: unary('floor'),
  Log: unary('log'),
  LogicalNot: unary('logicalNot'),
  Neg: unary('neg'),
  Reciprocal: unary('reciprocal'),
  Relu: unary('relu'),
  Rsqrt: unary('rsqrt'),
  Sigmoid: unary('sigmoid'),
  Sqrt: unary('sqrt'),
  Square: unary('square'),
  Tanh: unary('tanh'),

  Add: binary('add'),
  Equal: binary('equal'),
  Greater: binary('greater'),
  GreaterEqual: binary('greaterEqual'),
  Less: binary('less'),
  LessEqual: binary('lessEqual'),
  LogicalAnd: binary('logicalAnd'),
  LogicalOr: binary('logicalOr'),
  Maximum: binary('maximum'),
  Minimum: binary('minimum'),
  Multiply: binary('mul'),
  NotEqual: binary('notEqual'),
  RealDiv: binary('div'),
  Sub: binary('sub'),

  Ceil: formula((build, x) => build.unary('neg', build.unary('floor', build.unary('neg', x)))),
  Elu: formula(elu),
  Erf: unary('erf'),
  Expm1: unary('expm1'),
  LeakyRelu: formula((build, x, call) =>
    leakyRelu(build, x, build.fill(numberAttribute(call, 'alpha', 0.2))),
  ),
  Log1p: unary('log1p'),
  Prelu: formula((build, x, call) => leakyRelu(build, x, input(call, 'alpha'))),
  Relu6: formula((build, x) => build.binary('minimum', build.unary('relu', x), build.fill(6))),
  Sign: formula((build, x) =>
    build.binary('sub', positive(build, x), build.binary('less', x, build.fill(0))),
  ),
  Selu: formula(selu),
  Softplus: unary('softplus'),
  Sin: unary('sin'),
  Cos: unary('cos'),
  Tan: unary('tan'),
  Gelu: unary('gelu'),
  GeluTanh: unary('geluTanh'),
  Step: formula((build, x, call) => {
    const slope = numberAttribute(call, 'alpha', 0);
    if (slope === 0) return build.unary('heaviside', x);
    const stepped = build.select(positive(build, x), build.fill(1), build.fill(slope));
    return build.select(build.binary('equal', x, x), stepped, x);
  }),
  ClipByValue: formula((build, x, call) => {
    const upper = build.fill(Math.min(numberAttribute(call, 'clipValueMax'), 3.4028234663852886e38));
    const lower = build.fill(Math.max(numberAttribute(call, 'clipValueMin'), -3.4028234663852886e38));
    return build.binary('maximum', build.binary('minimum', x, upper), lower);
  }),

  EluGrad: (build, call) => {
    const y = input(call, 'y');
    const slope = build.binary('add', y, build.fill(1));
    const above = build.binary('lessEqual', build.fill(0), y);
    return build.binary('mul', input(call, 'dy'), build.select(above, build.fill(1), slope));
  },
  FloorDiv: (build, call) => build.unary('floor', build.binary('div', input(call, 'a'), input(call, 'b'))),
  Mod: (build, call) => {
    const a = input(call, 'a');
    const b = input(call, 'b');
    const whole = build.unary('floor', build.binary('div', a, b));
    return build.binary('sub', a, build.binary('mul', whole, b));
  },
  Pow: power,
  SquaredDifference: (build, call) =>
    build.unary('square', build.binary('sub', input(call, 'a'), input(call, 'b'))),
};
