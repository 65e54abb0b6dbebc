import type { Task } from '@plumbline/runtime-types/domain/task';
import type { DrawnWitness, Witnesses } from '@plumbline/runtime-types/domain/witness';
import type { Context } from '../../frame/context.ts';
import { endDuty } from '../stakes/duties.ts';
import { slashSilent } from '../tasks/silence.ts';
import { taskOf } from '../tasks/store.ts';
import { recomputeBlocks } from '../tasks/windows.ts';
import { putDeadline } from './deadline.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';
import { drawWitnesses } from './draw-witnesses.ts';
import { hearWitnesses } from './hear-witnesses.ts';

const { Params, Witnesses: Stored } = disputes.storage;

/** Goes on as soon as all witnesses have acted, or when their time is over: who was silent counts no more. */
export function endStage(context: Context, id: number): void {
  const called = Stored.get(context, id);
  if (called === undefined) return;
  if (called.stage.type === 'Seeking') startCommitting(context, id, called, drawWitnesses(context, id, []));
  else if (called.stage.type === 'Committing') endCommitting(context, id, called);
  else endRevealing(context, id, called);
}

function startCommitting(
  context: Context,
  id: number,
  called: Witnesses,
  drawn: readonly DrawnWitness[],
): void {
  if (drawn.length === 0) {
    hearWitnesses(context, id, called);
    return;
  }
  Stored.put(context, id, { ...called, stage: { type: 'Committing' }, drawn: [...drawn] });
  const dispute = disputeOf(context, id);
  const { spec } = taskOf(context, dispute.task);
  putDeadline(context, id, dispute, Params.get(context).moveBlocks + recomputeBlocks(spec));
}

/**
 * Who has not committed is replaced, once: nobody has said yet what it found, and the block whose randomness draws the
 * others was not made while those could still commit.
 */
function endCommitting(context: Context, id: number, called: Witnesses): void {
  const { task } = disputeOf(context, id);
  const drawn = dropSilent(context, id, called, ({ commitment }) => commitment === undefined);
  const silent = called.drawn.filter(({ commitment }) => commitment === undefined);
  const isToReplace = silent.length > 0 && !called.replaced && mustCommit(taskOf(context, task));
  const others = isToReplace ? drawWitnesses(context, id, drawn, silent) : [];
  if (others.length > 0) {
    startCommitting(context, id, { ...called, replaced: true }, [...drawn, ...others]);
  } else if (drawn.length > 0) {
    Stored.put(context, id, { ...called, stage: { type: 'Revealing' }, drawn });
    putDeadline(context, id, disputeOf(context, id), Params.get(context).moveBlocks);
  } else {
    hearWitnesses(context, id, { ...called, drawn });
  }
}

function endRevealing(context: Context, id: number, called: Witnesses): void {
  const drawn = dropSilent(context, id, called, ({ served }) => served === undefined);
  hearWitnesses(context, id, { ...called, drawn });
}

function dropSilent(
  context: Context,
  id: number,
  { drawn }: Witnesses,
  isSilent: (witness: DrawnWitness) => boolean,
): DrawnWitness[] {
  const { task } = disputeOf(context, id);
  const data = taskOf(context, task);
  for (const { account, commitment } of drawn.filter(isSilent)) {
    endDuty(context, 'Verifier', account, false);
    // Whoever has committed could look.
    const isBlamed = commitment !== undefined || mustCommit(data);
    if (isBlamed) slashSilent(context, { id: task, data }, 'Verifier', account);
  }
  return drawn.filter((witness) => !isSilent(witness));
}

/**
 * Nobody can tell whether the box that the Submitter of a private task has sealed to a witness opens, so there a
 * witness that does not commit loses nothing. Nor is it replaced: a Submitter that gives the key to its friends alone,
 * to have an honest Solver convicted, would have more of them drawn by that.
 */
function mustCommit({ spec }: Task): boolean {
  return spec.sealed === undefined;
}
