import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import { VALUE_BYTES } from './loops.ts';

/** Kernels read and write whole vectors, so up to 12 bytes past the last value of a tensor belong to it. */
const ROOM_BYTES = 16;
const ALIGNMENT_BYTES = 16;
const PAGE_BYTES = 65_536;

/** Where everything lies in the executor's memory, in bytes. */
export interface MemoryPlan {
  /** By state tensor. */
  readonly states: readonly number[];
  /** By node; a reshape lies where its input lies, a state node where its tensor lies. */
  readonly nodes: readonly number[];
  readonly scratch: number;
  readonly bytes: number;
  readonly pages: number;
}

/** Bytes set aside for a tensor of `elements` values. */
export function tensorBytes(elements: number): number {
  return Math.ceil((elements * VALUE_BYTES) / ALIGNMENT_BYTES) * ALIGNMENT_BYTES + ROOM_BYTES;
}

/** Hands out pieces of a growing heap and takes them back, best fit first. */
class Heap {
  top: number;
  readonly #free: { offset: number; bytes: number }[] = [];

  constructor(start: number) {
    this.top = start;
  }

  take(bytes: number): number {
    let best = -1;
    this.#free.forEach((piece, i) => {
      const smallest = this.#free[best]?.bytes ?? Number.POSITIVE_INFINITY;
      if (piece.bytes >= bytes && piece.bytes < smallest) best = i;
    });
    const piece = this.#free[best];
    if (!piece) {
      // A free piece at the very end grows.
      const last = this.#free.at(-1);
      const start = last && last.offset + last.bytes === this.top ? last.offset : this.top;
      if (start < this.top) this.#free.pop();
      this.top = start + bytes;
      return start;
    }
    const { offset } = piece;
    piece.offset += bytes;
    piece.bytes -= bytes;
    if (piece.bytes === 0) this.#free.splice(best, 1);
    return offset;
  }

  giveBack(offset: number, bytes: number): void {
    const at = this.#free.findIndex((piece) => piece.offset > offset);
    const place = at < 0 ? this.#free.length : at;
    this.#free.splice(place, 0, { offset, bytes });
    const next = this.#free[place + 1];
    const own = this.#free[place];
    if (own && next && own.offset + own.bytes === next.offset) {
      own.bytes += next.bytes;
      this.#free.splice(place + 1, 1);
    }
    const former = this.#free[place - 1];
    if (own && former && former.offset + former.bytes === own.offset) {
      former.bytes += own.bytes;
      this.#free.splice(place, 1);
    }
  }
}

/** The node whose output this node names: itself, or through reshapes what they reshape. */
function storageNode(nodes: readonly GraphNode[], index: number): number {
  let at = index;
  for (let node = nodes[at]; node?.operator.type === 'reshape'; node = nodes[at]) at = node.inputs[0] ?? 0;
  return at;
}

/**
 * Lays out a program's memory once, so that steps allocate nothing: state tensors and everything that stays first,
 * then node outputs, whose memory is used again after their last reader.
 */
export function planMemory(program: Program, scratchBytes: number): MemoryPlan {
  const { nodes, states } = program;
  const storage = nodes.map((_, i) => storageNode(nodes, i));
  const lastUse = nodes.map((_, i) => i);
  nodes.forEach((node, i) => {
    for (const input of node.inputs) lastUse[storage[input] as number] = i;
  });
  const kept = new Set([program.header.lossNode, ...states.map(({ next }) => next)].map((i) => storage[i]));
  let start = 0;
  const reserve = (elements: number): number => {
    start += tensorBytes(elements);
    return start - tensorBytes(elements);
  };
  const stateOffsets = states.map(({ shape }) => reserve(elementCount(shape)));
  const offsets = nodes.map(({ operator, shape }) => {
    if (operator.type === 'state') return stateOffsets[operator.value.tensor] as number;
    return operator.type === 'constant' || operator.type === 'fill' ? reserve(elementCount(shape)) : -1;
  });
  const heap = new Heap(start);
  const scratch = heap.take(Math.ceil(scratchBytes / ALIGNMENT_BYTES) * ALIGNMENT_BYTES);
  const dying = nodes.map((): number[] => []);
  nodes.forEach((node, i) => {
    if (storage[i] !== i) {
      offsets[i] = offsets[storage[i] as number] as number;
    } else if (offsets[i] === -1) {
      const bytes = tensorBytes(elementCount(node.shape));
      offsets[i] = heap.take(bytes);
      if (!kept.has(i)) dying[lastUse[i] as number]?.push(i);
    }
    for (const done of dying[i] ?? []) {
      heap.giveBack(offsets[done] as number, tensorBytes(elementCount((nodes[done] as GraphNode).shape)));
    }
  });
  const bytes = heap.top;
  return { states: stateOffsets, nodes: offsets, scratch, bytes, pages: Math.ceil(bytes / PAGE_BYTES) + 1 };
}
