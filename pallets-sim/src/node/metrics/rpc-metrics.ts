import { Counter, Histogram, type Registry } from 'prom-client';
import type { RpcObserver } from '../rpc/observer.ts';

/** Upper bounds of the classes of times, as in Substrate: of calls in microseconds, of connections in seconds. */
const BUCKETS = [5, 25, 100, 500, 1000, 2500, 10_000, 25_000, 100_000, 1e6, 1e7];

/** The JSON-RPC server, as `sc-rpc-server` has it. */
export function rpcMetrics(registry: Registry): RpcObserver {
  const registers = [registry];
  const opened = new Counter({
    name: 'substrate_rpc_sessions_opened',
    help: 'Number of persistent RPC sessions opened',
    registers,
  });
  const closed = new Counter({
    name: 'substrate_rpc_sessions_closed',
    help: 'Number of persistent RPC sessions closed',
    registers,
  });
  const started = new Counter({
    name: 'substrate_rpc_calls_started',
    help: 'Number of received RPC calls (unique un-batched requests)',
    labelNames: ['protocol', 'method'],
    registers,
  });
  const sessions = new Histogram({
    name: 'substrate_rpc_sessions_time',
    help: 'Total time [s] for each websocket session',
    labelNames: ['protocol'],
    buckets: BUCKETS,
    registers,
  }).labels({ protocol: 'ws' });
  const finished = new Counter({
    name: 'substrate_rpc_calls_finished',
    help: 'Number of processed RPC calls (unique un-batched requests)',
    labelNames: ['protocol', 'method', 'is_error', 'is_rate_limited'],
    registers,
  });
  const times = new Histogram({
    name: 'substrate_rpc_calls_time',
    help: 'Total time [μs] of processed RPC calls',
    labelNames: ['protocol', 'method', 'is_rate_limited'],
    buckets: BUCKETS,
    registers,
  });
  const endOf = (method: string, protocol: string, isError: boolean, isRateLimited: boolean) => {
    const labels = { protocol, method, is_rate_limited: String(isRateLimited) };
    return {
      finished: finished.labels({ ...labels, is_error: String(isError) }),
      times: times.labels(labels),
    };
  };
  const makeSeries = (method: string, protocol: string) => ({
    started: started.labels({ protocol, method }),
    success: endOf(method, protocol, false, false),
    error: endOf(method, protocol, true, false),
  });
  // Finding the series of labels takes longer than many a call.
  const known = { ws: new Map<string, Series>(), http: new Map<string, Series>() };
  type Series = ReturnType<typeof makeSeries>;
  const seriesOf = (method: string, protocol: 'ws' | 'http'): Series => {
    const series = known[protocol].get(method);
    if (series) return series;
    const made = makeSeries(method, protocol);
    known[protocol].set(method, made);
    return made;
  };
  return {
    connected: () => {
      const startedAt = performance.now();
      opened.inc();
      return () => {
        closed.inc();
        sessions.observe(Math.floor((performance.now() - startedAt) / 1000));
      };
    },
    called: (method, protocol) => {
      const startedAt = performance.now();
      const series = seriesOf(method, protocol);
      series.started.inc();
      return (end) => {
        const ended = end === 'rate-limited' ? endOf(method, protocol, true, true) : series[end];
        ended.finished.inc();
        ended.times.observe((performance.now() - startedAt) * 1000);
      };
    },
  };
}
