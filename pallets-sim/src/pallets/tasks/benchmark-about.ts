import { MAX_DRAWN_VERIFIERS, MAX_PROFILERS } from '@plumbline/runtime-types/domain/limits';
import type { ProfileReport, Task, Verdict } from '@plumbline/runtime-types/domain/task';
import type { Benchmark } from '../../frame/benchmark.ts';
import type { Context, RuntimeCall } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { crowd } from '../stakes/benchmark-crowd.ts';
import {
  largestSpec,
  putTask,
  REPORTERS,
  ROOT,
  report,
  SALT,
  SECRET,
  SOLVER,
  seal,
  VERIFIERS,
  verifier,
} from './benchmark-task.ts';
import { tasks } from './declaration.ts';
import { DEFAULT_PARAMS } from './params.ts';
import { profileCommitmentOf } from './profile.ts';

const { ProvenModels, Params } = tasks.storage;

export const ACCEPT: Verdict = { type: 'Accept' };
export const FAULT: Verdict = { type: 'Fault', value: { interval: 3 } };
export const [FIRST_VERIFIER = '', ...OTHER_VERIFIERS] = VERIFIERS;
export const [FIRST_REPORTER = '', ...OTHER_REPORTERS] = REPORTERS;
export const status = (type: Task['status']['type']): Task['status'] => ({ type });

/** What a task is like beside `putTask`'s, or how that follows from the size of a benchmark. */
export type Changes = Partial<Task> | ((size: number) => Partial<Task>);

/** A call about a task that has everything, among many other accounts. */
export function about(
  changes: Changes,
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
export const perChecker = { with: 'checker', upTo: MAX_DRAWN_VERIFIERS - 1 };

/** All that a task asks for have reported the same, but for the first where it is the last to do so. */
export const profilers = (said: ProfileReport, isFirstHeard = true): Task['profilers'] =>
  VERIFIERS.map((account, index) => ({
    account,
    second: index < MAX_PROFILERS,
    commitment: profileCommitmentOf(said, SALT, account),
    report: index === 0 && !isFirstHeard ? undefined : said,
  }));
export const SOUND: ProfileReport = { type: 'Ok', value: { unitsPerStep: largestSpec().unitsPerStep } };

export const revealed = (verdict: Verdict, size = perChecker.upTo) =>
  VERIFIERS.slice(0, size + 1).map((account) => verifier(account, verdict));
export const reports = (verdict: Verdict, size = perChecker.upTo) =>
  REPORTERS.slice(0, size).map((account) => report(account, verdict));
export const silent = (size: number) =>
  OTHER_VERIFIERS.slice(0, size).map((account) => verifier(account, undefined, true));

/** All but one of them were silent, and are charged for it when the last has spoken: nothing is left to be unsealed. */
export const lastWord: Partial<Task> = {
  status: status('Revealing'),
  pass: 1,
  seal: { ...seal(SOLVER), secret: SECRET },
};

/** Has forced errors drawn so often, in parts of a million. */
export const withRate = (forcedErrorRate: number) => (context: Context) =>
  Params.put(context, { ...DEFAULT_PARAMS, forcedErrorRate });

/** A model that a task can start from. */
export const putBase = (context: Context) =>
  ProvenModels.put(context, 9, {
    ...{ programRoot: ROOT, stateRoot: ROOT, stateCount: 1, depth: 1, solver: SOLVER },
  });
