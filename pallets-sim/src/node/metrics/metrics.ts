import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Chain } from '../chain/chain.ts';
import type { TransactionPool } from '../pool/pool.ts';
import type { RpcObserver } from '../rpc/observer.ts';

/** Roles of a node as Substrate writes them in bits: an authority. */
const AUTHORITY = 4;
/** Upper bounds of the classes of call times, in microseconds, as in Substrate. */
const CALL_TIMES_US = [25, 100, 500, 1000, 2500, 10_000, 25_000, 100_000, 500_000, 1e6, 2.5e6, 1e7];

/** What a node tells Prometheus, under the names that Substrate's dashboards look for. */
export class Metrics implements RpcObserver {
  readonly #registry = new Registry();
  readonly #sessionsOpened: Counter;
  readonly #sessionsClosed: Counter;
  readonly #callsStarted: Counter<'protocol' | 'method'>;
  readonly #callsFinished: Counter<'protocol' | 'method' | 'is_error'>;
  readonly #callTimes: Histogram<'protocol' | 'method'>;
  readonly #constructed: Histogram;
  readonly #transactions: Gauge;

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
    const gauge = (name: string, help: string, value: () => number): void => {
      new Gauge({ name, help, registers, collect: asGauge(value) });
    };
    new Gauge({
      name: 'substrate_build_info',
      help: 'A metric with a constant 1 labeled by name and version',
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
    gauge('substrate_process_start_time_seconds', 'Time when the process started', () =>
      Math.floor(startedAtMs / 1000),
    );
    gauge('substrate_node_roles', 'The roles the node is running as', () => AUTHORITY);
    gauge('substrate_number_leaves', 'Number of known chain leaves (aka forks)', () => 1);
    gauge(
      'substrate_ready_transactions_number',
      'Transactions ready to go into a block',
      () => pool.readyCount,
    );
    gauge('substrate_sub_libp2p_peers_count', 'Number of connected peers', () => 0);
    gauge('substrate_sub_libp2p_is_major_syncing', 'Whether the node is syncing with others', () => 0);
    gauge(
      'plumbline_future_transactions_number',
      'Transactions that wait for others',
      () => pool.futureCount,
    );
    this.#sessionsOpened = new Counter({
      name: 'substrate_rpc_sessions_opened',
      help: 'Number of persistent RPC sessions opened',
      registers,
    });
    this.#sessionsClosed = new Counter({
      name: 'substrate_rpc_sessions_closed',
      help: 'Number of persistent RPC sessions closed',
      registers,
    });
    this.#callsStarted = new Counter({
      name: 'substrate_rpc_calls_started',
      help: 'Number of received RPC calls (unique un-batched requests)',
      labelNames: ['protocol', 'method'],
      registers,
    });
    this.#callsFinished = new Counter({
      name: 'substrate_rpc_calls_finished',
      help: 'Number of processed RPC calls (unique un-batched requests)',
      labelNames: ['protocol', 'method', 'is_error'],
      registers,
    });
    this.#callTimes = new Histogram({
      name: 'substrate_rpc_calls_time',
      help: 'Total time [μs] of processed RPC calls',
      labelNames: ['protocol', 'method'],
      buckets: CALL_TIMES_US,
      registers,
    });
    this.#constructed = new Histogram({
      name: 'substrate_proposer_block_constructed',
      help: 'Histogram of time taken to construct new block',
      registers,
    });
    this.#transactions = new Gauge({
      name: 'substrate_proposer_number_of_transactions',
      help: 'Number of transactions included in block',
      registers,
    });
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** Everything, in Prometheus' text format. */
  text(): Promise<string> {
    return this.#registry.metrics();
  }

  /** A block was made. */
  sealed(seconds: number, transactions: number): void {
    this.#constructed.observe(seconds);
    this.#transactions.set(transactions);
  }

  connected(): void {
    this.#sessionsOpened.inc();
  }

  disconnected(): void {
    this.#sessionsClosed.inc();
  }

  called(method: string, protocol: 'ws' | 'http'): (isError: boolean) => void {
    const started = performance.now();
    this.#callsStarted.inc({ protocol, method });
    return (isError) => {
      this.#callsFinished.inc({ protocol, method, is_error: String(isError) });
      this.#callTimes.observe({ protocol, method }, (performance.now() - started) * 1000);
    };
  }
}

/** Reads the value at each scrape. */
function asGauge(value: () => number) {
  return function (this: Gauge): void {
    this.set(value());
  };
}
