import { Counter, Histogram, type Registry } from 'prom-client';
import type { RpcObserver } from '../rpc/observer.ts';

/** Upper bounds of the classes of call times, in microseconds, as in Substrate. */
const CALL_TIMES_US = [25, 100, 500, 1000, 2500, 10_000, 25_000, 100_000, 500_000, 1e6, 2.5e6, 1e7];

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
  const finished = new Counter({
    name: 'substrate_rpc_calls_finished',
    help: 'Number of processed RPC calls (unique un-batched requests)',
    labelNames: ['protocol', 'method', 'is_error'],
    registers,
  });
  const times = new Histogram({
    name: 'substrate_rpc_calls_time',
    help: 'Total time [μs] of processed RPC calls',
    labelNames: ['protocol', 'method'],
    buckets: CALL_TIMES_US,
    registers,
  });
  const makeSeries = (method: string, protocol: string) => ({
    started: started.labels({ protocol, method }),
    succeeded: finished.labels({ protocol, method, is_error: 'false' }),
    failed: finished.labels({ protocol, method, is_error: 'true' }),
    times: times.labels({ protocol, method }),
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
    connected: () => opened.inc(),
    disconnected: () => closed.inc(),
    called: (method, protocol) => {
      const startedAt = performance.now();
      const series = seriesOf(method, protocol);
      series.started.inc();
      return (isError) => {
        (isError ? series.failed : series.succeeded).inc();
        series.times.observe((performance.now() - startedAt) * 1000);
      };
    },
  };
}
