import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { Keystore } from '../src/node/authorship/keystore.ts';
import { Chain } from '../src/node/chain/chain.ts';
import type { StateDump } from '../src/node/chain/state-file.ts';
import type { Pruning } from '../src/node/database/pruning-mode.ts';
import { TransactionPool } from '../src/node/pool/pool.ts';
import type { PoolOptions } from '../src/node/pool/pool-options.ts';
import type { TransactionStatus } from '../src/node/pool/transaction.ts';
import { Sealer, type Sealing } from '../src/node/sealing/sealer.ts';
import type { Runtime } from '../src/runtime/api.ts';
import { createFakeRuntime, fakeSpec } from './fake-runtime.ts';
import { type FakeTransaction, fakeTransaction } from './fake-transaction.ts';

export const silent = pino({ level: 'silent' });

/** A folder for one test. */
export async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** Chain, pool and sealer over the fake runtime, with a clock that the test sets. */
export async function fakeNode(
  options: {
    sealing?: Sealing;
    pool?: Partial<PoolOptions>;
    runtime?: Runtime;
    authorities?: Uint8Array[];
    isStarted?: boolean;
    pruning?: Partial<Pruning>;
    start?: StateDump | undefined;
    onListenerError?: (error: unknown) => void;
  } = {},
) {
  const folder = await temporaryFolder();
  const clock = { ms: 1_000_000 };
  const now = () => clock.ms;
  const runtime = options.runtime ?? createFakeRuntime(options.authorities);
  const { pruning, start } = options;
  const chain = await Chain.open({
    folder: folder.path,
    spec: fakeSpec(),
    runtime,
    pruning,
    start,
    onListenerError: options.onListenerError,
    isSynced: false,
  });
  const keystore = await Keystore.open();
  const pool = new TransactionPool(chain, { now, ...options.pool });
  chain.onBlock((block) => pool.onBlock(block));
  chain.onMove(() => pool.onMove());
  const sealer = new Sealer({
    chain,
    keystore,
    pool,
    sealing: options.sealing ?? 'manual',
    now,
    log: silent,
  });
  if (options.isStarted !== false) sealer.start();
  return {
    chain,
    keystore,
    pool,
    sealer,
    clock,
    /** Submits a transaction; returns its statuses, to which later ones are added. */
    async send(transaction: FakeTransaction): Promise<string[]> {
      const statuses: string[] = [];
      await pool.submit(fakeTransaction(transaction), (status: TransactionStatus) =>
        statuses.push(status.type),
      );
      return statuses;
    },
    /** Resolves at the next block. */
    nextBlock: () =>
      new Promise<number>((resolve) => {
        const stop = chain.onBlock(({ header }) => {
          stop();
          resolve(header.number);
        });
      }),
    async [Symbol.asyncDispose]() {
      await sealer.stop();
      await chain.close();
      await folder[Symbol.asyncDispose]();
    },
  };
}
