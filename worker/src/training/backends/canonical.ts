import { GraphError } from '@plumbline/verification/graph/errors';
import { MathBackendCPU } from '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { elementwise } from '../compile/lower/elementwise.ts';
import { products } from '../compile/lower/products.ts';
import { reductions } from '../compile/lower/reductions.ts';
import { windows } from '../compile/lower/windows.ts';
import { CompileError } from '../error.ts';
import { KernelPlans, type PlainTensor } from './kernel-plans.ts';
import { RecentlyUsed } from './recently-used.ts';
import { useKey } from './use-key.ts';
import '../quiet-tfjs.ts';

/** Name of the tfjs backend whose arithmetic is canonical. */
export const CANONICAL_BACKEND = 'canonical';

/**
 * tfjs kernels that this backend runs on the canonical kernels: whatever computes. What only moves or compares values
 * is the cpu backend's, where it is exact; so is what has no canonical form, and there the bits may be the machine's.
 */
export const CANONICAL_KERNELS: ReadonlySet<string> = new Set([
  ...Object.keys({ ...elementwise, ...products, ...reductions, ...windows }),
  'UnsortedSegmentSum',
]);

/** Up to here an f32 holds every whole number. */
const EXACT_WHOLE = 2 ** 24;

/** What is known of outputs takes up to so much, whatever shapes come. */
const OUTPUTS_BYTES = 8 * 2 ** 20;

function outputsBytes(outputs: readonly PlainTensor[]): number {
  return outputs.reduce((sum, { shape }) => sum + 128 + 8 * shape.length, 0);
}

class CanonicalBackend extends MathBackendCPU {
  readonly plans: KernelPlans;
  /** Shapes and dtypes of outputs by kernel, inputs and attributes; found out by running the cpu kernel once. */
  readonly outputs = new RecentlyUsed<readonly PlainTensor[]>(OUTPUTS_BYTES, outputsBytes);

  constructor(plans: KernelPlans) {
    super();
    this.plans = plans;
  }
}

type Typed = Float32Array | Int32Array | Uint8Array;

/** Makes `tf.setBackend('canonical')` possible. */
export function registerCanonicalBackend(): void {
  if (tf.findBackendFactory(CANONICAL_BACKEND)) return;
  tf.registerBackend(CANONICAL_BACKEND, async () => new CanonicalBackend(await KernelPlans.create()), 0);
  for (const config of tf.getKernelsForBackend('cpu')) {
    const own = CANONICAL_KERNELS.has(config.kernelName) ? canonicalKernel(config) : config.kernelFunc;
    tf.registerKernel({ ...config, backendName: CANONICAL_BACKEND, kernelFunc: own });
  }
}

function plain(tensors: Readonly<Record<string, tf.TensorInfo>>): Record<string, PlainTensor> {
  return Object.fromEntries(
    Object.entries(tensors).map(([name, { shape, dtype }]) => [name, { shape, dtype }]),
  );
}

function canonicalKernel({ kernelName, kernelFunc }: tf.KernelConfig): tf.KernelFunc {
  return (given) => {
    const backend = given.backend as CanonicalBackend;
    const attributes = given.attrs ?? {};
    const inputs: Record<string, tf.TensorInfo> = {};
    for (const [name, tensor] of Object.entries(given.inputs)) if (tensor) inputs[name] = tensor;
    const tensors = Object.values(inputs);
    const whole = tensors.every(({ dtype }) => dtype !== 'float32');
    const odd = tensors.some(
      ({ dtype, shape }) => dtype === 'string' || dtype === 'complex64' || shape.includes(0),
    );
    if (whole || odd) return kernelFunc(given);
    const values = tensors.map(({ dataId }) => backend.data.get(dataId).values as Typed);
    if (values.some((of) => of instanceof Int32Array && of.some((value) => Math.abs(value) > EXACT_WHOLE))) {
      return kernelFunc(given);
    }
    const use = { kernel: kernelName, inputs: plain(inputs), attributes };
    const key = useKey(use);
    const outputs = backend.outputs.get(key, () => {
      const made = [kernelFunc(given)].flat();
      for (const tensor of made) backend.disposeIntermediateTensorInfo(tensor);
      return made.map(({ shape, dtype }) => ({ shape: [...shape], dtype }));
    });
    if (outputs.some(({ shape }) => shape.includes(0))) return kernelFunc(given);
    let results: Float32Array[];
    try {
      results = backend.plans.run({ ...use, outputs }, values);
    } catch (error) {
      const noForm = error instanceof CompileError && error.code === 'UnsupportedKernel';
      if (noForm || error instanceof GraphError) return kernelFunc(given);
      throw error;
    }
    const infos = outputs.map(({ shape, dtype }, i) => {
      const result = results[i] as Float32Array;
      return backend.makeTensorInfo([...shape], dtype as 'float32', typed(result, dtype));
    });
    return infos.length === 1 ? (infos[0] as tf.TensorInfo) : infos;
  };
}

function typed(values: Float32Array, dtype: string): Typed {
  if (dtype === 'int32') return Int32Array.from(values);
  return dtype === 'bool' ? Uint8Array.from(values) : values;
}
