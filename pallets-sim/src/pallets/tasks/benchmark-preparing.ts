import type { Benchmarks } from '../../frame/benchmark.ts';
import { CALLER } from '../../frame/benchmark.ts';
import { signed } from '../../frame/origin.ts';
import { endow } from '../balances/benchmarks.ts';
import { UNIT } from '../balances/declaration.ts';
import { about, FIRST_VERIFIER, profilers, putBase, SOUND, status } from './benchmark-about.ts';
import { largestSpec, ROOT, SALT, SOLVER, SUBMITTER, TASK } from './benchmark-task.ts';
import { tasksPallet } from './pallet.ts';

/** Calls about a task before its Solver starts. */
export const preparingBenchmarks: Benchmarks = {
  submit: {
    setUp(context) {
      endow(context, CALLER, 10_000_000n * UNIT);
      putBase(context);
      return { origin: signed(CALLER), call: tasksPallet.call('submit', { spec: largestSpec({ base: 9 }) }) };
    },
  },
  cancel: about(
    { status: status('Open'), attempt: 0, pass: 1, solver: undefined, profilers: profilers(SOUND) },
    SUBMITTER,
    tasksPallet.call('cancel', { task: TASK }),
  ),
  commitProfile: about(
    {
      ...{ status: status('Profiling'), attempt: 0, pass: 1, solver: undefined },
      profilers: profilers(SOUND).map((profiler, index) => ({
        ...profiler,
        commitment: index === 0 ? undefined : profiler.commitment,
        report: undefined,
      })),
    },
    FIRST_VERIFIER,
    tasksPallet.call('commitProfile', { task: TASK, commitment: ROOT }),
  ),
  // The task opens, its files are asked for, or it is looked at again.
  revealProfile: [SOUND, { type: 'Unavailable' as const }, { type: 'NonFinite' as const }].map((said, at) =>
    about(
      {
        ...{ status: status('Reporting'), attempt: 0, solver: undefined, pass: at === 0 ? 1 : 0 },
        profilers: profilers(said, false).map((profiler) => ({
          ...profiler,
          second: at === 0 && profiler.second,
        })),
      },
      FIRST_VERIFIER,
      tasksPallet.call('revealProfile', { task: TASK, report: said, salt: SALT }),
    ),
  ),
  decline: about({ status: status('Assigned') }, SOLVER, tasksPallet.call('decline', { task: TASK })),
  sealKey: about(
    { status: status('Assigned') },
    SUBMITTER,
    tasksPallet.call('sealKey', { task: TASK, who: SOLVER, key: new Uint8Array(80) }),
  ),
};
