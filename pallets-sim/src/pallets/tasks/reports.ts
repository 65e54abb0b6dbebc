import { MAX_REPORTS } from '@plumbline/runtime-types/domain/limits';
import type { Verdict } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { hold } from '../balances/holds.ts';
import { disputes } from '../disputes/declaration.ts';
import { beginDuty } from '../stakes/duties.ts';
import { minimumStake, registrationOf } from '../stakes/registry.ts';
import { checkReveal } from './commitment.ts';
import { tasks } from './declaration.ts';
import { canServe, noteServed, roleOn } from './draws.ts';
import { changeTask } from './store.ts';
import { advance } from './verify.ts';

/**
 * A Whistleblower commits to what it found in the blind window, for a bond. It may have found nothing: then its bond
 * returns when it says so, and nobody can tell from a commitment that there is something to be found.
 */
export function commitReport(context: Context, who: string, id: number, commitment: Hash): void {
  const registration = registrationOf(context, 'Whistleblower', who);
  tasks.ensure(registration !== undefined, 'NotWhistleblower');
  tasks.ensure((registration?.stake ?? 0n) >= minimumStake(context, 'Whistleblower'), 'NotWhistleblower');
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Verifying', 'NotVerifying');
    const served = roleOn(task, who);
    const free = who !== data.submitter && (served === undefined || served === 'Whistleblower');
    tasks.ensure(free && canServe(task, who), 'RoleTaken');
    tasks.ensure(!data.reports.some(({ account }) => account === who), 'AlreadyCommitted');
    tasks.ensure(data.reports.length < MAX_REPORTS, 'TooManyReports');
    const { bond } = disputes.storage.Params.get(context);
    hold(context, tasks.holdReasons.Report, who, bond);
    noteServed(task, who, 'Whistleblower');
    beginDuty(context, 'Whistleblower', who);
    data.reports.push({ account: who, commitment, verdict: undefined, bond });
    tasks.deposit(context, 'ReportCommitted', { task: id, who, bond });
  });
}

/** A Whistleblower says what it found. */
export function revealReport(
  context: Context,
  who: string,
  id: number,
  verdict: Verdict,
  salt: Uint8Array,
): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Revealing', 'NotRevealing');
    const report = data.reports.find(({ account }) => account === who);
    if (report === undefined) throw tasks.error('NoReport');
    tasks.ensure(report.verdict === undefined, 'AlreadyRevealed');
    checkReveal(task, who, report.commitment, verdict, salt);
    report.verdict = verdict;
    tasks.deposit(context, 'ReportRevealed', { task: id, who, verdict });
    advance(context, task);
  });
}
