import { move } from '@plumbline/runtime-types/domain/move';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { call } from '../../frame/call.ts';
import { transactional } from '../../frame/context.ts';
import { ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { addWeights, weightOf } from '../../frame/weight.ts';
import { challenge } from './challenge.ts';
import { disputes } from './declaration.ts';
import { genesis } from './genesis.ts';
import { play, timeout, timeoutIfOverdue } from './play.ts';

/** A verdict pays several accounts and may open the task again. */
const VERDICT = weightOf({ reads: 60, writes: 60, compute: 100_000_000n });
/** Two leaves of 4 KiB with their paths are hashed at most, and one operation computed. */
const MOVE = addWeights(VERDICT, weightOf({ reads: 3, writes: 3, compute: 2_000_000_000n }));

export const disputesPallet = definePallet(disputes, {
  calls: {
    challenge: call(
      {
        docs: 'A Whistleblower bonds and denies an interval; one past the last denies the initial state.',
        args: { task: u32, interval: u32 },
        weight: VERDICT,
      },
      (context, origin, { task, interval }) => challenge(context, ensureSigned(origin), task, interval),
    ),
    play: call(
      {
        docs: 'One move of the side whose turn it is; the round is the number of moves so far.',
        args: { dispute: u32, round: u32, move },
        weight: MOVE,
      },
      (context, origin, { dispute, round, move: played }) =>
        play(context, ensureSigned(origin), dispute, round, played),
    ),
    timeout: call(
      { docs: 'Ends a dispute whose deadline has passed.', args: { dispute: u32 }, weight: VERDICT },
      (context, origin, { dispute }) => {
        ensureSigned(origin);
        timeout(context, dispute);
      },
    ),
  },
  hooks: {
    onInitialize(context, block) {
      const due = disputes.storage.Deadlines.take(context, block);
      for (const id of due) transactional(context, () => timeoutIfOverdue(context, id));
      return addWeights(weightOf({ reads: 1, writes: 1 }), ...due.map(() => VERDICT));
    },
  },
  genesis,
});
