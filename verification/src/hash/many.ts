import { HASH_BYTES } from './blake2b.ts';
import { MANY_BASE64 } from './many.generated.ts';

/** Where messages begin in the kernel's memory: START of assembly/many.ts. */
const START = 1024;
/** Bytes of messages that are hashed in one call. Their digests come behind them. */
const CHUNK_BYTES = 1 << 20;
const PAGE_BYTES = 65_536;

type Kernel = (source: number, count: number, length: number, prefix: number, target: number) => void;

// One instance for the whole program: every use below runs from its first byte to its last digest uninterrupted.
const memory = new WebAssembly.Memory({ initial: (2 * CHUNK_BYTES) / PAGE_BYTES + 1 });
const wasm = Uint8Array.from(atob(MANY_BASE64), (character) => character.charCodeAt(0));
const { exports } = await WebAssembly.instantiate(await WebAssembly.compile(wasm), { env: { memory } });
const kernel = exports.many as Kernel;
const bytesInMemory = new Uint8Array(memory.buffer);

/**
 * The blake2b-256 of `prefix ‖ message` for every message of `bytes` cut every `length` bytes (32 to 2¹⁹; the last
 * one may be shorter), one digest after the other: what `blake2b256` says of each, several times as fast.
 */
export function blake2bMany(prefix: number, bytes: Uint8Array, length: number): Uint8Array {
  const digests = new Uint8Array(Math.ceil(bytes.length / length) * HASH_BYTES);
  const together = Math.floor(CHUNK_BYTES / length);
  const whole = Math.floor(bytes.length / length);
  const hash = (first: number, count: number, size: number): void => {
    const end = START + count * size;
    bytesInMemory.set(bytes.subarray(first * length, first * length + count * size), START);
    kernel(START, count, size, prefix, end);
    digests.set(bytesInMemory.subarray(end, end + count * HASH_BYTES), first * HASH_BYTES);
  };
  for (let first = 0; first < whole; first += together)
    hash(first, Math.min(together, whole - first), length);
  if (bytes.length > whole * length) hash(whole, 1, bytes.length - whole * length);
  return digests;
}
