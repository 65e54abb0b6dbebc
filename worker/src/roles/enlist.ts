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

/** Binds the peer and takes the roles; returns the block by which that was decided. */
export async function enlist(
  options: WorkerOptions,
  parts: Enlisting,
  bind: (view: ChainView) => Promise<void>,
): Promise<number> {
  const { connection, reader } = parts;
  const log = options.loggerOf('worker');
  const header = await connection.api.rpc.chain.getHeader();
  const block: Block = { number: header.number.toNumber(), hash: header.hash.toHex() };
  const view = await reader.view(block);
  await bind(view);
  for (const role of options.roles) {
    await ensureRegistered(role, { ...parts, ...options, view, log });
  }
  return block.number;
}
