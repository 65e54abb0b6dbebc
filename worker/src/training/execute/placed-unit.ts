import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import type { Chain, ChainCode } from './fusion/chain.ts';
import type { ChainKernel } from './fusion/chain-kernels.ts';
import { isChainWorthSharing, launchChain } from './fusion/launch-chain.ts';
import type { Unit } from './fusion/units.ts';
import type { Kernels } from './kernels.ts';
import { prepareLaunch, scratchBytes } from './launch.ts';
import { carriedBlocks, isCarried } from './launch-carried.ts';
import type { Launch } from './launch-context.ts';
import { isWorthSharing, launchShare } from './launch-share.ts';
import type { MemoryPlan } from './memory-plan.ts';
import { type Share, WHOLE } from './share.ts';

/** A unit with the addresses of what it reads and writes: all that a thread has to know of it. */
export type PlacedUnit =
  | {
      readonly type: 'node';
      readonly node: GraphNode;
      readonly inputs: readonly number[];
      readonly output: number;
      /** Of the first thread. */
      readonly scratch: number;
    }
  | {
      readonly type: 'chain';
      readonly chain: Chain;
      /** Which function of the module of chains it is. */
      readonly kernel: number;
      readonly operands: readonly number[];
      readonly results: readonly number[];
    };

/** What computes units on one memory. */
export interface UnitKernels {
  readonly kernels: Kernels;
  readonly chains: readonly ChainKernel[];
  /** From the scratch of the first thread to that of this one. */
  readonly scratch: number;
}

/** The chains of units without what is equal twice, in order of their first use. */
export class ChainCodes {
  readonly codes: ChainCode[] = [];
  readonly #known = new Map<string, number>();

  /** The number of a chain's code. */
  number(code: ChainCode): number {
    const key = JSON.stringify(code);
    const known = this.#known.get(key) ?? this.codes.push(code) - 1;
    this.#known.set(key, known);
    return known;
  }
}

/** Bytes of scratch that each unit needs. */
export function scratchOfUnits({ nodes }: Program, units: readonly Unit[], kernels: Kernels): number[] {
  return units.map((unit) =>
    unit.type === 'node' ? scratchBytes(nodes[unit.node] as GraphNode, kernels) : 0,
  );
}

export function placeUnits(
  { nodes }: Program,
  units: readonly Unit[],
  plan: MemoryPlan,
  codes: ChainCodes,
): PlacedUnit[] {
  const address = (i: number): number => plan.nodes[i] as number;
  return units.map((unit, at) => {
    if (unit.type === 'node') {
      const node = nodes[unit.node] as GraphNode;
      const [inputs, output] = [node.inputs.map(address), address(unit.node)];
      return { type: 'node', node, inputs, output, scratch: plan.scratch[at] as number };
    }
    const { chain } = unit;
    const kernel = codes.number(chain.code);
    const [operands, results] = [chain.operands.map(address), chain.results.map(address)];
    return { type: 'chain', chain, kernel, operands, results };
  });
}

/** Whether a unit's work is worth calling other threads for, and can be shared. */
export function isUnitWorthSharing(unit: PlacedUnit, threads: number): boolean {
  if (threads === 1) return false;
  return unit.type === 'node' ? isWorthSharing(unit.node, threads) : isChainWorthSharing(unit.chain);
}

/** How many blocks each part of a unit is made in, of which every one goes on from that of the part before; 0 when they do not. */
export function blocksOf(unit: PlacedUnit, threads: number): number {
  return unit.type === 'node' && isCarried(unit.node, threads) ? carriedBlocks(unit.node, threads) : 0;
}

/** The kernel calls of a unit, or of a block of one part of it; undefined when there is nothing to compute. */
export function launchUnit(
  unit: PlacedUnit,
  { kernels, chains, scratch }: UnitKernels,
  share: Share = WHOLE,
  block: Share = WHOLE,
): Launch | undefined {
  if (unit.type === 'chain') {
    const { chain, kernel, operands, results } = unit;
    return launchChain(chain, chains[kernel] as ChainKernel, operands, results, share);
  }
  const { inputs, output } = unit;
  const context = { kernels, inputs, output, scratch: unit.scratch + scratch };
  if (share.count === 1) return prepareLaunch(unit.node, context);
  return launchShare(unit.node, context, share, block);
}
