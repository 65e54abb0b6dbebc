import { runProgram } from '@plumbline/verification/element/evaluate';
import { elementCount } from '@plumbline/verification/graph/shape';
import { elementProgram } from '@plumbline/verification/operators/registry';
import { ownBlobTree, ownListTree, ownRecords } from '@plumbline/verification/pinpoint/own-tree';
import { bitsAt } from '@plumbline/verification/pinpoint/values';
import { honestCourse } from '@plumbline/worker/roles/course';
import { keptStates } from '@plumbline/worker/roles/kept-states';
import { KEPT_BYTES } from '@plumbline/worker/roles/pinpoint-trace';
import { seed, traceOf } from './recomputed.ts';
import type { SizedProgram } from './sized-program.ts';

/** What a side does in a dispute about one program, in seconds. */
export interface SideWork {
  /** A step of the replay, and the root of the state after it. */
  readonly step: number;
  /** The disputed step once more, every output hashed. */
  readonly layOpen: number;
  /** The product's output and operands at hand again, their trees, the trees of operators and records, the element. */
  readonly pinpoint: number;
  /** States that it has room for, of the fifteen at which a game splits an interval. */
  readonly kept: number;
}

const SPLITS = 15;

/** Nothing of it is read. */
export const DATA = { dataset: new Uint8Array(4), rows: 1 };

/** Steps that are replayed to time one: so many, or for so long. */
const [FEWEST_STEPS, MOST_STEPS] = [2, 300];
const REPLAY_SECONDS = 1;

/** Does what a side does, on one executor, piece by piece. */
export async function sideWork({ program, product }: SizedProgram): Promise<SideWork> {
  const trace = await traceOf({ program, ...DATA }, honestCourse);
  const warm = await timed(() => trace.stateRoots(0, 1));
  const steps = Math.min(MOST_STEPS, Math.max(FEWEST_STEPS, Math.round(REPLAY_SECONDS / warm)));
  // The machine's compiler makes the first steps slow.
  await trace.stateRoots(1, 1 + steps);
  const replay = await timed(() => trace.stateRoots(1 + steps, 1 + 2 * steps));
  const last = 1 + 2 * steps;
  const layOpen = await timed(() => trace.operatorRoots(last));
  const pinpoint = await timed(async () => {
    const node = program.nodes[product];
    if (node === undefined) throw new RangeError(`The program has no node ${product}.`);
    const tensors: Uint8Array[] = [];
    for (const index of [product, ...node.inputs]) tensors.push(await trace.nodeOutput(last, index));
    const [, ...operands] = tensors;
    for (const tensor of tensors) ownBlobTree(tensor);
    ownListTree(await trace.operatorRoots(last));
    ownRecords(program);
    const context = { step: last, seed, rows: 1, batchSize: 1, rowStride: 1 };
    runProgram(elementProgram(node, 0, context), (operand, at) =>
      bitsAt(operands[operand as number] as Uint8Array, at),
    );
  });
  const bytes = program.states.reduce((sum, { shape }) => sum + 4 * elementCount(shape), 0);
  return { step: replay / steps, layOpen, pinpoint, kept: keptStates(SPLITS, bytes, KEPT_BYTES) };
}

/**
 * What a side takes for an interval of so many steps, at most: all of it for its state roots, and from the last state
 * kept before the wrong step once more up to that.
 */
export function secondsOf({ step, layOpen, pinpoint, kept }: SideWork, interval: number): number {
  return (interval + Math.ceil(interval / (kept + 1))) * step + layOpen + pinpoint;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return (performance.now() - started) / 1000;
}
