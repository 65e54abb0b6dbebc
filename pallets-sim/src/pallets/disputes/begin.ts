import type { DisputeOrigin } from '@plumbline/runtime-types/domain/dispute';
import { openingPosition } from '@plumbline/verification/pinpoint/message';
import { intervalCount, openGame } from '@plumbline/verification/pinpoint/open';
import type { Context } from '../../frame/context.ts';
import type { OpenTask } from '../tasks/store.ts';
import { checkpointOf } from '../tasks/train.ts';
import { startClock } from './deadline.ts';
import { disputes } from './declaration.ts';
import { gameFacts } from './facts.ts';
import { messageContext } from './message-context.ts';

export interface Accusation {
  readonly challenger: string;
  /** One past the last stands for the initial state. */
  readonly interval: number;
  readonly origin: DisputeOrigin;
  /** Held from the challenger. */
  readonly bond: bigint;
}

/** Starts the game about an interval; its ends are the checkpoints that the Solver posted. Returns the dispute. */
export function beginDispute(context: Context, task: OpenTask, accusation: Accusation): number {
  const { challenger, interval, origin, bond } = accusation;
  const facts = gameFacts(task.data);
  disputes.ensure(interval <= intervalCount(facts), 'NoSuchInterval');
  const initial = interval === intervalCount(facts);
  const game = openGame(
    facts,
    initial
      ? { interval: 'initial', start: checkpointOf(context, task.id, 0) }
      : {
          interval,
          start: checkpointOf(context, task.id, interval),
          end: checkpointOf(context, task.id, interval + 1),
        },
  );
  const id = disputes.storage.NextDisputeId.get(context);
  disputes.storage.NextDisputeId.put(context, id + 1);
  const defender = task.data.solver ?? task.data.submitter;
  const deadline = startClock(context, id, task.data.spec);
  disputes.storage.Disputes.put(context, id, {
    task: task.id,
    challenger,
    defender,
    origin,
    interval,
    game,
    round: 0,
    head: openingPosition(messageContext(context, id, task.id), game).head,
    deadline,
    bond,
  });
  disputes.deposit(context, 'Opened', { dispute: id, task: task.id, challenger, defender, interval });
  return id;
}
