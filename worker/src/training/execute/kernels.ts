import { BINARY, type BinaryName, UNARY, type UnaryName } from '@plumbline/verification/graph/element-wise';
import { kernelName } from '../kernels/kernel-name.ts';
import { KERNELS_BASE64 } from '../kernels/kernels.generated.ts';
import { withSharedMemory } from './shared-memory.ts';

type Pointer = number;
/** A length in elements or, in `*Bytes` and strides, in bytes. */
type Count = number;

type UnaryKernel = (a: Pointer, c: Pointer, n: Count) => void;
type BinaryKernel = (
  a: Pointer,
  b: Pointer,
  c: Pointer,
  n0: Count,
  n1: Count,
  n2: Count,
  a0: Count,
  a1: Count,
  a2: Count,
  b0: Count,
  b1: Count,
  b2: Count,
) => void;

type ConvolutionKernel = (a: Pointer, b: Pointer, c: Pointer, scratch: Pointer, ...geometry: Count[]) => void;
type DepthwiseKernel = (a: Pointer, b: Pointer, c: Pointer, ...geometry: Count[]) => void;

/** The compiled kernels, bound to one memory. What each does stands beside its source in kernels/assembly. */
export interface Kernels {
  readonly unary: Readonly<Record<UnaryName, UnaryKernel>>;
  readonly binary: Readonly<Record<BinaryName, BinaryKernel>>;
  canonicalise(a: Pointer, n: Count): void;
  fill(c: Pointer, n: Count, value: number): void;
  selectKernel(condition: Pointer, a: Pointer, b: Pointer, c: Pointer, ...sizesAndStrides: Count[]): void;
  matmulScratchBytes(n: Count): number;
  matmul(
    a: Pointer,
    b: Pointer,
    c: Pointer,
    batches: Count,
    m: Count,
    n: Count,
    k: Count,
    transposeA: number,
    transposeB: number,
    scratch: Pointer,
    ...rowsAndColumns: Count[]
  ): void;
  copy(source: Pointer, target: Pointer, ...sizesAndStrides: Count[]): void;
  spread(source: Pointer, target: Pointer, ...sizesAndStrides: Count[]): void;
  conv2dScratchBytes(...geometry: Count[]): number;
  conv2dInputGradientScratchBytes(...geometry: Count[]): number;
  conv2dFilterGradientScratchBytes(...geometry: Count[]): number;
  conv2d: ConvolutionKernel;
  conv2dInputGradient: ConvolutionKernel;
  conv2dFilterGradient: ConvolutionKernel;
  depthwiseConv2d: DepthwiseKernel;
  depthwiseConv2dInputGradient: DepthwiseKernel;
  depthwiseConv2dFilterGradient: DepthwiseKernel;
  maxPool(x: Pointer, y: Pointer, ...geometry: Count[]): void;
  maxPoolIndex(x: Pointer, y: Pointer, ...geometry: Count[]): void;
  maxPoolGradient(dy: Pointer, indices: Pointer, dx: Pointer, ...geometry: Count[]): void;
  avgPool(x: Pointer, y: Pointer, ...geometry: Count[]): void;
  avgPoolGradient(dy: Pointer, dx: Pointer, ...geometry: Count[]): void;
  uniform(target: Pointer, n: Count, keyLow: number, keyHigh: number, stream: number, step: number): void;
  gather(table: Pointer, indices: Pointer, target: Pointer, count: Count, rows: Count, width: Count): void;
  oneHot(indices: Pointer, target: Pointer, count: Count, depth: Count, on: number, off: number): void;
  segmentSum(
    values: Pointer,
    indices: Pointer,
    target: Pointer,
    count: Count,
    rows: Count,
    width: Count,
  ): void;
  sumRows(source: Pointer, target: Pointer, rows: Count, columns: Count): void;
  /** `onward` goes on from what the target holds. */
  sumMiddle(source: Pointer, target: Pointer, outer: Count, count: Count, inner: Count, onward: Count): void;
  maxRows(source: Pointer, target: Pointer, rows: Count, columns: Count): void;
  maxMiddle(source: Pointer, target: Pointer, outer: Count, count: Count, inner: Count): void;
}

const compiled = new Map<boolean, Promise<WebAssembly.Module>>();

/** The kernels' module, compiled once a process: for a memory of one thread or of several. */
export function kernelsModule(shared: boolean): Promise<WebAssembly.Module> {
  const wasm = Uint8Array.from(atob(KERNELS_BASE64), (character) => character.charCodeAt(0));
  const module = compiled.get(shared) ?? WebAssembly.compile(shared ? withSharedMemory(wasm) : wasm);
  compiled.set(shared, module);
  return module;
}

/** Binds the kernels to `memory`. */
export async function bindKernels(memory: WebAssembly.Memory, module?: WebAssembly.Module): Promise<Kernels> {
  const instance = await WebAssembly.instantiate(module ?? (await kernelsModule(false)), { env: { memory } });
  const exports = instance.exports as unknown as Omit<Kernels, 'unary' | 'binary'>;
  const named = (types: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(types.map((type) => [type, instance.exports[kernelName(type)]]));
  return {
    ...exports,
    unary: named(UNARY) as Kernels['unary'],
    binary: named(BINARY) as Kernels['binary'],
  };
}
