import {
  MAX_DRAWN_VERIFIERS,
  MAX_INTERVALS,
  MAX_PROFILERS,
  MAX_SERVED,
} from '@plumbline/runtime-types/domain/limits';
import type { ProfileReport, Task, Verdict } from '@plumbline/runtime-types/domain/task';
import { proofRoot } from '@plumbline/verification/trace/state';
import { type Benchmark, type Benchmarks, CALLER } from '../../frame/benchmark.ts';
import type { Context, RuntimeCall } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { endow } from '../balances/benchmarks.ts';
import { UNIT } from '../balances/declaration.ts';
import { callerAmongMany, crowd } from '../stakes/benchmark-crowd.ts';
import { alteredCheckpoint } from './benchmark-alteration.ts';
import {
  largestSpec,
  putTask,
  REPORTERS,
  ROOT,
  report,
  SALT,
  SECRET,
  SOLVER,
  SUBMITTER,
  seal,
  sealKeys,
  TASK,
  VERIFIERS,
  verifier,
} from './benchmark-task.ts';
import { tasks } from './declaration.ts';
import { tasksPallet } from './pallet.ts';
import { DEFAULT_PARAMS } from './params.ts';
import { profileCommitmentOf } from './profile.ts';

const { Checkpoints, ProvenModels, Params } = tasks.storage;

const task = TASK;
const ACCEPT: Verdict = { type: 'Accept' };
const FAULT: Verdict = { type: 'Fault', value: { interval: 3 } };
const [FIRST_VERIFIER = '', ...OTHER_VERIFIERS] = VERIFIERS;
const [FIRST_REPORTER = '', ...OTHER_REPORTERS] = REPORTERS;
const status = (type: Task['status']['type']): Task['status'] => ({ type });

/** A call about a task that has everything, among many other accounts. */
function about(
  changes: Partial<Task> | ((size: number) => Partial<Task>),
  by: string,
  call: RuntimeCall,
  prepare?: (context: Context, size: number) => void,
): Benchmark {
  return {
    setUp(context, size) {
      crowd(context, 1_000n);
      prepare?.(context, size);
      putTask(context, typeof changes === 'function' ? changes(size) : changes);
      return { origin: signed(by), call };
    },
  };
}

/** As many more Verifiers have their say at once, and as many Whistleblowers. */
const perChecker = { with: 'checker', upTo: MAX_DRAWN_VERIFIERS - 1 };
/** Keys that were sealed to accounts go when a task is over; all but one of those that may serve have one. */
const perKey = { with: 'key', upTo: MAX_SERVED - 1 };

/** All that a task asks for have reported the same, but for the first where it is the last to do so. */
const profilers = (said: ProfileReport, isFirstHeard = true): Task['profilers'] =>
  VERIFIERS.map((account, index) => ({
    account,
    second: index < MAX_PROFILERS,
    commitment: profileCommitmentOf(said, SALT, account),
    report: index === 0 && !isFirstHeard ? undefined : said,
  }));
const SOUND: ProfileReport = { type: 'Ok', value: { unitsPerStep: largestSpec().unitsPerStep } };

const revealed = (verdict: Verdict, size = perChecker.upTo) =>
  VERIFIERS.slice(0, size + 1).map((account) => verifier(account, verdict));
const reports = (verdict: Verdict, size = perChecker.upTo) =>
  REPORTERS.slice(0, size).map((account) => report(account, verdict));
const silent = (size: number) =>
  OTHER_VERIFIERS.slice(0, size).map((account) => verifier(account, undefined, true));

/** All but one of them were silent, and are charged for it when the last has spoken: nothing is left to be unsealed. */
const lastWord: Partial<Task> = {
  status: status('Revealing'),
  pass: 1,
  seal: { ...seal(SOLVER), secret: SECRET },
};

const withRate = (forcedErrorRate: number) => (context: Context) =>
  Params.put(context, { ...DEFAULT_PARAMS, forcedErrorRate });

const revealSecret = tasksPallet.call('revealSecret', { task, secret: SECRET });

