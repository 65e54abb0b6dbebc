import { onTestFinished } from 'vitest';
import { accountFromUri } from '../src/chain/account.ts';
import { type Connection, connectChain } from '../src/chain/connection.ts';
import { Submitter } from '../src/chain/submit.ts';
import { silentLoggers } from '../src/log/logger.ts';

const UNIT = 1_000_000_000_000n;

export async function openConnection(rpc: string): Promise<Connection> {
  const connection = await connectChain({ url: rpc, log: silentLoggers('chain') });
  onTestFinished(() => connection.close());
  return connection;
}

/** Whoever makes calls of an account. */
export async function callerOf({ api }: Connection, suri: string): Promise<Submitter> {
  return new Submitter({ api, account: await accountFromUri(suri), log: silentLoggers('chain') });
}

/** Gives an account that the genesis does not know what it takes to work. */
export async function endow(connection: Connection, suri: string): Promise<void> {
  const { publicKey } = await accountFromUri(suri);
  const alice = await callerOf(connection, '//Alice');
  await alice.submit(connection.api.tx.balances.transferKeepAlive(publicKey, 1_000n * UNIT));
}
