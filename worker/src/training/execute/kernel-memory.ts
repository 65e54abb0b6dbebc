import { TrainingError } from '../error.ts';
import { bindKernels, type Kernels } from './kernels.ts';
import { PAGE_BYTES } from './memory-plan.ts';

/** 2 GiB in pages of 64 KiB: every address is a positive i32. */
const MAX_PAGES = 32_768;
/** Addresses begin above 0, which stands for no address in places. */
export const START = 64;

/** The kernels with a memory that grows with what is computed in it, one call after the other. */
export class KernelMemory {
  readonly kernels: Kernels;
  readonly #memory: WebAssembly.Memory;

  private constructor(memory: WebAssembly.Memory, kernels: Kernels) {
    this.#memory = memory;
    this.kernels = kernels;
  }

  static async create(): Promise<KernelMemory> {
    const memory = new WebAssembly.Memory({ initial: 1, maximum: MAX_PAGES });
    return new KernelMemory(memory, await bindKernels(memory));
  }

  /** The memory with room for this many bytes. Views of what it was before are void. @throws TrainingError (`TooLarge`). */
  reserve(bytes: number): ArrayBuffer {
    const pages = this.#memory.buffer.byteLength / PAGE_BYTES;
    // Kernels may read whole vectors beyond the last value.
    const needed = Math.ceil(bytes / PAGE_BYTES) + 1;
    if (needed > MAX_PAGES) {
      throw new TrainingError(
        'TooLarge',
        `A kernel needs ${Math.ceil(needed / 16)} MiB of memory; at most ${MAX_PAGES / 16} MiB are available. Use smaller tensors.`,
      );
    }
    if (needed > pages) this.#memory.grow(needed - pages);
    return this.#memory.buffer;
  }
}
