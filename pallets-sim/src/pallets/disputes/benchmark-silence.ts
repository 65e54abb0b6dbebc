import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { type Benchmark, CALLER, type MeasuredCall } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { hold } from '../balances/holds.ts';
import { crowd, registerRich } from '../stakes/benchmark-crowd.ts';
import { beginDuty } from '../stakes/duties.ts';
import { ACCEPT, FAULT, perChecker, reports, revealed } from '../tasks/benchmark-about.ts';
import { putTask, REPORTERS, ROOT, SOLVER, seal, TASK, VERIFIERS } from '../tasks/benchmark-task.ts';
import { tasks } from '../tasks/declaration.ts';
import { DISPUTE } from './benchmark-game.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';

const { Disputes, Waiting, Params } = disputes.storage;
const { Bond } = disputes.holdReasons;

export const TREE_ROOT = { first: ROOT, second: ROOT };

/** As many more Verifiers have accepted the work. */
export const accepted = (size: number): Partial<Task> => ({ verifiers: revealed(ACCEPT, size) });

/** So many challenges wait for the dispute; a duty binds each of those that brought them. */
export function wait(context: Context, count: number): void {
  const { bond } = Params.get(context);
  const challengers = REPORTERS.slice(0, count);
  for (const challenger of challengers) {
    hold(context, Bond, challenger, bond);
    beginDuty(context, 'Whistleblower', challenger);
  }
  Waiting.put(
    context,
    TASK,
    challengers.map((challenger) => ({ challenger, interval: 3, bond })),
  );
}

/** A side was silent in a dispute about a task with as many intervals as there can be. */
export function silence(
  dispute: Partial<Dispute>,
  task: (size: number) => Partial<Task>,
): Benchmark<MeasuredCall> {
  return {
    grows: perChecker,
    setUp(context, size) {
      crowd(context, 1_000n);
      putTask(context, { status: { type: 'Disputed' }, seal: seal(SOLVER), dispute: DISPUTE, ...task(size) });
      registerRich(context, CALLER, 'Whistleblower');
      const { bond } = Params.get(context);
      hold(context, Bond, CALLER, bond);
      for (const index of [3, 4]) tasks.storage.Checkpoints.put(context, TASK, index, TREE_ROOT);
      wait(context, size);
      Disputes.put(context, DISPUTE, {
        ...{ task: TASK, challenger: CALLER, defender: SOLVER, defence: { type: 'Solver' } },
        ...{ origin: { type: 'Whistleblower' }, interval: 3, round: 1, head: ROOT, deadline: 0, bond },
        game: DEFENDERS_TURN,
        ...dispute,
      });
      disputes.storage.NextDisputeId.put(context, DISPUTE + 1);
      return { origin: signed(CALLER), call: disputesPallet.call('timeout', { dispute: DISPUTE }) };
    },
  };
}

const DEFENDERS_TURN: Dispute['game'] = { type: 'Operators', value: { step: 3, start: ROOT, end: ROOT } };
const CHALLENGERS_TURN: Dispute['game'] = {
  type: 'Branch',
  value: { at: { step: 3, start: ROOT, end: ROOT, operators: ROOT } },
};
export const [DEFENDER = ''] = VERIFIERS;

export const silences = [
  // A Verifier took over and did not defend either: it and the Solver are slashed, and the attempt is over.
  silence({ defence: { type: 'Verifier' }, defender: DEFENDER }, accepted),
  // A challenge failed, and the next of those that wait is played.
  silence({ game: CHALLENGERS_TURN }, accepted),
  // A Verifier did not prove its fault, and others that saw one are heard.
  silence({ game: CHALLENGERS_TURN, challenger: DEFENDER, origin: { type: 'Verifier' } }, (size) => ({
    ...{ verifiers: revealed(FAULT, size), reports: reports(FAULT, size) },
  })),
];
