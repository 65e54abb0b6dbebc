import { type Weight, weightOf } from '../../frame/weight.ts';
import { BLOCK_WEIGHTS } from '../system/limits.ts';
import { drawsWeight } from './draws.ts';

/** The part of a block's weight, in percent. */
const percentOf = (percent: bigint): Weight => ({
  refTime: (BLOCK_WEIGHTS.maxBlock.refTime * percent) / 100n,
  proofSize: (BLOCK_WEIGHTS.maxBlock.proofSize * percent) / 100n,
});

/** What tasks that wake up may take of a block. Together with that of disputes it leaves a sixth for calls. */
export const TASKS_LIMIT = percentOf(50n);
/** What disputes and demands that wake up may take of a block. */
export const DISPUTES_LIMIT = percentOf(33n);

/** A task or dispute with a later deadline: it is read and written, and so are the lists that its place is sought in. */
export const PUT_OFF = weightOf({ reads: 6, writes: 3, bytes: 10_000 });

const DRAW = drawsWeight(1);
/** What the draws of a block look at in common. */
export const DRAWS: Weight = { refTime: 0n, proofSize: DRAW.proofSize };
/** What each of them takes besides. */
export const EACH_DRAW: Weight = { refTime: DRAW.refTime, proofSize: 0n };
