import type { Context } from '../../frame/context.ts';
import { disputes } from '../disputes/declaration.ts';
import { stakes } from '../stakes/declaration.ts';
import { endDuty } from '../stakes/duties.ts';
import { takeOffline } from '../stakes/presence.ts';
import { part, stakeOf } from '../stakes/slash.ts';
import { slashStake, toJackpot } from './money.ts';
import type { OpenTask } from './store.ts';

/** A Verifier has not revealed in time. It stays bound until it is known what it may have hidden. */
export function noteAbsent(context: Context, { data }: OpenTask, who: string): void {
  takeOffline(context, who, 'Verifier');
  for (const verifier of data.verifiers) if (verifier.account === who) verifier.absent = true;
}

/**
 * What Verifiers lose that have not revealed. Silence never costs less than what it hides: as much as having accepted
 * when there was `something` to be seen, and as much as a false accusation when there was nothing.
 */
export function chargeAbsent(context: Context, task: OpenTask, something: boolean): void {
  const { data } = task;
  const { fraudSlash, silenceSlash } = stakes.storage.Params.get(context);
  const { bond } = disputes.storage.Params.get(context);
  for (const { account } of data.verifiers.filter(({ absent }) => absent)) {
    const accepted = part(stakeOf(context, 'Verifier', account), fraudSlash);
    const least = bond > silenceSlash ? bond : silenceSlash;
    slashStake(context, task, 'Verifier', account, 'Silence', [toJackpot(something ? accepted : least)]);
    endDuty(context, 'Verifier', account, false);
  }
  data.verifiers = data.verifiers.filter(({ absent }) => !absent);
}
