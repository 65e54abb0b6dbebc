import { MAX_INTERVALS } from '@plumbline/runtime-types/domain/limits';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Benchmark, Benchmarks, MeasuredHook } from '../../frame/benchmark.ts';
import { ZERO_WEIGHT } from '../../frame/weight.ts';
import { blockNumber } from '../system/block.ts';
import {
  ACCEPT,
  FAULT,
  perChecker,
  profilers,
  reports,
  revealed,
  SOUND,
  silent,
  status,
} from './benchmark-about.ts';
import {
  largestSpec,
  putTask,
  REPORTERS,
  ROOT,
  SECRET,
  SOLVER,
  seal,
  TASK,
  VERIFIERS,
  verifier,
} from './benchmark-task.ts';
import { tasks } from './declaration.ts';
import { hooks } from './hooks.ts';
import { DEFAULT_PARAMS } from './params.ts';

const { Checkpoints, Deadlines, SealedKeys, Tasks } = tasks.storage;
const KEY = new Uint8Array(80);

/** The last attempt that there may be: what follows on it is the task's end. */
const LAST = { attempt: DEFAULT_PARAMS.maxAttempts - 1 };
const shown = { ...seal(SOLVER), secret: SECRET };

/** A task wakes up in which nothing is left to be waited for. Nobody is there to be drawn: draws are weighed apart. */
function wake(changes: (size: number) => Partial<Task>): Benchmark<MeasuredHook> {
  return {
    grows: perChecker,
    setUp(context, size) {
      const now = blockNumber(context);
      Tasks.put(context, TASK, { ...putTask(context, changes(size)), deadline: now });
      Deadlines.put(context, now, [TASK]);
      Checkpoints.put(context, TASK, MAX_INTERVALS, { first: ROOT, second: ROOT });
      // Whoever was given the key of a private task pays for silence.
      for (const who of VERIFIERS) SealedKeys.put(context, TASK, who, KEY);
      return { hook: (running) => hooks.onInitialize?.(running, now) ?? ZERO_WEIGHT };
    },
  };
}

const impossible = { type: 'NonFinite' as const };
const unheard = (size: number) =>
  profilers(SOUND)
    .slice(0, size + 1)
    .map((one) => ({ ...one, report: undefined }));

/** What follows when a task has waited long enough, status by status. */
const WAKES: Readonly<Record<string, (size: number) => Partial<Task>>> = {
  'silent profilers are replaced': (size) => ({
    ...{ status: status('Reporting'), attempt: 0, solver: undefined },
    profilers: unheard(size),
  }),
  'it cannot be carried out, and all who found that are paid': (size) => ({
    ...{ status: status('Profiled'), attempt: 0, pass: 1, solver: undefined },
    profilers: profilers(impossible)
      .slice(0, size + 1)
      .map((one) => ({ ...one, second: true })),
  }),
  'no Solver was found': (size) => ({
    ...{ status: status('Open'), attempt: 0, solver: undefined },
    profilers: profilers(SOUND).slice(0, size + 1),
  }),
  'its Solver did not start': (size) => ({
    ...{ status: status('Assigned'), attempt: 0, profilers: profilers(SOUND).slice(0, size + 1) },
  }),
  'its Solver did not go on': () => ({ status: status('Training'), seal: seal(SOLVER), ...LAST }),
  'silent Verifiers that were given the key are replaced': (size) => ({
    ...{ status: status('Verifying'), seal: seal(SOLVER), reports: reports(ACCEPT, size) },
    verifiers: VERIFIERS.slice(0, size + 1).map((account) => verifier(account, undefined)),
  }),
  'Verifiers have not revealed': (size) => ({
    ...{ status: status('Revealing'), seal: shown, pass: 1, spec: largestSpec({ verifiers: 1 }) },
    verifiers: [...revealed(ACCEPT, 0), ...silent(size).map((one) => ({ ...one, absent: false }))],
    reports: reports(ACCEPT, size).map((one) => ({ ...one, verdict: undefined })),
  }),
  'its Solver did not show its secret': (size) => ({
    ...{ status: status('Unsealing'), seal: seal(SOLVER), ...LAST },
    ...{ verifiers: revealed(FAULT, size), reports: reports(FAULT, size) },
  }),
  'it is settled, and all who accepted it are paid': (size) => ({
    ...{ status: status('Challengeable'), seal: shown, verifiers: revealed(ACCEPT, size) },
  }),
};

/** The same where everybody who saw a forced error has a part of what everybody who did not see it loses. */
const FORCED_WAKES: typeof WAKES = {
  'those accused have no more to say': (size) => ({
    ...{
      status: status('Verifying'),
      seal: shown,
      pass: 1,
      searchUntil: 1,
      verifiers: silent(size),
      ...LAST,
    },
    forced: {
      reporters: REPORTERS.slice(0, size),
      accused: silent(size).map(({ account }) => ({ account, interval: 0 })),
      unproved: [],
    },
  }),
  'it is settled after a forced error': (size) => ({
    ...{ status: status('Challengeable'), seal: shown, pass: 1, verifiers: revealed(ACCEPT, 0) },
    forced: {
      reporters: REPORTERS.slice(0, size),
      accused: silent(size).map(({ account }) => ({ account, interval: 0 })),
      unproved: [],
    },
  }),
};

export const wakeBenchmarks: Benchmarks = {
  wake: Object.values(WAKES).map(wake),
  wakeForced: Object.values(FORCED_WAKES).map(wake),
};
