import type { DrawnWitness, Witnesses } from '@plumbline/runtime-types/domain/witness';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { witnessCommitment } from '@plumbline/verification/pinpoint/witness';
import type { Context } from '../../frame/context.ts';
import { hold } from '../balances/holds.ts';
import { stakes } from '../stakes/declaration.ts';
import { part, stakeOf } from '../stakes/slash.ts';
import { RANDOMNESS_DELAY } from '../tasks/seal.ts';
import { putDeadline } from './deadline.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';
import { endStage } from './witness-stages.ts';

const { Params, Witnesses: Stored } = disputes.storage;

/** The deposit is at least this part of a bond: witnesses fetch a whole trace. */
const DEPOSITS_PER_BOND = 4n;
/** And this part of what the Solver stands to lose, so that asking until one's friends are drawn costs what it brings. */
const DEPOSITS_PER_SLASH = 8n;

/** What a challenger puts down to have witnesses called against a Solver, a fifth of it for each. */
export function witnessDeposit(context: Context, solver: string): bigint {
  const ofBond = Params.get(context).bond / DEPOSITS_PER_BOND;
  const slash = part(stakeOf(context, 'Solver', solver), stakes.storage.Params.get(context).fraudSlash);
  const ofSlash = slash / DEPOSITS_PER_SLASH;
  return ofBond > ofSlash ? ofBond : ofSlash;
}

/** Whether a dispute waits for its witnesses; nobody moves in it then. */
export function areWitnessesAtWork(context: Context, id: number): boolean {
  const stage = Stored.get(context, id)?.stage.type;
  return stage !== undefined && stage !== 'Heard';
}

/**
 * The challenger says that a tolerant Solver is committed to a trace and does not serve it. Verifiers that are drawn two
 * blocks later try to fetch it, for a deposit; the game waits for what they say. Once in a dispute.
 */
export function reportUnserved(context: Context, who: string, id: number): void {
  const dispute = disputeOf(context, id);
  disputes.ensure(who === dispute.challenger, 'NotParty');
  const { game } = dispute;
  const isLaidOpen = game.type === 'Trace' && game.value.root !== undefined && game.value.owed === undefined;
  disputes.ensure(isLaidOpen, 'NotLaidOpen');
  disputes.ensure(!Stored.has(context, id), 'WitnessesCalled');
  const deposit = witnessDeposit(context, dispute.defender);
  hold(context, disputes.holdReasons.Witness, who, deposit);
  Stored.put(context, id, { stage: { type: 'Seeking' }, drawn: [], replaced: false, deposit });
  putDeadline(context, id, dispute, RANDOMNESS_DELAY);
  disputes.deposit(context, 'Unserved', { dispute: id, task: dispute.task, who });
}

/** A witness commits to whether it was served the trace, unseen by the others. */
export function commitWitness(context: Context, who: string, id: number, commitment: Hash): void {
  const { called, mine } = witnessOf(context, id, who, 'Committing');
  disputes.ensure(mine.commitment === undefined, 'AlreadyWitnessed');
  mine.commitment = commitment;
  Stored.put(context, id, called);
  disputes.deposit(context, 'WitnessCommitted', { dispute: id, who });
  if (called.drawn.every((witness) => witness.commitment !== undefined)) endStage(context, id);
}

/** A witness says whether it was served the trace. */
export function revealWitness(
  context: Context,
  who: string,
  id: number,
  served: boolean,
  salt: Uint8Array,
): void {
  const { called, mine } = witnessOf(context, id, who, 'Revealing');
  disputes.ensure(mine.served === undefined, 'AlreadyWitnessed');
  const kept =
    mine.commitment !== undefined && sameHash(mine.commitment, witnessCommitment(served, salt, who));
  disputes.ensure(kept, 'WitnessMismatch');
  mine.served = served;
  Stored.put(context, id, called);
  disputes.deposit(context, 'WitnessRevealed', { dispute: id, who, served });
  if (called.drawn.every((witness) => witness.served !== undefined)) endStage(context, id);
}

function witnessOf(
  context: Context,
  id: number,
  who: string,
  stage: Witnesses['stage']['type'],
): { called: Witnesses; mine: DrawnWitness } {
  const called = Stored.get(context, id);
  const mine = called?.drawn.find(({ account }) => account === who);
  if (called === undefined || mine === undefined) throw disputes.error('NotWitness');
  disputes.ensure(called.stage.type === stage, 'NotWitnessing');
  return { called, mine };
}