export const tasksBenchmarks: Benchmarks = {
  submit: {
    setUp(context) {
      endow(context, CALLER, 10_000_000n * UNIT);
      ProvenModels.put(context, 9, {
        ...{ programRoot: ROOT, stateRoot: ROOT, stateCount: 1, depth: 1, solver: SOLVER },
      });
      return { origin: signed(CALLER), call: tasksPallet.call('submit', { spec: largestSpec({ base: 9 }) }) };
    },
  },
  cancel: {
    grows: perKey,
    ...about(
      { status: status('Open'), attempt: 0, pass: 1, solver: undefined, profilers: profilers(SOUND) },
      SUBMITTER,
      tasksPallet.call('cancel', { task }),
      sealKeys,
    ),
  },
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
    tasksPallet.call('commitProfile', { task, commitment: ROOT }),
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
      tasksPallet.call('revealProfile', { task, report: said, salt: SALT }),
    ),
  ),
  decline: about({ status: status('Assigned') }, SOLVER, tasksPallet.call('decline', { task })),
  sealKey: about(
    { status: status('Assigned') },
    SUBMITTER,
    tasksPallet.call('sealKey', { task, who: SOLVER, key: new Uint8Array(80) }),
  ),
  start: about(
    { status: status('Assigned'), attempt: 0, pass: 1, profilers: profilers(SOUND) },
    SOLVER,
    tasksPallet.call('start', { task, commitment: ROOT }),
  ),
  progress: about(
    {
      ...{ status: status('Training'), seal: seal(SOLVER), spec: largestSpec({ base: 9 }) },
      progress: { checkpoints: 0, loss: 0 },
    },
    SOLVER,
    tasksPallet.call('progress', { task, checkpoint: 0, roots: { first: ROOT, second: ROOT }, loss: 1 }),
    (context) =>
      ProvenModels.put(context, 9, {
        ...{ programRoot: ROOT, stateRoot: ROOT, stateCount: 1, depth: 1, solver: SOLVER },
      }),
  ),
  complete: {
    grows: { with: 'checkpoint', upTo: MAX_INTERVALS },
    setUp(context, size) {
      const count = size + 1;
      const spec = largestSpec({ steps: Math.max(size, 1) });
      const roots = { first: ROOT, second: ROOT };
      const posted = Math.max(count, 2);
      for (let index = 0; index < posted; index++) Checkpoints.put(context, task, index, roots);
      const progress = { checkpoints: posted, loss: 0 };
      putTask(context, { status: status('Training'), seal: seal(SOLVER), spec, progress });
      const root = proofRoot(new Array(posted).fill(ROOT));
      const call = tasksPallet.call('complete', { task, proofRoots: { first: root, second: root } });
      return { origin: signed(SOLVER), call };
    },
  },
  designate: about(
    { status: status('Proved'), seal: seal(SOLVER) },
    SOLVER,
    tasksPallet.call('designate', { task, position: { type: 'First' } }),
  ),
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
    tasksPallet.call('commitVerdict', { task, commitment: ROOT }),
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
      tasksPallet.call('revealVerdict', { task, verdict: ACCEPT, salt: SALT }),
    ),
  },
  commitReport: {
    setUp(context) {
      callerAmongMany(context, 'Whistleblower');
      const kept = OTHER_REPORTERS.map((account) => report(account, ACCEPT));
      const made = putTask(context, { status: status('Verifying'), reports: kept });
      tasks.storage.Tasks.put(context, task, { ...made, served: made.served.slice(1) });
      return {
        origin: signed(CALLER),
        call: tasksPallet.call('commitReport', { task, commitment: ROOT }),
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
      tasksPallet.call('revealReport', { task, verdict: ACCEPT, salt: SALT }),
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
      Checkpoints.put(context, task, 1, roots);
      const accused = VERIFIERS.map((account) => ({ account, interval: 0 }));
      putTask(context, {
        ...{ status: status('Unsealing'), spec, seal: { ...seal(SOLVER, false), secret: SECRET } },
        forced: { reporters: REPORTERS, accused, unproved: [1] },
      });
      const call = tasksPallet.call('proveAltered', { task, checkpoint: 1, opening });
      return { origin: signed(SOLVER), call };
    },
  },
};
