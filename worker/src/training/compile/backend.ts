import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { CompileError } from '../error.ts';
import { withDilatedGradients } from './dilated-gradient.ts';
import { GELU_KERNELS } from './gelu-kernel.ts';
import { outputShape } from './output-shape.ts';
import type { Recorder } from './recorder.ts';

/** Name of the tfjs backend on which models are traced. */
export const TRACE_BACKEND = 'plumbline-trace';

let recorder: Recorder | undefined;
let insideKernel = false;
/** What is at work: tfjs's own errors do not say. */
let place = 'the model';

/** Says which part of the model is at work. */
export function enter(part: string): void {
  place = part;
  if (recorder) recorder.place = part;
}

/** What is at work. */
export function placeNow(): string {
  return place;
}

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

function present(inputs: tf.NamedTensorInfoMap): Record<string, tf.TensorInfo> {
  const known: Record<string, tf.TensorInfo> = {};
  for (const [name, tensor] of Object.entries(inputs)) if (tensor) known[name] = tensor;
  return known;
}

function tracingKernel(cpu: tf.KernelConfig): tf.KernelFunc {
  const name = cpu.kernelName;
  return ({ inputs, backend, attrs = {} }) => {
    const known = present(inputs);
    const shape = outputShape(name, known, attrs);
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
      const outputs = [output].flat();
      const shapes = outputs.map((one) => one.shape);
      outputs.forEach((one, index) => {
        recorder?.record({ kernel: name, dtypes, attributes: attrs, index, shapes }, known, one);
      });
    }
    return output;
  };
}

/** Of a kernel whose output shape follows from its inputs': it is recorded and not computed. */
const neverRun: tf.KernelFunc = ({ inputs }) => inputs.x as tf.TensorInfo;

function registerTraceBackend(): void {
  if (tf.findBackendFactory(TRACE_BACKEND)) return;
  tf.registerBackend(TRACE_BACKEND, () => new TraceBackend(), 0);
  for (const config of tf.getKernelsForBackend('cpu')) {
    tf.registerKernel({ ...config, backendName: TRACE_BACKEND, kernelFunc: tracingKernel(config) });
  }
  for (const kernelName of Object.values(GELU_KERNELS)) {
    const config = { kernelName, backendName: TRACE_BACKEND, kernelFunc: neverRun };
    tf.registerKernel({ ...config, kernelFunc: tracingKernel(config) });
  }
}

let last: Promise<unknown> = Promise.resolve();

/** Runs `work` with the trace backend active, one after the other, and puts the former backend back. */
export function onTraceBackend<T>(work: () => T): Promise<T> {
  const run = async (): Promise<T> => {
    registerTraceBackend();
    place = 'the model';
    const former = tf.getBackend();
    await tf.setBackend(TRACE_BACKEND);
    try {
      return withDilatedGradients(work);
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
  recorder.place = place;
  try {
    return work();
  } finally {
    recorder = undefined;
  }
}
