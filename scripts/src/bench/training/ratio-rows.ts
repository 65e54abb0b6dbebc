import type { BenchRow } from '../rows.ts';

/** A rate beside that of another, as a row. */
export function atLeast(
  what: string,
  own: number,
  peer: number,
  unit: string,
  beside: string,
  bar: number,
): BenchRow {
  const ratio = own / peer;
  return {
    what,
    measured: `${own.toFixed(1)} ${unit}`,
    peer: `${peer.toFixed(1)} ${unit} (${beside})`,
    ratio: `${ratio.toFixed(2)} ×`,
    bar: `≥ ${bar} ×`,
    ok: ratio >= bar,
  };
}

/** Seconds beside those of something else, as a row. */
export function atMost(what: string, own: number, reference: number, beside: string, bar: number): BenchRow {
  const ratio = own / reference;
  return {
    what,
    measured: `${(1000 * own).toFixed(2)} ms`,
    peer: `${(1000 * reference).toFixed(2)} ms (${beside})`,
    ratio: `${ratio.toFixed(3)} ×`,
    bar: `≤ ${bar} ×`,
    ok: ratio <= bar,
  };
}
