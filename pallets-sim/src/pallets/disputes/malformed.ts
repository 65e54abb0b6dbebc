import type { RecordOpening } from '@plumbline/runtime-types/domain/tally';
import type { TaskStatusName } from '@plumbline/runtime-types/domain/task';
import { isMalformed } from '@plumbline/verification/profiling/malformed';
import { isSoundReport } from '@plumbline/verification/profiling/standing';
import type { Context } from '../../frame/context.ts';
import { reject } from '../tasks/conclude-profiles.ts';
import { reconsiderProfiles } from '../tasks/profile.ts';
import { dropProfiler, slashProfiler } from '../tasks/profilers.ts';
import { releaseSolver } from '../tasks/release-solver.ts';
import { changeTask, type OpenTask } from '../tasks/store.ts';
import { disputes } from './declaration.ts';
import { legal } from './play.ts';
import { programTerms } from './program-terms.ts';
import { isTallied } from './tally-turns.ts';

/** From the profilers' reports until a Solver starts, which vouches for the program by that. */
const UNTRAINED: readonly TaskStatusName[] = ['Profiled', 'Open', 'Assigned'];

/**
 * Anybody shows that a record of a task's program is not well-formed: the chain checks it. Profilers that found
 * nothing wrong lose their stake, the Solver that was drawn is paid for its time, and the task is rejected. It needs no
 * bond, because it proves itself.
 */
export function proveMalformed(
  context: Context,
  who: string,
  id: number,
  record: number,
  openings: readonly RecordOpening[],
): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    disputes.ensure(UNTRAINED.includes(data.status.type) && !isTallied(context, id), 'NotDeniable');
    disputes.ensure(isShown(task, record, openings), 'RecordSound');
    for (const { account, report } of data.profilers) {
      if (report !== undefined && isSoundReport(report)) slashProfiler(context, task, account, who);
    }
    disputes.deposit(context, 'Malformed', { task: id, who, record });
    releaseSolver(context, task);
    reject(context, task, { type: 'Malformed', value: { record } });
  });
}

/**
 * Anybody shows that a record which profilers say is at fault is well-formed: they lose their stake, and what the
 * others say stands, or others are drawn.
 */
export function refuteMalformed(
  context: Context,
  who: string,
  id: number,
  record: number,
  openings: readonly RecordOpening[],
): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    disputes.ensure(data.status.type === 'Profiled' && !isTallied(context, id), 'NotDeniable');
    const liars = data.profilers.filter(
      ({ report }) => report?.type === 'Malformed' && report.value.record === record,
    );
    disputes.ensure(liars.length > 0, 'NothingToDeny');
    disputes.ensure(!isShown(task, record, openings), 'RecordMalformed');
    for (const { account } of liars) {
      slashProfiler(context, task, account, who);
      dropProfiler(context, task, account);
      disputes.deposit(context, 'ProfileRefuted', { task: id, who, profiler: account });
    }
    reconsiderProfiles(context, task);
  });
}

function isShown({ data }: OpenTask, record: number, openings: readonly RecordOpening[]): boolean {
  return legal(() => isMalformed(programTerms(data.spec), record, openings));
}
