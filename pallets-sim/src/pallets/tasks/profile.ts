import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import type { Context } from '../../frame/context.ts';
import { endDuty } from '../stakes/duties.ts';
import { blockNumber } from '../system/block.ts';
import { tasks } from './declaration.ts';
import { drawVerifiers } from './draws.ts';
import { expire } from './expire.ts';
import { pay, refund } from './money.ts';
import { openTask, RETRY_BLOCKS } from './open.ts';
import { slashSilent } from './silence.ts';
import { changeTask, enter, type OpenTask, params, setDeadline } from './store.ts';

/** Hook: draws the profiler, or looks again later, until the window is over. */
export function seekProfiler(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const now = blockNumber(context);
  const [who] = drawVerifiers(context, task, 'profiler', 1, []);
  if (who !== undefined) {
    data.profiler = who;
    data.searchUntil = 0;
    enter(context, task, 'Profiling', now + params(context).profilingBlocks);
    tasks.deposit(context, 'ProfilerDrawn', { task: id, who });
  } else if (now >= data.searchUntil) {
    expire(context, task, 'NoProfiler');
  } else {
    setDeadline(context, task, Math.min(now + RETRY_BLOCKS, data.searchUntil));
  }
}

/** Hook: the profiler has not reported in time; another is drawn. */
export function replaceProfiler(context: Context, task: OpenTask): void {
  const { data } = task;
  if (data.profiler !== undefined) {
    endDuty(context, 'Verifier', data.profiler, false);
    slashSilent(context, task, 'Verifier', data.profiler);
    data.profiler = undefined;
  }
  data.searchUntil = blockNumber(context) + params(context).profilingBlocks;
  enter(context, task, 'Submitted', 0);
  seekProfiler(context, task);
}

/** The profiler's finding opens the task or ends it. */
export function reportProfile(context: Context, who: string, id: number, report: ProfileReport): void {
  changeTask(context, id, (task) => {
    const { data } = task;
    tasks.ensure(data.status.type === 'Profiling', 'NotProfiling');
    tasks.ensure(data.profiler === who, 'NotProfiler');
    pay(context, task, who, params(context).profileFee, 'ProfileFee');
    endDuty(context, 'Verifier', who, true);
    tasks.deposit(context, 'Profiled', { task: id, report });
    if (report.type === 'Ok' && report.value.unitsPerStep === data.spec.unitsPerStep) {
      openTask(context, task);
      return;
    }
    refund(context, task);
    enter(context, task, 'Rejected', 0);
    tasks.deposit(context, 'Rejected', { task: id, report });
  });
}
