import type { DrawnVerifier, Verdict } from '@plumbline/runtime-types/domain/task';
import { drawIntervals } from '@plumbline/verification/random/sample';
import { deniedInterval } from './denied-interval.ts';
import { intervalCount, intervalsPerVerifier } from './fees.ts';
import type { OpenTask } from './store.ts';

/** The Verifiers of the blind window that still count. */
export function standing({ data }: OpenTask): DrawnVerifier[] {
  return data.verifiers.filter(({ refuted, absent }) => !refuted && !absent);
}

/** A fault that somebody revealed in the blind window. */
export interface Accusation {
  readonly account: string;
  readonly interval: number;
  readonly role: 'Verifier' | 'Whistleblower';
}

/** All of them that were not refuted, Verifiers' first. */
export function accusations(task: OpenTask): Accusation[] {
  const said = (role: Accusation['role'], account: string, verdict: Verdict | undefined): Accusation[] => {
    const interval = deniedInterval(task.data, verdict);
    return interval === undefined ? [] : [{ account, role, interval }];
  };
  return [
    ...standing(task).flatMap(({ account, verdict }) => said('Verifier', account, verdict)),
    ...task.data.reports.flatMap(({ account, verdict }) => said('Whistleblower', account, verdict)),
  ];
}

/** The intervals that a Verifier has to replay: those drawn for it, and those that others are accused for. */
export function dueIntervals({ data }: OpenTask, who: string): number[] {
  const { spec, drawSeed, forced } = data;
  if (drawSeed === undefined) return [];
  const drawn = drawIntervals(drawSeed, who, intervalCount(spec), intervalsPerVerifier(spec));
  return [...new Set([...drawn, ...(forced?.accused ?? []).map(({ interval }) => interval)])];
}

/** Whether an account accepted a forced error in the first pass. */
export function isAccused({ data }: OpenTask, who: string): boolean {
  return (data.forced?.accused ?? []).some(({ account }) => account === who);
}

/** How many intervals a Verifier of the second pass has to replay because others are accused for them. */
export function extraIntervals(task: OpenTask, who: string): number {
  return Math.max(dueIntervals(task, who).length - intervalsPerVerifier(task.data.spec), 0);
}

/** Whether the Verifier had to replay an interval; everybody has to recompute the initial state. */
export function wasDrawnFor(task: OpenTask, who: string, interval: number): boolean {
  return interval === intervalCount(task.data.spec) || dueIntervals(task, who).includes(interval);
}
