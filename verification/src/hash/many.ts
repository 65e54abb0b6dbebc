import { blake2b256, HASH_BYTES, type Hash } from './blake2b.ts';
import { MANY_BASE64 } from './many.generated.ts';

/** Where messages begin in the kernel's memory: START of assembly/many.ts. */
const START = 1024;
/** Bytes of messages that are hashed in one call. Their digests come behind them. */
const CHUNK_BYTES = 1 << 20;
const PAGE_BYTES = 65_536;
/** Longer messages are no work for the kernel. */
const LONGEST = CHUNK_BYTES >> 1;

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

/**
 * The blake2b-256 of every message. Those of one length that begin with the same byte are hashed together, and their
 * digests are parts of one buffer.
 */
export function blake2bEach(messages: readonly Uint8Array[]): Hash[] {
  const digests: Hash[] = new Array(messages.length);
  const alike = new Map<number, number[]>();
  for (const [index, message] of messages.entries()) {
    const [first = 0] = message;
    if (message.length <= HASH_BYTES || message.length > LONGEST) digests[index] = blake2b256(message);
    else {
      const group = alike.get(message.length * 256 + first);
      if (group) group.push(index);
      else alike.set(message.length * 256 + first, [index]);
    }
  }
  for (const group of alike.values()) hashAlike(messages, group, digests);
  return digests;
}

function hashAlike(messages: readonly Uint8Array[], group: readonly number[], digests: Hash[]): void {
  const [{ length: whole, 0: prefix = 0 } = new Uint8Array()] = group.map((index) => messages[index]);
  const length = whole - 1;
  const together = Math.floor(CHUNK_BYTES / length);
  for (let from = 0; from < group.length; from += together) {
    const some = group.slice(from, from + together);
    const end = START + some.length * length;
    // From the last to the first: each lies one byte early, and so its end covers what the next one begins with.
    for (let i = some.length - 1; i >= 0; i--) {
      bytesInMemory.set(messages[some[i] as number] as Uint8Array, START - 1 + i * length);
    }
    kernel(START, some.length, length, prefix, end);
    const made = bytesInMemory.slice(end, end + some.length * HASH_BYTES);
    for (let i = 0; i < some.length; i++) {
      digests[some[i] as number] = made.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
    }
  }
}
