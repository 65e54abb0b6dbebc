import { TrainingError } from '../error.ts';

const HEADER_BYTES = 8;
const IMPORT_SECTION = 2;
const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
/** One import: the memory `env.memory`, of at least some pages. */
const MEMORY_IMPORT = [1, 3, ...ascii('env'), 6, ...ascii('memory'), 2];
const UNSHARED = 0;
const SHARED_WITH_MAXIMUM = 3;
/** 65,536 pages, the most there can be, in LEB128. */
const MAXIMUM = [0x80, 0x80, 0x04];

/**
 * The same module with its imported memory declared as shared between threads, which is all that differs: WASM does
 * not link one with the other.
 */
export function withSharedMemory(wasm: Uint8Array): Uint8Array {
  for (let at = HEADER_BYTES; at < wasm.length; ) {
    const id = wasm[at];
    const size = readLength(wasm, at + 1);
    const end = size.next + size.value;
    if (id === IMPORT_SECTION) {
      const limits = size.next + MEMORY_IMPORT.length;
      const known =
        MEMORY_IMPORT.every((byte, i) => wasm[size.next + i] === byte) && wasm[limits] === UNSHARED;
      const minimum = wasm.subarray(limits + 1, end);
      const content = [...MEMORY_IMPORT, SHARED_WITH_MAXIMUM, ...minimum, ...MAXIMUM];
      if (!known || content.length > 0x7f) break;
      const parts = [wasm.subarray(0, at), [IMPORT_SECTION, content.length], content, wasm.subarray(end)];
      return Uint8Array.from(parts.flatMap((part) => [...part]));
    }
    at = end;
  }
  throw new TrainingError(
    'BadModel',
    'The kernels do not import exactly one unshared memory, so threads cannot share it. Build them again.',
  );
}

/** An unsigned LEB128 number. */
function readLength(bytes: Uint8Array, start: number): { value: number; next: number } {
  let [value, next] = [0, start];
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[next++] ?? 0;
    value += (byte & 0x7f) * 2 ** shift;
    if (byte < 0x80) return { value, next };
  }
}
