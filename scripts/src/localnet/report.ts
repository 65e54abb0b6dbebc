import type { Task } from '@plumbline/runtime-types/domain/task';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { ChainEvent } from '@plumbline/worker/chain/events';
import type { Plain } from '@plumbline/worker/chain/plain';
import type { NameOf } from '@plumbline/worker/cli/describe-event';
import type { Evaluation } from '@plumbline/worker/training/recipes';
import type { Balance } from './balances.ts';

/** An interval that somebody trained again, and whether it came out as committed. */
export interface Replay {
  /** Counted from 1. */
  readonly attempt: number;
  readonly by: string;
  readonly interval: number;
  readonly ok: boolean;
}

/** Seconds since the command began. */
export interface WallTimes {
  networkUp?: number;
  submitted?: number;
  trained?: number;
  ended?: number;
}

/** Everything that was seen of one task, as it happened. */
export interface Journey {
  readonly id: number;
  task: Task;
  readonly events: { readonly block: number; readonly seconds: number; readonly event: ChainEvent }[];
  readonly replays: Replay[];
  readonly seconds: WallTimes;
  readonly before: Map<string, Balance>;
  after: Map<string, Balance>;
  evaluation?: Evaluation;
}

/** Whether the task ended as it should: settled, and with `cheat` only after the liar was slashed. */
export function isExpected(journey: Journey, cheat: string | undefined): boolean {
  const has = (pallet: string, name: string): boolean =>
    journey.events.some(({ event }) => event.pallet === pallet && event.name === name);
  if (journey.task.status.type !== 'Settled') return false;
  if (cheat === undefined) return !has('disputes', 'Opened');
  if (cheat === 'lazy-verifier') {
    return journey.events.some(({ event }) => event.fields.reason === 'AcceptedForcedError');
  }
  const judged = journey.events.find(({ event }) => event.pallet === 'disputes' && event.name === 'Judged');
  return judged?.event.fields.winner === 'Challenger' && has('tasks', 'Slashed') && has('tasks', 'Reopened');
}

/** The JSON document of `--output json`. Amounts are decimal text in the smallest unit. */
export function reportDocument(journey: Journey, cheat: string | undefined, nameOf: NameOf): unknown {
  const { id, task, events, replays, seconds, evaluation } = journey;
  const { spec } = task;
  const fieldsOf: FieldsOf = (pallet, name) =>
    events.flatMap(({ block, event }) =>
      event.pallet === pallet && event.name === name ? [{ block, ...event.fields }] : [],
    );
  return {
    task: {
      id,
      name: spec.name,
      status: task.status.type,
      attempts: task.attempt + 1,
      steps: spec.steps,
      checkpointEvery: spec.checkpointEvery,
      unitsPerStep: spec.unitsPerStep.toString(),
      solver: task.solver === undefined ? null : nameOf(task.solver),
    },
    expected: isExpected(journey, cheat),
    cheat: cheat ?? null,
    events: events.map(({ block, seconds: at, event }) => ({
      block,
      seconds: Number(at.toFixed(3)),
      event: `${event.pallet}.${event.name}`,
      ...event.fields,
    })),
    roots: {
      program: toHex(spec.program.root),
      dataset: toHex(spec.dataset.blob.root),
      checkpoints: fieldsOf('tasks', 'Progress')
        .slice(-task.progress.checkpoints)
        .map(({ roots }) => rightRoot(task, roots)),
      proof:
        task.proofRoots === undefined ? null : [task.proofRoots.first, task.proofRoots.second].map(toHex),
      model: fieldsOf('tasks', 'Settled')[0]?.stateRoot ?? null,
    },
    replays,
    dispute: disputeDocument(fieldsOf, nameOf),
    balances: [...journey.after].map(([name, after]) => ({
      name,
      ...changeOf(journey.before.get(name), after),
    })),
    evaluation: evaluation ?? null,
    seconds,
  };
}

/** Of a pair of roots the one that the Solver stands for; both before it has said which. */
function rightRoot({ seal }: Task, roots: unknown): unknown {
  if (typeof roots !== 'object' || roots === null || !('first' in roots) || !('second' in roots))
    return roots;
  if (seal?.designated === undefined) return roots;
  return seal.designated.type === 'First' ? roots.first : roots.second;
}

type FieldsOf = (pallet: string, name: string) => Readonly<Record<string, Plain | number>>[];

function disputeDocument(fieldsOf: FieldsOf, nameOf: NameOf): unknown {
  const opened = fieldsOf('disputes', 'Opened')[0];
  if (opened === undefined) return null;
  const judged = fieldsOf('disputes', 'Judged')[0];
  return {
    interval: opened.interval,
    challenger: nameOf(opened.challenger),
    defender: nameOf(opened.defender),
    moves: fieldsOf('disputes', 'Moved').map(({ block, round, side, phase }) => ({
      block,
      round,
      side,
      phase,
    })),
    winner: judged?.winner ?? null,
    reason: judged?.reason ?? null,
  };
}

function changeOf(before: Balance | undefined, after: Balance): Record<string, string> {
  const was = (before?.free ?? 0n) + (before?.held ?? 0n);
  const is = after.free + after.held;
  return {
    before: was.toString(),
    after: is.toString(),
    held: after.held.toString(),
    change: (is - was).toString(),
  };
}
