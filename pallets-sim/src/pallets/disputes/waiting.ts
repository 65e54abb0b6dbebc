import type { WaitingChallenge } from '@plumbline/runtime-types/domain/challenge';
import { MAX_CHALLENGES } from '@plumbline/runtime-types/domain/limits';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { release } from '../balances/holds.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { endDuty } from '../stakes/duties.ts';
import { disputes } from './declaration.ts';

const { Waiting } = disputes.storage;
const ORDER_DOMAIN = new TextEncoder().encode('plumbline/challenge-order');

/** Has a challenge wait until the dispute about its task is over; its bond is held already. */
export function wait(context: Context, task: number, challenge: WaitingChallenge): void {
  const waiting = Waiting.get(context, task);
  disputes.ensure(waiting.length < MAX_CHALLENGES, 'TooManyChallenges');
  Waiting.put(context, task, [...waiting, challenge]);
  disputes.deposit(context, 'Waits', {
    task,
    challenger: challenge.challenger,
    interval: challenge.interval,
  });
}

/**
 * The challenge that is played now, the one before having failed; none when none waits. The order is drawn from the
 * randomness of this block, which nobody knew when the challenges were brought: to be early is worth nothing.
 */
export function drawWaiting(context: Context, task: number): WaitingChallenge | undefined {
  const waiting = Waiting.get(context, task);
  const randomness = blockRandomness(context);
  const place = ({ challenger }: WaitingChallenge): string =>
    toHex(blake2b256(ORDER_DOMAIN, randomness, u32.codec.enc(task), fromHex(challenger)));
  const [first] = waiting.toSorted((left, right) => (place(left) < place(right) ? -1 : 1));
  if (first === undefined) return undefined;
  const others = waiting.filter((challenge) => challenge !== first);
  if (others.length > 0) Waiting.put(context, task, others);
  else Waiting.remove(context, task);
  return first;
}

/** A fault was proved and the attempt is over: nothing is left to be challenged, and every bond goes back whole. */
export function releaseWaiting(context: Context, task: number): void {
  for (const { challenger, bond } of Waiting.take(context, task)) {
    release(context, disputes.holdReasons.Bond, challenger, bond);
    endDuty(context, 'Whistleblower', challenger, false);
  }
}
