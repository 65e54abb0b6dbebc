import type { ProfileReport, TaskStatusName } from '@plumbline/runtime-types/domain/task';
import {
  decidingProfilers,
  foundSame,
  isSoundReport,
  standingReport,
} from '@plumbline/verification/profiling/standing';
import type { Context } from '../../frame/context.ts';
import { stakes } from '../stakes/declaration.ts';
import { endDuty, noteDeed } from '../stakes/duties.ts';
import { takeOffline } from '../stakes/presence.ts';
import { part, stakeOf } from '../stakes/slash.ts';
import { halves, pay, slashStake } from './money.ts';
import { type OpenTask, params } from './store.ts';

/** From the draw until a Solver starts: so long what a profiler said can cost it its stake. */
const BINDING: readonly TaskStatusName[] = [
  'Submitted',
  'Profiling',
  'Reporting',
  'Profiled',
  'Open',
  'Assigned',
];

/** Whether the profilers of a task are bound to it by a duty. */
export function areProfilersBound({ data }: Pick<OpenTask, 'data'>): boolean {
  return data.attempt === 0 && BINDING.includes(data.status.type);
}

/** Whether nobody has looked a second time yet. */
export function isFirstLook({ data }: OpenTask): boolean {
  return data.pass === 0 && !data.profilers.some(({ second }) => second);
}

/** What they have reported, in the order in which they were drawn. */
export function reportsOf(task: OpenTask): ProfileReport[] {
  return decidingProfilers(task.data).flatMap(({ report }) => (report === undefined ? [] : [report]));
}

/**
 * Frees the profilers, if they are bound. Whoever found the same as what stands has its fee, or `everybody`; what each
 * has claimed stays with the task. Of a task that goes on those of the first look have none where a second decided: its
 * escrow has as many fees as profilers were asked for.
 */
export function releaseProfilers(
  context: Context,
  task: OpenTask,
  report: ProfileReport | undefined = standingReport(reportsOf(task)),
  everybody = false,
): void {
  if (!areProfilersBound(task)) return;
  const counted =
    report !== undefined && isSoundReport(report) ? decidingProfilers(task.data) : task.data.profilers;
  for (const profiler of task.data.profilers) {
    const { account, report: own } = profiler;
    const isSame = own !== undefined && report !== undefined && foundSame(own, report);
    const agrees = everybody || (isSame && counted.includes(profiler));
    if (agrees) pay(context, task, account, params(context).profileFee, 'ProfileFee');
    endDuty(context, 'Verifier', account, false);
    if (agrees) noteDeed(context, 'Verifier', account, 'profiled');
  }
}

/** A profiler's report was proved wrong: it loses its stake as a Solver does, half of it to whoever proved that. */
export function slashProfiler(context: Context, task: OpenTask, account: string, prover: string): void {
  const { fraudSlash } = stakes.storage.Params.get(context);
  const slash = part(stakeOf(context, 'Verifier', account), fraudSlash);
  takeOffline(context, account, 'Verifier');
  slashStake(context, task, 'Verifier', account, 'WrongProfile', halves(slash, [prover]));
}

/**
 * What a bound profiler has reported was wrong and counts no more. It is free, and has no say in what the task takes
 * again: it is not drawn in its own place, and bound to a role in which it denies no more.
 */
export function dropProfiler(context: Context, { data }: OpenTask, account: string): void {
  data.profilers = data.profilers.filter((profiler) => profiler.account !== account);
  data.served = data.served.map((entry) =>
    entry.account === account ? { account, role: { type: 'Whistleblower' } } : entry,
  );
  endDuty(context, 'Verifier', account, false);
}
