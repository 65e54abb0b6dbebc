import { Counter, Gauge, type Registry } from 'prom-client';

/** A number that somebody keeps and that is looked up at each scrape: by name, what it is, and its value. */
export type Sampled = readonly [name: string, help: string, value: () => number];

/** What goes up and down. */
export function sampledGauges(registry: Registry, gauges: readonly Sampled[]): void {
  for (const [name, help, value] of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      collect() {
        this.set(value());
      },
    });
  }
}

/** What only grows. */
export function sampledCounters(registry: Registry, counters: readonly Sampled[]): void {
  for (const [name, help, value] of counters) {
    new Counter({
      name,
      help,
      registers: [registry],
      collect() {
        this.reset();
        this.inc(value());
      },
    });
  }
}
