import { blake2b256, HASH_BYTES, type Hash } from './blake2b.ts';
import { MANY_BASE64 } from './many.generated.ts';

/** Where messages begin in the kernel's memory: START of assembly/many.ts. */
const START = 1024;
/** Bytes of messages that are hashed in one call. Their digests come behind them. */
const CHUNK_BYTES = 1 << 20;
const PAGE_BYTES = 65_536;
/** Longer messages are no work for the kernel. */
const LONGEST = CHUNK_BYTES >> 1;

type Kernel = (
  source: number,
  count: number,
  length: number,
  stride: number,
  prefix: number,
  target: number,
) => void;

// One instance for the whole program: every use below runs from its first byte to its last digest uninterrupted, and
// what stays there gives way to the next.
const MEMORY_BYTES = 2 * CHUNK_BYTES + PAGE_BYTES;
const memory = new WebAssembly.Memory({ initial: MEMORY_BYTES / PAGE_BYTES });
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
  clear();
  const hash = (first: number, count: number, size: number): void => {
    const end = START + count * size;
    bytesInMemory.set(bytes.subarray(first * length, first * length + count * size), START);
    kernel(START, count, size, size, prefix, end);
    digests.set(bytesInMemory.subarray(end, end + count * HASH_BYTES), first * HASH_BYTES);
  };
  for (let first = 0; first < whole; first += together)
    hash(first, Math.min(together, whole - first), length);
  if (bytes.length > whole * length) hash(whole, 1, bytes.length - whole * length);
  return digests;
}

/** The messages that lie in the kernel's memory, if they were not copied from it yet. */
let written: WrittenMessages | undefined;

/** The kernel's memory is needed for something else. */
function clear(): void {
  written?.copy();
  written = undefined;
}

/** Messages of one length lie every so many bytes, beginning with a multiple of eight. */
const strideOf = (length: number): number => (length + 7) & ~7;

/** Whether a message of this length is worth the kernel's while. */
const isForKernel = (length: number): boolean => length > HASH_BYTES && length <= LONGEST;

/**
 * Messages that are made where they are hashed, with their digests. They stay there until somebody asks for them or
 * hashes something else, and are copied then.
 */
export class WrittenMessages {
  #bytes = bytesInMemory;
  /** Where in the kernel's memory `#bytes` begins. */
  #from = 0;
  #end = START;

  /** Whoever has written some before: they are copied. */
  constructor() {
    clear();
    written = this;
  }

  /** How many messages of a length can be hashed together now: none of less than 33 bytes, or of more than 2¹⁹. */
  room(length: number): number {
    if (written !== this || !isForKernel(length)) return 0;
    return Math.floor((MEMORY_BYTES - this.#end) / (strideOf(length) + HASH_BYTES));
  }

  /**
   * Hashes messages of one length that begin with the same byte.
   *
   * @param count 1 or more, and no more than there is room for
   * @param write puts a message, whole, into a memory from a place on; it hashes nothing meanwhile
   * @returns where the first of them lies, the others every `stride` bytes, and where the first of their digests
   */
  hash(
    count: number,
    length: number,
    write: (index: number, memory: Uint8Array, at: number) => void,
  ): { messages: number; stride: number; digests: number } {
    if (count > this.room(length)) throw new RangeError(`no room for ${count} messages of ${length} bytes`);
    const messages = this.#end;
    const stride = strideOf(length);
    for (let i = 0; i < count; i++) write(i, bytesInMemory, messages + i * stride);
    const digests = messages + count * stride;
    kernel(messages + 1, count, length - 1, stride, bytesInMemory[messages] as number, digests);
    this.#end = digests + count * HASH_BYTES;
    return { messages, stride, digests };
  }

  /** Writes what lies at a place to another memory. */
  copyTo(target: Uint8Array, targetAt: number, at: number, length: number): void {
    const start = at - this.#from;
    for (let i = 0; i < length; i++) target[targetAt + i] = this.#bytes[start + i] as number;
  }

  /** What lies at a place, a message or a digest. A view of a copy. */
  view(at: number, length: number): Uint8Array {
    if (written === this) clear();
    return this.#bytes.subarray(at - this.#from, at - this.#from + length);
  }

  /** Copies all of it: its places in the kernel's memory are somebody else's from now on. */
  copy(): void {
    this.#bytes = bytesInMemory.slice(START, this.#end);
    this.#from = START;
  }
}

/**
 * The blake2b-256 of every message. Those of one length that begin with the same byte are hashed together, and their
 * digests are parts of one buffer.
 */
export function blake2bEach(messages: readonly Uint8Array[]): Hash[] {
  const digests: Hash[] = new Array(messages.length);
  const alike = new Map<number, number[]>();
  for (let index = 0; index < messages.length; index++) {
    const message = messages[index] as Uint8Array;
    if (!isForKernel(message.length)) {
      digests[index] = blake2b256(message);
      continue;
    }
    const kind = message.length * 256 + (message[0] as number);
    const group = alike.get(kind);
    if (group) group.push(index);
    else alike.set(kind, [index]);
  }
  for (const [kind, group] of alike) hashAlike(messages, kind >>> 8, group, digests);
  return digests;
}

function hashAlike(
  messages: readonly Uint8Array[],
  length: number,
  group: readonly number[],
  digests: Hash[],
): void {
  clear();
  const stride = strideOf(length);
  const together = Math.floor(CHUNK_BYTES / stride);
  for (let from = 0; from < group.length; from += together) {
    const count = Math.min(together, group.length - from);
    for (let i = 0; i < count; i++) {
      bytesInMemory.set(messages[group[from + i] as number] as Uint8Array, START + i * stride);
    }
    const end = START + count * stride;
    kernel(START + 1, count, length - 1, stride, bytesInMemory[START] as number, end);
    const made = bytesInMemory.slice(end, end + count * HASH_BYTES);
    for (let i = 0; i < count; i++) {
      digests[group[from + i] as number] = made.subarray(i * HASH_BYTES, (i + 1) * HASH_BYTES);
    }
  }
}
