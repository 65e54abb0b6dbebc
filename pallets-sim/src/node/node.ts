import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Runtime } from '../runtime/api.ts';
import { Chain } from './chain/chain.ts';
import type { ChainSpec } from './chain-spec/chain-spec.ts';
import type { Logs } from './log/log.ts';
import { TransactionPool } from './pool/pool.ts';
import type { ChainHeadLimits } from './rpc/chain-head/follow.ts';
import { allMethods } from './rpc/methods/all.ts';
import { type RpcLimits, RpcServer } from './rpc/server.ts';
import { Clock } from './sealing/clock.ts';
import { Sealer, type Sealing } from './sealing/sealer.ts';

export interface NodeOptions {
  readonly runtime: Runtime;
  readonly spec: ChainSpec;
  /** Where data lies; without it, in a temporary folder that goes when the node stops. */
  readonly basePath?: string;
  readonly sealing: Sealing;
  /** Address to serve JSON-RPC on; this machine only (127.0.0.1) by default. */
  readonly rpcHost?: string;
  /** 0 takes any free port. */
  readonly rpcPort: number;
  readonly rpcLimits?: Partial<RpcLimits>;
  readonly chainHeadLimits?: Partial<ChainHeadLimits>;
  readonly name?: string;
  readonly logs: Logs;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

/** A node that runs. */
export interface RunningNode {
  /** `ws://…`, where JSON-RPC is served. */
  readonly url: string;
  readonly port: number;
  readonly chain: Chain;
  readonly pool: TransactionPool;
  readonly sealer: Sealer;
  /** Stops serving, finishes the block being made, closes the database. May be called more than once. */
  stop(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

const IMPLEMENTATION = { implementation: 'plumbline-node', version: '0.1.0' };

/**
 * Starts a node: opens its database, makes blocks, serves JSON-RPC. When it cannot, nothing is left running.
 *
 * @throws NodeError
 */
export async function startNode(options: NodeOptions): Promise<RunningNode> {
  const { spec, runtime, logs, now } = options;
  const temporary =
    options.basePath === undefined ? await mkdtemp(join(tmpdir(), 'plumbline-node-')) : undefined;
  const basePath = options.basePath ?? temporary ?? '';
  const closing: (() => Promise<void>)[] = [];
  const stop = async (): Promise<void> => {
    for (let close = closing.pop(); close; close = closing.pop()) await close();
  };
  if (temporary) closing.push(() => rm(temporary, { recursive: true, force: true }));
  try {
    const folder = join(basePath, 'chains', spec.id, 'db');
    const chain = await Chain.open({ folder, spec, runtime });
    closing.push(() => chain.close());
    const pool = new TransactionPool(chain, { now });
    chain.onBlock((block) => pool.onBlock(block));
    chain.onMove(() => pool.onMove());
    const clock = new Clock(now);
    const sealing = { sealing: options.sealing, now: () => clock.now(), log: logs('sealing') };
    const sealer = new Sealer({ chain, pool, ...sealing });
    closing.push(() => sealer.stop());
    const name = options.name ?? 'plumbline';
    const methods = allMethods({
      chain,
      pool,
      sealer,
      clock,
      identity: { ...IMPLEMENTATION, name },
      chainHeadLimits: options.chainHeadLimits,
    });
    const server = new RpcServer(methods, logs('rpc'), options.rpcLimits);
    closing.push(() => server.close());
    const host = options.rpcHost ?? '127.0.0.1';
    const port = await server.listen(host, options.rpcPort);
    const url = `ws://${host.includes(':') ? `[${host}]` : host}:${port}`;
    sealer.start();
    logs('node').info(
      {
        rpc: url,
        nodeName: name,
        chain: spec.name,
        genesis: toHex(chain.genesisHash),
        head: chain.head.number,
        database: folder,
      },
      `ready: JSON-RPC at ${url}`,
    );
    let stopping: Promise<void> | undefined;
    const stopOnce = (): Promise<void> => {
      stopping ??= stop();
      return stopping;
    };
    return { url, port, chain, pool, sealer, stop: stopOnce, [Symbol.asyncDispose]: stopOnce };
  } catch (error) {
    await stop();
    throw error;
  }
}
