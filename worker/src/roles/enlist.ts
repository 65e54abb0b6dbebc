import { setTimeout as wait } from 'node:timers/promises';
import type { Account } from '../chain/account.ts';
import type { Calls } from '../chain/calls.ts';
import type { Connection } from '../chain/connection.ts';
import type { Submitter } from '../chain/submit.ts';
import type { Block, ChainReader, ChainView } from '../chain/view.ts';
import { ensureRegistered } from './registration.ts';
import type { WorkerOptions } from './worker-options.ts';

export interface Enlisting {
  readonly account: Account;
  readonly connection: Connection;
  readonly calls: Calls;
  readonly submitter: Submitter;
  readonly reader: ChainReader;
}

/** How often, and how many times, the chain is asked whether what was sent earlier is in a block. */
const [LOOK_MILLISECONDS, LOOKS] = [250, 80];

/**
 * Waits until what an earlier worker of this account has sent is in a block: that it leaves, for one. Read before that,
 * the chain would say that the account is online, which it is no more a block later. Some other sender's transactions
 * may wait for ever, so this ends after some time.
 */
async function untilNothingIsSent({ api }: Connection, address: string, signal: AbortSignal): Promise<void> {
  for (let look = 0; look < LOOKS; look++) {
    const next = (await api.rpc.system.accountNextIndex(address)).toNumber();
    const { nonce } = await api.query.system.account(address);
    if (nonce.toNumber() >= next) return;
    await wait(LOOK_MILLISECONDS, undefined, { signal });
  }
}

/** Binds the peer and takes the roles; returns the block by which that was decided. */
export async function enlist(
  options: WorkerOptions,
  parts: Enlisting,
  bind: (view: ChainView) => Promise<void>,
): Promise<number> {
  const { connection, reader } = parts;
  const log = options.loggerOf('worker');
  await untilNothingIsSent(connection, parts.account.address, options.signal);
  const header = await connection.api.rpc.chain.getHeader();
  const block: Block = { number: header.number.toNumber(), hash: header.hash.toHex() };
  const view = await reader.view(block);
  await bind(view);
  for (const role of options.roles) {
    await ensureRegistered(role, { ...parts, ...options, view, log });
  }
  return block.number;
}
