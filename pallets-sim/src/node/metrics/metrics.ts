import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { Chain } from '../chain/chain.ts';
import { CACHE_BYTES } from '../database/records.ts';
import type { TransactionPool } from '../pool/pool.ts';
import type { RpcObserver } from '../rpc/observer.ts';
import type { BuildReport } from '../sealing/build-report.ts';
import { absentNetwork } from './absent-network.ts';
import { poolMetrics } from './pool-metrics.ts';
import { proposerMetrics } from './proposer-metrics.ts';
import { rpcMetrics } from './rpc-metrics.ts';
import { sampledGauges } from './sampled.ts';

/** Roles of a node as Substrate writes them in bits: an authority. */
const AUTHORITY = 4;

/** What a node tells Prometheus, under the names that Substrate's dashboards look for. */
export class Metrics {
  readonly #registry = new Registry();
  readonly rpc: RpcObserver;
  /** A block was made. */
  readonly sealed: (report: BuildReport) => void;

  constructor(parts: {
    chain: Chain;
    pool: TransactionPool;
    node: { readonly name: string; readonly version: string };
    /** Milliseconds since 1970. */
    startedAtMs: number;
  }) {
    const { chain, pool, node, startedAtMs } = parts;
    const registers = [this.#registry];
    this.#registry.setDefaultLabels({ chain: chain.spec.id });
    collectDefaultMetrics({ register: this.#registry });
    new Gauge({
      name: 'substrate_build_info',
      help: "A metric with a constant '1' value labeled by name, version",
      labelNames: ['name', 'version'],
      registers,
    }).set(node, 1);
    new Gauge({
      name: 'substrate_block_height',
      help: 'Block height info of the chain',
      labelNames: ['status'],
      registers,
      collect() {
        for (const status of ['best', 'finalized', 'sync_target']) this.set({ status }, chain.head.number);
      },
    });
    sampledGauges(this.#registry, [
      [
        'substrate_process_start_time_seconds',
        'Number of seconds between the UNIX epoch and the moment the process started',
        () => Math.floor(startedAtMs / 1000),
      ],
      ['substrate_node_roles', 'The roles the node is running as', () => AUTHORITY],
      ['substrate_number_leaves', 'Number of known chain leaves (aka forks)', () => 1],
      ['substrate_database_cache_bytes', 'Cache size of the database in bytes', () => CACHE_BYTES],
    ]);
    poolMetrics(this.#registry, pool);
    absentNetwork(this.#registry);
    this.sealed = proposerMetrics(this.#registry);
    this.rpc = rpcMetrics(this.#registry);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything, in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}
