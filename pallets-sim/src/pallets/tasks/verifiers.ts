import type { DrawnVerifier } from '@plumbline/runtime-types/domain/task';
import { drawIntervals } from '@plumbline/verification/random/sample';
import { intervalCount, intervalsPerVerifier } from './fees.ts';
import type { OpenTask } from './store.ts';

/** The Verifiers of the attempt that still count. */
export function standing({ data }: OpenTask): DrawnVerifier[] {
  return data.verifiers.filter(({ refuted }) => !refuted);
}

/** Those of them that revealed a fault. */
export function faultReporters(task: OpenTask): DrawnVerifier[] {
  return standing(task).filter(({ verdict }) => verdict?.type === 'Fault');
}

/** Whether the Verifier had to replay an interval; everybody has to recompute the initial state. */
export function wasDrawnFor({ data }: OpenTask, who: string, interval: number): boolean {
  const { spec, drawSeed } = data;
  const count = intervalCount(spec);
  if (interval === count) return true;
  if (drawSeed === undefined) return false;
  return drawIntervals(drawSeed, who, count, intervalsPerVerifier(spec)).includes(interval);
}
