import type { DrawnProfiler, ProfileReport } from '@plumbline/runtime-types/domain/task';
import { profileReport } from '@plumbline/runtime-types/domain/task';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { decidingProfilers, standingReport } from '@plumbline/verification/profiling/standing';
import type { Context } from '../../frame/context.ts';
import { endDuty } from '../stakes/duties.ts';
import { blockNumber } from '../system/block.ts';
import { concludeProfiles, reject } from './conclude-profiles.ts';
import { tasks } from './declaration.ts';
import { drawVerifiers } from './draws.ts';
import { expire } from './expire.ts';
import { RETRY_BLOCKS } from './open.ts';
import { isFirstLook } from './profilers.ts';
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
  const missing = data.spec.profilers - decidingProfilers(task.data).length;
  for (const account of drawVerifiers(context, task, 'profiler', missing, taken)) {
    data.profilers.push({ account, commitment: undefined, report: undefined, second: !isFirstLook(task) });
    tasks.deposit(context, 'ProfilerDrawn', { task: id, who: account });
  }
  if (data.profilers.length > 0 && data.status.type === 'Submitted') enter(context, task, 'Profiling', 0);
  const found = decidingProfilers(task.data);
  const enough = 2 * found.length > data.spec.profilers;
  if (found.length < data.spec.profilers && now < data.searchUntil) {
    setDeadline(context, task, Math.min(now + RETRY_BLOCKS, data.searchUntil));
  } else if (!enough && found.every(({ report }) => report !== undefined)) {
    endWithout(context, task);
  } else {
    data.searchUntil = 0;
    setDeadline(context, task, now + params(context).profilingBlocks);
    advance(context, task);
  }
}

/** Nobody else is there to look, and those that have are not enough: of a second look what the first found stands. */
function endWithout(context: Context, task: OpenTask): void {
  const first = task.data.profilers.flatMap(({ second, report }) =>
    second || report === undefined ? [] : [report],
  );
  const report = isFirstLook(task) ? undefined : standingReport(first);
  if (report === undefined) expire(context, task, 'NoProfiler');
  else reject(context, task, report);
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
  if (data.profilers.every(({ report }) => report !== undefined)) reconsiderProfiles(context, task);
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
  if (2 * decidingProfilers(task.data).length <= task.data.spec.profilers) replaceProfilers(context, task);
  else if (concludeProfiles(context, task) === 'look again') lookAgain(context, task);
}

/**
 * What the chain cannot check, others look at: as many as the task asks for, and none of those that did before. What
 * they find stands.
 */
export function lookAgain(context: Context, task: OpenTask): void {
  task.data.pass = 1;
  tasks.deposit(context, 'SecondLook', { task: task.id });
  replaceProfilers(context, task);
}
