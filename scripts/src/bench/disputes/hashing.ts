import { tensorRoot } from '@plumbline/verification/trace/tensor';
import type { BenchRow } from '../rows.ts';

const SAMPLE_ELEMENTS = 2 ** 22;
/** A weight and Adam's two moments. */
const STATE_ELEMENTS = 3e9;
const PEER_SECONDS = 2.5;
const REPEATS = 5;

/** What both sides of a dispute do most of: state roots. Published for 1 B parameters with Adam; ours is scaled up. */
export function stateHashing(): BenchRow {
  const values = new Float32Array(SAMPLE_ELEMENTS).fill(0.5);
  tensorRoot(values.subarray(0, SAMPLE_ELEMENTS / 16));
  const times = Array.from({ length: REPEATS }, () => {
    const started = performance.now();
    tensorRoot(values);
    return performance.now() - started;
  });
  const seconds = (Math.min(...times) / 1000) * (STATE_ELEMENTS / SAMPLE_ELEMENTS);
  return {
    what: 'state hashing, 1 B parameters with Adam',
    measured: `${seconds.toFixed(1)} s on one core, from ${(SAMPLE_ELEMENTS * 4) / 2 ** 20} MiB`,
    peer: `Verde about ${PEER_SECONDS} s (published, their machine)`,
    ratio: (seconds / PEER_SECONDS).toFixed(1),
    bar: 'none set',
    ok: true,
  };
}
