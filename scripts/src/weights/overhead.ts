import { signedCall } from '../bench/chain/transfers.ts';
import { openMeasuredChain } from './measured-chain.ts';
import { timeOf } from './timing.ts';

/** Nanoseconds that a block and each extrinsic in it take by themselves. */
export interface Overhead {
  readonly block: number;
  readonly extrinsic: number;
}

/** In a block, each of another account. */
const EXTRINSICS = 200;

/** `system.remark` of nothing. */
const REMARK = Uint8Array.of(0, 0, 0);

/**
 * Measures as Substrate's `benchmark overhead` does: what it takes to execute a block that is empty, and how much more
 * with each signed remark in it.
 */
export async function measureOverhead(): Promise<Overhead> {
  await using chain = await openMeasuredChain(EXTRINSICS);
  const remarks = chain.accounts.map((from) => signedCall(from, 0, REMARK, chain.signedFor).extrinsic);
  const block = timeOf(chain.block([]).execute);
  return { block, extrinsic: (timeOf(chain.block(remarks).execute) - block) / EXTRINSICS };
}
