import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Runtime } from '../runtime/api.ts';
import { Keystore } from './authorship/keystore.ts';
import { Chain } from './chain/chain.ts';
import { dumpChain, readStateFile, writeStateFile } from './chain/state-file.ts';
import type { ChainSpec } from './chain-spec/chain-spec.ts';
import { Closing } from './closing.ts';
import type { Pruning } from './database/pruning-mode.ts';
import { messageOf, NodeError } from './errors.ts';
import type { LogFilter, Logs } from './log/log.ts';
import { Metrics } from './metrics/metrics.ts';
import { peerIdOf } from './network/node-key.ts';
import { OffchainStorage } from './offchain/offchain-storage.ts';
import { TransactionPool } from './pool/pool.ts';
import type { PoolOptions } from './pool/pool-options.ts';
import type { ChainHeadLimits } from './rpc/chain-head/follow.ts';
import type { Methods } from './rpc/method.ts';
import { allMethods } from './rpc/methods/all.ts';
import { Clock } from './sealing/clock.ts';
import { Sealer, type Sealing } from './sealing/sealer.ts';
import { SignatureVerifier } from './signatures/verifier.ts';

export interface CoreOptions {
  readonly runtime: Runtime;
  readonly spec: ChainSpec;
  /** Where data lies; without it, in a temporary folder that goes when the node stops. */
  readonly basePath?: string;
  /** A file to start from, if it is there, and to leave the chain in at the end; goes with no `basePath`. */
  readonly stateFile?: string;
  /** What is kept of old states and blocks; see `defaultPruning`. */
  readonly pruning?: Partial<Pruning>;
  /** Most memory for parts of the state, in bytes; 1 GiB unless said. */
  readonly trieCacheBytes?: number;
  /** Whether a mock signature stands for that of any account: only on chains of type Development. */
  readonly mockSignatures?: boolean | undefined;
  readonly sealing: Sealing;
  /** Limits of the transaction pool. */
  readonly pool?: Omit<PoolOptions, 'now' | 'verifier' | 'log'>;
  /** Threads that verify signatures; without any (unless given), the node's only thread does. */
  readonly signatureThreads?: number;
  readonly chainHeadLimits?: Partial<ChainHeadLimits>;
  /** Largest answer of a call. */
  readonly answerBytes?: number | undefined;
  readonly name?: string;
  readonly logs: Logs;
  /** What `system_addLogFilter` changes. */
  readonly logFilter?: LogFilter;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A node that serves nobody yet. */
export interface NodeCore {
  readonly name: string;
  readonly chain: Chain;
  readonly pool: TransactionPool;
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly metrics: Metrics;
  /** Every JSON-RPC method that can be served. */
  readonly methods: Methods;
  /** Folder of the database. */
  readonly folder: string;
  /** Has something done when the node stops, before all that was there before is closed. */
  onStop(close: () => Promise<void>): void;
  /** Finishes the block being made, closes the database. May be called more than once. */
  stop(): Promise<void>;
}

const IMPLEMENTATION = { implementation: 'plumbline-node', version: '0.1.0' };

/**
 * Opens a node's database and puts around it what makes blocks and answers calls. Blocks are only made by themselves
 * once `sealer.start` is called. When it cannot, nothing is left open.
 *
 * @throws NodeError
 */
export async function openCore(options: CoreOptions): Promise<NodeCore> {
  const { spec, runtime, logs, now, stateFile } = options;
  const temporary = options.basePath === undefined ? await temporaryFolder() : undefined;
  let isTemporaryKept = false;
  const basePath = options.basePath ?? temporary ?? '';
  const closing = new Closing();
  const stop = (): Promise<void> => closing.closeAll();
  closing.add(async () => {
    if (temporary && !isTemporaryKept) await rm(temporary, { recursive: true, force: true });
  });
  try {
    const home = join(basePath, 'chains', spec.id);
    const isSynced = temporary === undefined; // what is forgotten anyway need not outlive a loss of power
    const folder = join(home, 'db');
    const verifier = new SignatureVerifier({
      threads: options.signatureThreads ?? 0,
      remembered: 2 * (options.pool?.ready?.count ?? 8192),
      onFailure: (err) =>
        logs('pool').error({ err }, 'a thread that verifies signatures failed; on without it'),
    });
    const chain = await Chain.open({
      folder,
      spec,
      runtime,
      pruning: options.pruning,
      trieCacheBytes: options.trieCacheBytes,
      start: stateFile === undefined ? undefined : await readStateFile(stateFile),
      mockSignatures: options.mockSignatures,
      verifySignature: verifier.check,
      onListenerError: (err) => logs('node').error({ err }, 'a listener of new blocks failed'),
      isSynced,
    });
    closing.add(() => chain.close());
    closing.add(async () => {
      if (stateFile === undefined) return;
      const left = `The chain is left there: plumbline node export-state --base-path ${basePath} gets its state.`;
      isTemporaryKept = true;
      await writeStateFile(stateFile, dumpChain(chain), left);
      isTemporaryKept = false;
    });
    const keystore = await Keystore.open(options.basePath && join(home, 'keystore'));
    const pool = new TransactionPool(chain, { ...options.pool, verifier, now, log: logs('pool') });
    verifier.start();
    closing.add(() => verifier.stop());
    chain.onBlock((block) => pool.onBlock(block));
    chain.onMove(() => pool.onMove());
    const clock = new Clock(now);
    chain.onBlock(() => clock.goOn());
    const name = options.name ?? 'plumbline';
    const peerId = await peerIdOf(join(home, 'network', 'secret_ed25519'));
    const node = { name, version: IMPLEMENTATION.version };
    const metrics = new Metrics({ chain, pool, node, startedAtMs: now() });
    const sealer = new Sealer({
      chain,
      keystore,
      pool,
      sealing: options.sealing,
      now: () => clock.now(),
      log: logs('sealing'),
      observe: metrics.sealed,
    });
    closing.add(() => sealer.stop());
    const offchain = new OffchainStorage(join(home, 'offchain'), isSynced);
    closing.add(() => offchain.close());
    const { logFilter, answerBytes, chainHeadLimits } = options;
    const identity = { ...IMPLEMENTATION, name, peerId };
    const methods = allMethods({
      ...{ chain, pool, sealer, clock, identity, keystore, offchain, log: logs('rpc') },
      ...{ logFilter, answerBytes, chainHeadLimits },
    });
    const onStop = (close: () => Promise<void>): void => void closing.add(close);
    return { name, chain, pool, sealer, clock, metrics, methods, folder, onStop, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function temporaryFolder(): Promise<string> {
  try {
    return await mkdtemp(join(tmpdir(), 'plumbline-node-'));
  } catch (error) {
    const problem = `no folder can be made in ${tmpdir()}: ${messageOf(error)}. Give one with --base-path, or another TMPDIR.`;
    throw new NodeError('NoFolder', problem, error);
  }
}
