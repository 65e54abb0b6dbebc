import { fromBits, toBits } from '@plumbline/verification/f32/bits';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Init, Shape } from '@plumbline/verification/graph/types';
import type { serialization } from '@tensorflow/tfjs-core';
import { CompileError } from '../error.ts';

type Config = Record<string, unknown>;

/** Weights whose initializer is not called after them. */
const OTHER_NAMES: Record<string, string> = {
  recurrent_kernel: 'recurrentInitializer',
  depthwise_kernel: 'depthwiseInitializer',
  pointwise_kernel: 'pointwiseInitializer',
};

function fill(value: number): Init {
  return { type: 'Fill', value: { bits: toBits(value) } };
}

function uniform(low: number, high: number): Init {
  return { type: 'Uniform', value: { low: toBits(low), high: toBits(high) } };
}

function normal(mean: number, deviation: number): Init {
  return { type: 'Normal', value: { mean: toBits(mean), deviation: toBits(deviation) } };
}

/** Incoming and outgoing connections of a weight, counted as Keras does. */
function fans(shape: Shape): { fanIn: number; fanOut: number } {
  const [rows = 1, columns = 1] = shape;
  if (shape.length === 2) return { fanIn: rows, fanOut: columns };
  if (shape.length > 2) {
    const field = elementCount(shape.slice(0, -2));
    return { fanIn: field * (shape.at(-2) ?? 1), fanOut: field * (shape.at(-1) ?? 1) };
  }
  const fan = Math.sqrt(elementCount(shape));
  return { fanIn: fan, fanOut: fan };
}

function varianceScaling(config: Config, shape: Shape): Init {
  const { fanIn, fanOut } = fans(shape);
  const counts: Record<string, number> = { fanIn, fanOut, fanAvg: (fanIn + fanOut) / 2 };
  const variance = Number(config.scale) / Math.max(1, counts[String(config.mode)] ?? fanIn);
  if (config.distribution === 'uniform') {
    const limit = Math.sqrt(3 * variance);
    return uniform(-limit, limit);
  }
  return normal(0, Math.sqrt(variance));
}

/** A normal whose elements vary as those of an orthogonal matrix do. */
function likeOrthogonal(gain: number, shape: Shape): Init {
  const columns = shape.at(-1) ?? 1;
  return normal(0, gain / Math.sqrt(Math.max(columns, elementCount(shape) / columns)));
}

/**
 * The init rule of a serialised tfjs initializer. A truncated normal becomes our (bounded) normal, an orthogonal
 * matrix a normal of the same variance: an element of a task's weights is a function of its own place alone.
 */
function toInit(className: string, config: Config, shape: Shape): Init | undefined {
  switch (className) {
    case 'Zeros':
      return fill(0);
    case 'Ones':
      return fill(1);
    case 'Constant':
      return fill(Number(config.value));
    case 'RandomUniform':
      return uniform(Number(config.minval), Number(config.maxval));
    case 'RandomNormal':
    case 'TruncatedNormal':
      return normal(Number(config.mean), Number(config.stddev));
    case 'VarianceScaling':
      return varianceScaling(config, shape);
    case 'Orthogonal':
      return likeOrthogonal(Number(config.gain ?? 1), shape);
    default:
      return undefined;
  }
}

/** The gates of an LSTM in a bias: input, forget, cell, output. */
const GATES = 4;
const FORGET = 1;

/**
 * What a weight holds in step 0 where no rule of initial values says that: the identity, and the bias of an LSTM whose
 * forget gate begins at 1 (Jozefowicz et al. 2015).
 */
export function firstValues(
  layer: serialization.ConfigDict,
  weight: string,
  shape: Shape,
): Float32Array | undefined {
  const serialised = layer[initializerOf(weight)] as { className?: string; config?: Config } | undefined;
  if (serialised?.className === 'Identity') {
    const columns = shape.at(-1) ?? 1;
    const gain = Number(serialised.config?.gain ?? 1);
    return Float32Array.from({ length: elementCount(shape) }, (_, i) =>
      i % columns === Math.floor(i / columns) ? gain : 0,
    );
  }
  if (weight !== 'bias' || layer.unitForgetBias !== true || !serialised?.className) return undefined;
  const init = toInit(serialised.className, serialised.config ?? {}, shape);
  if (init?.type !== 'Fill') return undefined;
  const units = elementCount(shape) / GATES;
  const rest = fromBits(init.value.bits);
  return Float32Array.from({ length: elementCount(shape) }, (_, i) =>
    Math.floor(i / units) === FORGET ? 1 : rest,
  );
}

function initializerOf(weight: string): string {
  const camel = weight.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  return OTHER_NAMES[weight] ?? `${camel}Initializer`;
}

/**
 * How a layer's weight begins, from the layer's own configuration: the initializer of weight `moving_mean` is
 * `movingMeanInitializer`. Values that the tfjs model holds are not used; those of a task follow from its seed.
 */
export function weightInit(
  layerName: string,
  layer: serialization.ConfigDict,
  weight: string,
  shape: Shape,
): Init {
  const key = initializerOf(weight);
  const serialised = layer[key] as { className?: string; config?: Config } | undefined;
  const init = serialised?.className && toInit(serialised.className, serialised.config ?? {}, shape);
  if (init) return init;
  const found = serialised?.className
    ? `the initializer ${serialised.className}`
    : `no ${key} in its configuration`;
  throw new CompileError(
    'UnsupportedInitializer',
    `Cannot compile the weight ${weight} of layer ${layerName}: it has ${found}. Supported are zeros, ones, constant, randomUniform, randomNormal, truncatedNormal, varianceScaling, glorot*, he*, leCun*, orthogonal and identity.`,
  );
}
