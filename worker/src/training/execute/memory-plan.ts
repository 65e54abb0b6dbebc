import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import { type Chain, isDense, writesInPlace } from './fusion/chain.ts';
import { storageNodes, type Unit } from './fusion/units.ts';
import { Heap } from './heap.ts';
import { VALUE_BYTES } from './loops.ts';

/** Kernels read and write whole vectors, so what lies so far past the last value of a tensor belongs to it. */
const ROOM_BYTES = 12;
const ALIGNMENT_BYTES = 16;
/** Behind everything: what the last tensor of all is followed by is read, never written. A tile reads two vectors. */
export const READ_BYTES = 16;
/** Scratch of different threads lies on different cache lines. */
const SCRATCH_ALIGNMENT = 128;
/** A page of WASM memory. */
export const PAGE_BYTES = 65_536;

/** Where everything lies in the executor's memory, in bytes. */
export interface MemoryPlan {
  /** By state tensor. */
  readonly states: readonly number[];
  /** By node; a reshape lies where its input lies, a state node where its tensor lies. */
  readonly nodes: readonly number[];
  /** By unit; that of the first thread. */
  readonly scratch: readonly number[];
  /** From the scratch of a thread to that of the next one. */
  readonly scratchStride: number;
  /** What stays from step to step, and lies first. */
  readonly staying: number;
  readonly bytes: number;
  readonly pages: number;
}

/** Bytes set aside for a tensor of `elements` values. */
export function tensorBytes(elements: number): number {
  return aligned(elements * VALUE_BYTES + ROOM_BYTES, ALIGNMENT_BYTES);
}

function aligned(bytes: number, alignment: number): number {
  return Math.ceil(bytes / alignment) * alignment;
}

/**
 * Lays out a program's memory once, so that steps allocate nothing: state tensors and everything that stays first,
 * then node outputs, whose memory is used again after their last reader. What stays lies at the same place whatever the
 * units are. A chain writes a state tensor's next value where the present one lies, if nobody reads that any more, and
 * other results where an operand lies that nobody reads after it.
 *
 * The scratch of a unit is used again after it by one thread alone; of several, each has the same all the time, so that
 * units can be computed side by side.
 *
 * @param units what a step computes, in order
 * @param scratchBytes what each of them needs
 */
export function planMemory(
  program: Program,
  units: readonly Unit[],
  scratchBytes: readonly number[],
  threads = 1,
): MemoryPlan {
  const { nodes, states } = program;
  const storage = storageNodes(program);
  const uses = units.map((unit) => usesOf(unit, program, storage));
  const lastUse = new Map<number, number>();
  uses.forEach(({ reads, writes }, at) => {
    for (const node of [...writes, ...reads]) lastUse.set(node, at);
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
  const homes = stateHomes(program, units, storage, lastUse);
  const heap = new Heap(start);
  const stride = aligned(Math.max(0, ...scratchBytes), SCRATCH_ALIGNMENT);
  const lasting = threads > 1 ? heap.take(stride * threads) : undefined;
  const scratch: number[] = [];
  const bytesOf = (i: number): number => tensorBytes(elementCount((nodes[i] as GraphNode).shape));
  // What has memory of its own in the heap, and nobody reads it after the step's end.
  const passing = (i: number): boolean => (offsets[i] ?? -1) >= start && !kept.has(i) && !homes.has(i);
  units.forEach((unit, at) => {
    const { reads, writes } = uses[at] as Uses;
    const dying = new Set(reads.filter((i) => lastUse.get(i) === at && passing(i)));
    const places = unit.type === 'chain' && writesInPlace(unit.chain) ? denseOperands(unit.chain) : [];
    for (const i of writes) {
      const home = homes.get(i);
      const place = places.find((operand) => dying.has(operand));
      if (home !== undefined) offsets[i] = stateOffsets[home] as number;
      else if (place !== undefined) {
        offsets[i] = offsets[place] as number;
        dying.delete(place);
      } else if (offsets[i] === -1) offsets[i] = heap.take(bytesOf(i));
      if (lastUse.get(i) === at && passing(i)) dying.add(i);
    }
    const needed = lasting === undefined ? aligned(scratchBytes[at] ?? 0, ALIGNMENT_BYTES) : 0;
    scratch.push(lasting ?? (needed > 0 ? heap.take(needed) : start));
    if (needed > 0) heap.giveBack(scratch[at] as number, needed);
    for (const i of dying) heap.giveBack(offsets[i] as number, bytesOf(i));
  });
  storage.forEach((from, i) => {
    offsets[i] = offsets[from] as number;
  });
  const bytes = heap.top + READ_BYTES;
  return {
    ...{ states: stateOffsets, nodes: offsets, scratch, scratchStride: stride, staying: start },
    ...{ bytes, pages: Math.ceil(bytes / PAGE_BYTES) },
  };
}

/** The nodes whose outputs a unit reads and writes; both name memory of their own. */
interface Uses {
  readonly reads: readonly number[];
  readonly writes: readonly number[];
}

function usesOf(unit: Unit, { nodes }: Program, storage: readonly number[]): Uses {
  if (unit.type === 'chain') return { reads: [...new Set(unit.chain.operands)], writes: unit.chain.results };
  const reads = (nodes[unit.node]?.inputs ?? []).map((input) => storage[input] ?? input);
  return { reads: [...new Set(reads)], writes: storage[unit.node] === unit.node ? [unit.node] : [] };
}

/** Operands that a chain reads only where it writes. */
function denseOperands(chain: Chain): number[] {
  return chain.operands.filter((node) =>
    chain.operands.every((other, i) => other !== node || isDense(chain, i)),
  );
}

/** Nodes whose output may be written over the state tensor that it becomes, and the tensor. */
function stateHomes(
  { nodes, states, header }: Program,
  units: readonly Unit[],
  storage: readonly number[],
  lastUse: ReadonlyMap<number, number>,
): Map<number, number> {
  const homes = new Map<number, number>();
  const stateNodes = states.map((): number[] => []);
  nodes.forEach(({ operator }, i) => {
    if (operator.type === 'state') stateNodes[operator.value.tensor]?.push(i);
  });
  // Present values that are read at the end of the step.
  const late = new Set([header.lossNode, ...states.map(({ next }) => next)].map((i) => storage[i]));
  const nextOf = new Map(states.map(({ next }, tensor) => [storage[next] as number, tensor]));
  units.forEach((unit, at) => {
    if (unit.type !== 'chain' || !writesInPlace(unit.chain)) return;
    const free = new Set(denseOperands(unit.chain));
    for (const node of unit.chain.results) {
      const tensor = nextOf.get(node);
      const present = tensor === undefined ? [] : (stateNodes[tensor] ?? []);
      const unread = present.every((i) => {
        const last = lastUse.get(i) ?? -1;
        return !late.has(i) && (last < at || (last === at && free.has(i)));
      });
      if (tensor !== undefined && unread) homes.set(node, tensor);
    }
  });
  return homes;
}
