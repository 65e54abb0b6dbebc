import type { DrawnProfiler, ProfileReport } from '@plumbline/runtime-types/domain/task';
import { profileReport } from '@plumbline/runtime-types/domain/task';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import type { Context } from '../../frame/context.ts';
import { endDuty } from '../stakes/duties.ts';
import { blockNumber } from '../system/block.ts';
import { concludeProfiles } from './conclude-profiles.ts';
import { tasks } from './declaration.ts';
import { drawVerifiers } from './draws.ts';
import { expire } from './expire.ts';
import { RETRY_BLOCKS } from './open.ts';
import { slashSilent } from './silence.ts';
import { changeTask, enter, type OpenTask, params, setDeadline } from './store.ts';
import { checkReportForm } from './tolerance.ts';

/** What a profiler commits to before it reveals its report. */
export function profileCommitmentOf(report: ProfileReport, salt: Uint8Array, account: string): Hash {
  return blake2b256(profileReport.codec.enc(report), salt, fromHex(account));
}

/** Hook: draws the profilers that are missing, or looks again later, until the window is over. */
export function seekProfilers(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const now = blockNumber(context);
  const taken = data.profilers.map(({ account }) => account);
  const missing = data.spec.profilers - taken.length;
  for (const account of drawVerifiers(context, task, 'profiler', missing, taken)) {
    data.profilers.push({ account, commitment: undefined, report: undefined });
    tasks.deposit(context, 'ProfilerDrawn', { task: id, who: account });
  }
  if (data.profilers.length > 0 && data.status.type === 'Submitted') enter(context, task, 'Profiling', 0);
  if (data.profilers.length < data.spec.profilers && now < data.searchUntil) {
    setDeadline(context, task, Math.min(now + RETRY_BLOCKS, data.searchUntil));
  } else if (data.profilers.length === 0) {
    expire(context, task, 'NoProfiler');
  } else {
    data.searchUntil = 0;
    setDeadline(context, task, now + params(context).profilingBlocks);
    advance(context, task);
  }
}

/** A profiler commits to its report, unseen by the others. */
export function commitProfile(context: Context, who: string, id: number, commitment: Hash): void {
  changeTask(context, id, (task) => {
    tasks.ensure(task.data.status.type === 'Profiling', 'NotProfiling');
    const profiler = profilerOn(task, who);
    tasks.ensure(profiler.commitment === undefined, 'AlreadyCommitted');
    profiler.commitment = commitment;
    tasks.deposit(context, 'ProfileCommitted', { task: id, who });
    advance(context, task);
  });
}

/** A profiler says what it found. */
export function revealProfile(
  context: Context,
  who: string,
  id: number,
  report: ProfileReport,
  salt: Uint8Array,
): void {
  changeTask(context, id, (task) => {
    tasks.ensure(task.data.status.type === 'Reporting', 'NotReporting');
    const profiler = profilerOn(task, who);
    tasks.ensure(profiler.report === undefined, 'AlreadyRevealed');
    const { commitment } = profiler;
    const kept = commitment !== undefined && sameHash(commitment, profileCommitmentOf(report, salt, who));
    tasks.ensure(kept, 'CommitmentMismatch');
    checkReportForm(task.data.spec, report);
    profiler.report = report;
    tasks.deposit(context, 'ProfileRevealed', { task: id, who, report });
    advance(context, task);
  });
}

function profilerOn({ data }: OpenTask, who: string): DrawnProfiler {
  const profiler = data.profilers.find(({ account }) => account === who);
  if (profiler === undefined) throw tasks.error('NotProfiler');
  return profiler;
}

/** Goes on as soon as everybody has acted. */
function advance(context: Context, task: OpenTask): void {
  const { data } = task;
  if (data.status.type === 'Profiling') {
    if (data.searchUntil > 0 || !data.profilers.every(({ commitment }) => commitment !== undefined)) return;
    enter(context, task, 'Reporting', blockNumber(context) + params(context).revealBlocks);
  }
  if (data.profilers.every(({ report }) => report !== undefined)) concludeProfiles(context, task);
}

/**
 * Hook: the time to commit or to reveal is over; the silent are slashed. When more than half of those asked for have
 * reported, that is enough; otherwise others are drawn.
 */
export function replaceSilentProfilers(context: Context, task: OpenTask): void {
  const { data } = task;
  const revealing = data.status.type === 'Reporting';
  for (const { account, commitment, report } of data.profilers) {
    if (revealing ? report !== undefined : commitment !== undefined) continue;
    endDuty(context, 'Verifier', account, false);
    slashSilent(context, task, 'Verifier', account);
    data.profilers = data.profilers.filter((profiler) => profiler.account !== account);
  }
  if (revealing) reconsiderProfiles(context, task);
  else replaceProfilers(context, task);
}

/** Draws others in the place of profilers that count no more. */
export function replaceProfilers(context: Context, task: OpenTask): void {
  const { data } = task;
  data.searchUntil = blockNumber(context) + params(context).profilingBlocks;
  enter(context, task, data.profilers.length > 0 ? 'Profiling' : 'Submitted', 0);
  seekProfilers(context, task);
}

/** A profiler counts no more: with more than half of those asked for what they say stands, otherwise others are drawn. */
export function reconsiderProfiles(context: Context, task: OpenTask): void {
  const { profilers, spec } = task.data;
  if (2 * profilers.length > spec.profilers) concludeProfiles(context, task);
  else replaceProfilers(context, task);
}
