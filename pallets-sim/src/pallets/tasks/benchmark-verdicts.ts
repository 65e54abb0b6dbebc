import type { Benchmarks } from '../../frame/benchmark.ts';
import { CALLER } from '../../frame/benchmark.ts';
import { signed } from '../../frame/origin.ts';
import { callerAmongMany, crowd } from '../stakes/benchmark-crowd.ts';
import {
  ACCEPT,
  about,
  FAULT,
  FIRST_REPORTER,
  FIRST_VERIFIER,
  lastWord,
  OTHER_REPORTERS,
  OTHER_VERIFIERS,
  perChecker,
  reports,
  revealed,
  silent,
  status,
  withRate,
} from './benchmark-about.ts';
import { alteredCheckpoint } from './benchmark-alteration.ts';
import {
  putTask,
  REPORTERS,
  ROOT,
  report,
  SALT,
  SECRET,
  SOLVER,
  seal,
  TASK,
  VERIFIERS,
  verifier,
} from './benchmark-task.ts';
import { tasks } from './declaration.ts';
import { tasksPallet } from './pallet.ts';

const { Checkpoints, Tasks } = tasks.storage;

const revealSecret = tasksPallet.call('revealSecret', { task: TASK, secret: SECRET });

/** Calls of those who check the work, and what the Solver answers. */
export const verdictBenchmarks: Benchmarks = {
  commitVerdict: about(
    {
      status: status('Verifying'),
      seal: seal(SOLVER),
      verifiers: [
        verifier(FIRST_VERIFIER, undefined),
        ...OTHER_VERIFIERS.map((account) => ({ ...verifier(account, ACCEPT), verdict: undefined })),
      ],
      reports: reports(ACCEPT),
    },
    FIRST_VERIFIER,
    tasksPallet.call('commitVerdict', { task: TASK, commitment: ROOT }),
  ),
  revealVerdict: {
    grows: perChecker,
    ...about(
      (size) => ({
        ...lastWord,
        verifiers: [{ ...verifier(FIRST_VERIFIER, ACCEPT), verdict: undefined }, ...silent(size)],
        reports: reports(ACCEPT, size),
      }),
      FIRST_VERIFIER,
      tasksPallet.call('revealVerdict', { task: TASK, verdict: ACCEPT, salt: SALT }),
    ),
  },
  commitReport: {
    setUp(context) {
      callerAmongMany(context, 'Whistleblower');
      const kept = OTHER_REPORTERS.map((account) => report(account, ACCEPT));
      const made = putTask(context, { status: status('Verifying'), reports: kept });
      Tasks.put(context, TASK, { ...made, served: made.served.slice(1) });
      return {
        origin: signed(CALLER),
        call: tasksPallet.call('commitReport', { task: TASK, commitment: ROOT }),
      };
    },
  },
  revealReport: {
    grows: perChecker,
    ...about(
      (size) => ({
        ...lastWord,
        verifiers: silent(size),
        reports: [
          { ...report(FIRST_REPORTER, ACCEPT), verdict: undefined },
          ...OTHER_REPORTERS.slice(0, size).map((account) => report(account, ACCEPT)),
        ],
      }),
      FIRST_REPORTER,
      tasksPallet.call('revealReport', { task: TASK, verdict: ACCEPT, salt: SALT }),
    ),
  },
  revealSecret: [
    // All accepted a forced error: the intervals of each are drawn again.
    about(
      (size) => ({
        ...{ status: status('Unsealing'), seal: seal(SOLVER, false) },
        ...{ verifiers: revealed(ACCEPT, size), reports: reports(FAULT, size) },
      }),
      SOLVER,
      revealSecret,
      withRate(1_000_000),
    ),
    // It did not designate what was due: its stake is shared among all that said so, and the attempt is over.
    about(
      (size) => ({
        ...{ status: status('Unsealing'), seal: seal(SOLVER, false), attempt: 0 },
        ...{ verifiers: revealed(FAULT, size), reports: reports(FAULT, size) },
      }),
      SOLVER,
      revealSecret,
      withRate(0),
    ),
    // Nobody saw anything, and most were silent: each is charged.
    about(
      (size) => ({
        ...{ status: status('Unsealing'), seal: seal(SOLVER), reports: reports(ACCEPT, size) },
        verifiers: silent(size),
      }),
      SOLVER,
      revealSecret,
      withRate(0),
    ),
  ].map((benchmark) => ({ ...benchmark, grows: perChecker })),
  proveAltered: {
    setUp(context) {
      crowd(context, 1_000n);
      const { opening, roots, spec } = alteredCheckpoint(1);
      Checkpoints.put(context, TASK, 1, roots);
      const accused = VERIFIERS.map((account) => ({ account, interval: 0 }));
      putTask(context, {
        ...{ status: status('Unsealing'), spec, seal: { ...seal(SOLVER, false), secret: SECRET } },
        forced: { reporters: REPORTERS, accused, unproved: [1] },
      });
      const call = tasksPallet.call('proveAltered', { task: TASK, checkpoint: 1, opening });
      return { origin: signed(SOLVER), call };
    },
  },
};
