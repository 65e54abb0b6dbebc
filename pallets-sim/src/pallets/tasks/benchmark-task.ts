import {
  MAX_DEADLINES,
  MAX_DRAWN_VERIFIERS,
  MAX_INTERVALS,
  MAX_PROFILERS,
  MAX_REPORTS,
  MAX_SERVED,
} from '@plumbline/runtime-types/domain/limits';
import type { DrawnVerifier, Task, Verdict } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { rightPosition, secretCommitment } from '@plumbline/verification/forced/lottery';
import { CALLER } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { endow } from '../balances/benchmarks.ts';
import { UNIT } from '../balances/declaration.ts';
import { hold } from '../balances/holds.ts';
import { disputes } from '../disputes/declaration.ts';
import { numbered, registerRich } from '../stakes/benchmark-crowd.ts';
import { beginDuty } from '../stakes/duties.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { blockNumber } from '../system/block.ts';
import { commitmentOf } from './commitment.ts';
import { tasks } from './declaration.ts';

const { Tasks, NextTaskId, Deadlines } = tasks.storage;

/** The one task of a benchmark. */
export const TASK = 0;
export const SALT = new Uint8Array(32).fill(7);
export const SECRET = new Uint8Array(32).fill(5);
export const ROOT = new Uint8Array(32).fill(1);
const ESCROW = 1_000_000n * UNIT;

/** Who stands where: drawn Verifiers, profilers among them, those that report, and the Solver. */
export const VERIFIERS = Array.from({ length: MAX_DRAWN_VERIFIERS }, (_, index) => numbered(100 + index));
export const REPORTERS = Array.from({ length: MAX_REPORTS }, (_, index) => numbered(200 + index));
export const SUBMITTER = numbered(300);
export const SOLVER = numbered(301);

/** A spec that takes as many bytes as one can, of a task that has as many intervals as one can. */
export function largestSpec(changes: Partial<TaskSpec> = {}): TaskSpec {
  const blob = { root: ROOT, bytes: 4_096n };
  return {
    name: 'n'.repeat(64),
    program: { root: ROOT, stateCount: 1, nodeCount: 3, file: blob },
    dataset: { blob, rows: 1, rowStride: 1, rowWidth: 1 },
    batchSize: 1,
    steps: MAX_INTERVALS,
    checkpointEvery: 1,
    unitsPerStep: 1_000_000n,
    mode: { type: 'Reproducible' },
    verifiers: 8,
    profilers: MAX_PROFILERS,
    sampleRate: 1_000_000,
    maxPrice: 1_000_000_000_000n,
    stallBlocks: 100,
    base: undefined,
    sealed: { program: blob, dataset: blob },
    sources: new Array<string>(8).fill('s'.repeat(256)),
    ...changes,
  };
}

/** A drawn Verifier with what it says; it has committed to that. */
export function verifier(account: string, verdict: Verdict | undefined, absent = false): DrawnVerifier {
  const commitment = verdict && commitmentOf(verdict, SALT, account);
  return { account, commitment, verdict, refuted: false, absent };
}

/** What a Whistleblower said in the blind window. */
export function report(account: string, verdict: Verdict): Task['reports'][number] {
  return { account, commitment: commitmentOf(verdict, SALT, account), verdict, bond: 20n * UNIT };
}

/** The seal of an attempt whose Solver designated its right roots, or the altered ones. */
export function seal(solver: string, isRight = true): NonNullable<Task['seal']> {
  const right = rightPosition(SECRET);
  const wrong = right === 'First' ? 'Second' : 'First';
  return {
    commitment: secretCommitment(SECRET, fromHex(solver)),
    salt: ROOT,
    lottery: ROOT,
    designated: { type: isRight ? right : wrong },
    secret: undefined,
  };
}

/**
 * Stores a task that has everything that one can have: as many accounts have served on it as may, each of them
 * registered and bound, and everybody who may be paid or slashed has an account.
 */
export function putTask(context: Context, changes: Partial<Task>): Task {
  for (const account of VERIFIERS) bind(context, account, 'Verifier');
  for (const account of REPORTERS) bind(context, account, 'Whistleblower');
  bind(context, SOLVER, 'Solver');
  for (const account of [CALLER, JACKPOT]) endow(context, account, ESCROW);
  endow(context, SUBMITTER, 4n * ESCROW);
  hold(context, tasks.holdReasons.Escrow, SUBMITTER, ESCROW);
  const deadline = blockNumber(context) + 50;
  const full = Array.from({ length: MAX_DEADLINES - 1 }, (_, index) => index + 1);
  Deadlines.put(context, deadline, [...full, TASK]);
  const others = Array.from({ length: MAX_SERVED - VERIFIERS.length - REPORTERS.length - 2 }, (_, index) =>
    numbered(1_000 + index),
  );
  const served: Task['served'] = [
    { account: SOLVER, role: { type: 'Solver' } },
    ...[...VERIFIERS, ...others].map((account) => ({ account, role: { type: 'Verifier' as const } })),
    ...REPORTERS.map((account) => ({ account, role: { type: 'Whistleblower' as const } })),
  ];
  const task: Task = {
    submitter: SUBMITTER,
    spec: largestSpec(),
    status: { type: 'Open' },
    attempt: 1,
    seed: ROOT,
    solver: SOLVER,
    price: 1_000n,
    profilers: [],
    verifiers: [],
    reports: [],
    blindUntil: 0,
    assignedAt: 0,
    pass: 0,
    forced: undefined,
    drawSeed: ROOT,
    seal: undefined,
    proofRoots: undefined,
    progress: { checkpoints: MAX_INTERVALS + 1, loss: 0 },
    deadline,
    searchUntil: 0,
    dispute: undefined,
    served,
    escrow: ESCROW,
    submittedAt: 0,
    ...changes,
  };
  Tasks.put(context, TASK, task);
  NextTaskId.put(context, TASK + 1);
  return task;
}

function bind(context: Context, who: string, role: 'Solver' | 'Verifier' | 'Whistleblower'): void {
  registerRich(context, who, role);
  beginDuty(context, role, who);
  if (role !== 'Whistleblower') return;
  const { bond } = disputes.storage.Params.get(context);
  hold(context, tasks.holdReasons.Report, who, bond);
}
