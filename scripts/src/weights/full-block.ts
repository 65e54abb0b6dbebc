import { BLOCK_WEIGHTS } from '@plumbline/pallets-sim/pallets/system/limits';
import { transfers } from '../bench/chain/transfers.ts';
import { openMeasuredChain } from './measured-chain.ts';

/** A block that holds as many transfers as it may. */
export interface FullBlock {
  readonly transfers: number;
  /** Executed by one thread, which verifies the signatures too: the least of some times. */
  readonly milliseconds: number;
}

const ACCOUNTS = 1_000;
/** More than a block holds. */
const OFFERED = 5_000;
const TIMES = 5;

/** Fills a block with `balances.transferKeepAlive` of 1,000 accounts and executes it: what the weights come to. */
export async function measureFullBlock(): Promise<FullBlock> {
  await using chain = await openMeasuredChain(ACCOUNTS);
  const offered = transfers(OFFERED, chain.accounts, chain.signedFor).map(({ extrinsic }) => extrinsic);
  const { included, execute } = chain.block(offered);
  return { transfers: included, milliseconds: Math.min(...Array.from({ length: TIMES }, execute)) };
}

/** With the weights as they were when this process began. */
export function describeFullBlock({ transfers, milliseconds }: FullBlock): string {
  const allowed = Number(BLOCK_WEIGHTS.perClass.normal.maxTotal.refTime / 1_000_000_000n);
  const took = `executed in ${Math.round(milliseconds)} ms by one thread, where weights allow ${allowed} ms`;
  return `A block holds ${transfers} transfers of ${ACCOUNTS} accounts by the weights before this run: ${took}.`;
}
