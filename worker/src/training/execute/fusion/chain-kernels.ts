import type { ChainCode } from './chain.ts';
import { emitChain } from './emit-chain.ts';
import { wasmModule } from './wasm-bytes.ts';

/** Runs a chain; its arguments are those of the function that `emitChain` writes. */
export type ChainKernel = (...placesAndLengths: number[]) => void;

/**
 * A module of one kernel for each of these chains, as bytes. They follow from the chains and from the element programs
 * of their operators alone, so the hash of the kernels and the program say what runs, fused or not.
 */
export function chainModule(codes: readonly ChainCode[], shared: boolean): Uint8Array<ArrayBuffer> {
  return wasmModule(codes.map(emitChain), shared);
}

/** Binds a module of chains to `memory`. */
export async function bindChains(
  memory: WebAssembly.Memory,
  module: WebAssembly.Module,
): Promise<readonly ChainKernel[]> {
  const { exports } = await WebAssembly.instantiate(module, { env: { memory } });
  return Object.keys(exports).map((_, i) => exports[`f${i}`] as ChainKernel);
}
