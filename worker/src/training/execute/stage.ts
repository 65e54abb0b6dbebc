import { elementCount } from '@plumbline/verification/graph/shape';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import { tensorBytes } from './memory-plan.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { PlacedUnit } from './placed-unit.ts';

/** Units none of which touches what another one changes, so that their order does not matter. */
export interface Stage {
  readonly units: readonly PlacedUnit[];
  /** The pieces that are offered to the threads; none where only the caller computes. */
  readonly pieces: readonly Piece[];
}

/** The nodes that nothing computes at run time, and those that the caller alone writes. */
const PASSIVE = ['state', 'constant', 'fill', 'reshape'];
const WRITTEN = ['batch', 'step', 'uniform'];
/** Pieces of a stage for each thread, so that looking through them takes no time. */
const MOST_PIECES = 8;

/** Every unit by itself. */
export function singleStages(units: readonly PlacedUnit[], threads: number): Stage[] {
  return units.map((unit) => stageOf([unit], threads));
}

/**
 * Neighbouring units together where one does not touch what another changes: who has made its part of one goes on with
 * the next, and what can be made by one thread only is made beside what others make.
 */
export function joinedStages(program: Program, units: readonly PlacedUnit[], threads: number): Stage[] {
  const stages: Stage[] = [];
  let open: { unit: PlacedUnit; uses: Uses }[] = [];
  const close = (): void => {
    if (open.length > 0)
      stages.push(
        stageOf(
          open.map(({ unit }) => unit),
          threads,
        ),
      );
    open = [];
  };
  let pieces = 0;
  for (const unit of units) {
    if (isOneOf(unit, PASSIVE)) continue;
    const uses = usesOf(program, unit);
    const own = piecesOf([unit], threads).length;
    const apart = isOneOf(unit, WRITTEN) || pieces + own > MOST_PIECES * threads;
    if (apart || open.some((other) => disturbs(other.uses, uses))) {
      close();
      pieces = 0;
    }
    open.push({ unit, uses });
    pieces += own;
    if (isOneOf(unit, WRITTEN)) close();
  }
  close();
  return stages;
}

function stageOf(units: readonly PlacedUnit[], threads: number): Stage {
  const pieces = piecesOf(units, threads);
  return { units, pieces: pieces.length > units.length ? pieces : [] };
}

function isOneOf(unit: PlacedUnit, types: readonly string[]): boolean {
  return unit.type === 'node' && types.includes(unit.node.operator.type);
}

/** Bytes [from, to). */
type Range = readonly [number, number];

interface Uses {
  readonly reads: readonly Range[];
  readonly writes: readonly Range[];
}

function usesOf({ nodes }: Program, unit: PlacedUnit): Uses {
  const range = (from: number, shape: GraphNode['shape']): Range => [
    from,
    from + tensorBytes(elementCount(shape)),
  ];
  if (unit.type === 'node') {
    const { node, inputs, output } = unit;
    return {
      reads: inputs.map((from, i) => range(from, node.inputShapes[i] ?? [])),
      writes: [range(output, node.shape)],
    };
  }
  const { chain, operands, results } = unit;
  const shapeOf = (i: number | undefined): GraphNode['shape'] => nodes[i ?? 0]?.shape ?? [];
  return {
    reads: operands.map((from, i) => range(from, shapeOf(chain.operands[i]))),
    writes: results.map((from, i) => range(from, shapeOf(chain.results[i]))),
  };
}

function disturbs(a: Uses, b: Uses): boolean {
  return meet(a.writes, b.reads) || meet(a.writes, b.writes) || meet(a.reads, b.writes);
}

function meet(some: readonly Range[], others: readonly Range[]): boolean {
  return some.some(([from, to]) => others.some(([start, end]) => from < end && start < to));
}
