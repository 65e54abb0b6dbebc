import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keystore } from '@plumbline/pallets-sim/node/authorship/keystore';
import { executeBlock } from '@plumbline/pallets-sim/node/block/import-block';
import { Chain } from '@plumbline/pallets-sim/node/chain/chain';
import { parseChainSpec } from '@plumbline/pallets-sim/node/chain-spec/chain-spec';
import { buildBlock } from '@plumbline/pallets-sim/node/sealing/build-block';
import { InOrder } from '@plumbline/pallets-sim/node/sealing/in-order';
import { runtime } from '@plumbline/pallets-sim/runtime/runtime';
import { benchSpec } from '../bench/chain/node.ts';
import { type Account, numberedAccount, type SignedFor } from '../bench/chain/transfers.ts';

/** How long a block takes that somebody else has made. */
interface MeasuredBlock {
  /** Extrinsics that fitted into it, without inherents. */
  readonly included: number;
  /** Executes it once, signatures verified by the one thread that does; returns the milliseconds that it took. */
  readonly execute: () => number;
}

/** A chain that stays at its genesis, with blocks on top that are executed and forgotten. */
export interface MeasuredChain {
  readonly accounts: readonly Account[];
  readonly signedFor: SignedFor;
  block(extrinsics: readonly Uint8Array[]): MeasuredBlock;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Begins a chain on which so many accounts are rich. */
export async function openMeasuredChain(size: number): Promise<MeasuredChain> {
  await using opened = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-weights-'));
  opened.defer(() => rm(folder, { recursive: true, force: true }));
  const accounts = Array.from({ length: size }, (_, number) => numberedAccount(number));
  const spec = parseChainSpec(JSON.parse(benchSpec(accounts)));
  const chain = await Chain.open({ folder, spec, runtime, isSynced: false });
  opened.defer(() => chain.close());
  const keystore = await Keystore.open();
  const { specVersion, transactionVersion } = runtime.version;
  const all = opened.move();
  return {
    accounts,
    signedFor: { genesisHash: chain.genesisHash, specVersion, transactionVersion },
    block(extrinsics) {
      const { block, included } = buildBlock(chain, keystore, new InOrder(extrinsics), Date.now());
      const execute = (): number => {
        const started = performance.now();
        executeBlock(chain, block);
        return performance.now() - started;
      };
      return { included, execute };
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}
