import { MAX_WITNESSES } from '@plumbline/runtime-types/domain/limits';
import type { Witnesses } from '@plumbline/runtime-types/domain/witness';
import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { endDuty } from '../stakes/duties.ts';
import { payHeld } from '../tasks/money.ts';
import { taskOf } from '../tasks/store.ts';
import { startClock, stopClock } from './deadline.ts';
import { disputes } from './declaration.ts';
import { disputeOf } from './dispute-of.ts';
import { judge } from './judge.ts';

const { Disputes, Witnesses: Stored } = disputes.storage;

/**
 * The witnesses have spoken. When a quorum of them was not served the trace, its Solver has lost, and pays them as it
 * pays Verifiers. Otherwise those that were served have it, and are paid by the challenger, which fetches it from them
 * and goes on with its move. Those that say too few that they were not served are paid by nobody: else it would be a
 * safe bet to say so without a look, and whoever is drawn could have the challenger's deposit by it.
 *
 * The quorum is of voices, not of those that have spoken: it is more than half of all that can be drawn, so whoever
 * wants an honest Solver convicted has to be as many, however many others are kept from speaking.
 */
export function hearWitnesses(context: Context, id: number, called: Witnesses): void {
  const { drawn, deposit } = called;
  // As it was when the deposit was made, whatever the parameters say by now.
  const fee = deposit / BigInt(MAX_WITNESSES);
  const dispute = disputeOf(context, id);
  const { challenger, task } = dispute;
  const { Witness } = disputes.holdReasons;
  for (const { account } of drawn) endDuty(context, 'Verifier', account, true);
  const served = drawn.filter((witness) => witness.served === true);
  const unserved = drawn.filter((witness) => witness.served === false);
  const isWithheld = unserved.length >= disputes.constants.WitnessQuorum;
  disputes.deposit(context, 'WitnessesHeard', {
    dispute: id,
    served: served.length,
    unserved: unserved.length,
  });
  let left = deposit;
  if (!isWithheld) {
    for (const { account: who } of served) {
      payHeld(context, task, Witness, challenger, { who, amount: fee, reason: 'WitnessFee' });
      left -= fee;
    }
  }
  release(context, Witness, challenger, left);
  if (isWithheld) {
    const fees = new Map(unserved.map(({ account }) => [account, fee]));
    judge(context, id, dispute, 'Challenger', 'Unserved', fees);
    return;
  }
  Stored.put(context, id, { ...called, stage: { type: 'Heard' }, drawn: served, deposit: 0n });
  stopClock(context, id, dispute.deadline);
  const deadline = startClock(context, id, taskOf(context, task).spec);
  Disputes.put(context, id, { ...dispute, deadline });
}
