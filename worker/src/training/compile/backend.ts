import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { CompileError } from '../error.ts';
import type { Recorder } from './recorder.ts';

/** Name of the tfjs backend on which models are traced. */
export const TRACE_BACKEND = 'plumbline-trace';

/** Kernels whose output has the shape of x. Their values do not matter, so they are not computed. */
const SHAPE_OF_X = [
  'Abs',
  'Exp',
  'Floor',
  'Log',
  'Neg',
  'Reciprocal',
  'Relu',
  'Rsqrt',
  'Sigmoid',
  'Sqrt',
  'Square',
  'Step',
  'Tanh',
];
/** Kernels whose output has the broadcast shape of a and b. */
const SHAPE_OF_A_AND_B = ['Add', 'Maximum', 'Minimum', 'Multiply', 'RealDiv', 'SquaredDifference', 'Sub'];

let recorder: Recorder | undefined;
let insideKernel = false;

/** The cpu backend, except that a traced value cannot be read: it has none yet. */
class TraceBackend extends MathBackendCPU {
  override readSync(dataId: object): tf.backend_util.BackendValues {
    if (!insideKernel && recorder?.isTraced(dataId)) {
      throw new CompileError(
        'NotTraceable',
        `Cannot compile ${recorder.place}: it reads a tensor's values while it is traced. A step graph cannot depend on values; use tensor operations instead.`,
      );
    }
    return super.readSync(dataId);
  }
}

/** Shape of an output that need not be computed, if this is such a kernel. */
function shapeAlone(name: string, inputs: Record<string, tf.TensorInfo>): number[] | undefined {
  const { x, a, b } = inputs;
  if (x && SHAPE_OF_X.includes(name)) return x.shape;
  if (a && b && SHAPE_OF_A_AND_B.includes(name)) {
    return tf.backend_util.assertAndGetBroadcastShape(a.shape, b.shape);
  }
  return undefined;
}

function productShape(
  inputs: Record<string, tf.TensorInfo>,
  attributes: tf.NamedAttrMap,
): number[] | undefined {
  const { a, b } = inputs;
  if (!a || !b) return undefined;
  const batch = tf.backend_util.assertAndGetBroadcastShape(a.shape.slice(0, -2), b.shape.slice(0, -2));
  const rows = a.shape.at(attributes.transposeA ? -1 : -2) ?? 1;
  const columns = b.shape.at(attributes.transposeB ? -2 : -1) ?? 1;
  return [...batch, rows, columns];
}

function present(inputs: tf.NamedTensorInfoMap): Record<string, tf.TensorInfo> {
  const known: Record<string, tf.TensorInfo> = {};
  for (const [name, tensor] of Object.entries(inputs)) if (tensor) known[name] = tensor;
  return known;
}

function tracingKernel(cpu: tf.KernelConfig): tf.KernelFunc {
  const name = cpu.kernelName;
  return ({ inputs, backend, attrs = {} }) => {
    const known = present(inputs);
    const product = name === 'BatchMatMul' || name === '_FusedMatMul';
    const shape = product ? productShape(known, attrs) : shapeAlone(name, known);
    let output: tf.TensorInfo | tf.TensorInfo[];
    if (shape) {
      const dtype = (known.x ?? known.a)?.dtype ?? 'float32';
      const values = tf.util.getTypedArrayFromDType(dtype as 'float32', tf.util.sizeFromShape(shape));
      output = (backend as TraceBackend).makeTensorInfo(shape, dtype, values);
    } else {
      insideKernel = true;
      try {
        output = cpu.kernelFunc({ inputs, backend, attrs });
      } finally {
        insideKernel = false;
      }
    }
    if (recorder) {
      const dtypes = Object.fromEntries(Object.entries(known).map(([key, tensor]) => [key, tensor.dtype]));
      if (Array.isArray(output)) {
        if (output.length !== 1 || !output[0]) {
          throw new CompileError(
            'UnsupportedKernel',
            `Cannot compile ${recorder.place}: the kernel ${name} has ${output.length} outputs; one is supported.`,
          );
        }
        recorder.record({ kernel: name, dtypes, attributes: attrs }, known, output[0]);
      } else {
        recorder.record({ kernel: name, dtypes, attributes: attrs }, known, output);
      }
    }
    return output;
  };
}

function registerTraceBackend(): void {
  if (tf.findBackendFactory(TRACE_BACKEND)) return;
  tf.registerBackend(TRACE_BACKEND, () => new TraceBackend(), 0);
  for (const config of tf.getKernelsForBackend('cpu')) {
    tf.registerKernel({ ...config, backendName: TRACE_BACKEND, kernelFunc: tracingKernel(config) });
  }
}

let last: Promise<unknown> = Promise.resolve();

/** Runs `work` with the trace backend active, one after the other, and puts the former backend back. */
export function onTraceBackend<T>(work: () => T): Promise<T> {
  const run = async (): Promise<T> => {
    registerTraceBackend();
    const former = tf.getBackend();
    await tf.setBackend(TRACE_BACKEND);
    try {
      return work();
    } finally {
      await tf.setBackend(former || 'cpu');
    }
  };
  const result = last.then(run, run);
  last = result.catch(() => undefined);
  return result;
}

/** Runs `work` with every kernel call going to `to`. */
export function recording<T>(to: Recorder, work: () => T): T {
  recorder = to;
  try {
    return work();
  } finally {
    recorder = undefined;
  }
}
