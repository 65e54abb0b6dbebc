import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import { witnessCommitment } from '@plumbline/verification/pinpoint/witness';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { SALT } from '../protocol/cast.ts';
import { opinion } from './dice.ts';
import type { Town } from './town.ts';

/** The challenger of a tolerant interval calls witnesses, or these say what they found; returns whether that is all. */
export function witnessCalls(town: Town, id: number, { challenger, game }: Dispute): boolean {
  const { accounts, chain, dice } = town;
  const called = disputes.storage.Witnesses.get(chain.context, id);
  if (called === undefined || called.stage.type === 'Heard') {
    if (game.type !== 'Trace' || !dice.sometimes(3)) return false;
    const who = dice.sometimes(8) ? dice.one(accounts) : challenger;
    return town.try(who, disputesPallet.call('reportUnserved', { dispute: id }));
  }
  for (const { account } of called.drawn) {
    if (dice.sometimes(3)) continue;
    const served = opinion(`served ${id}`) % 2 === 0 || opinion(`served ${id} ${account}`) % 3 === 0;
    const commitment = witnessCommitment(served, SALT, account);
    const isRevealing = (called.stage.type === 'Revealing') !== dice.sometimes(20);
    const call = isRevealing
      ? disputesPallet.call('revealWitness', {
          dispute: id,
          served: served !== dice.sometimes(20),
          salt: SALT,
        })
      : disputesPallet.call('commitWitness', { dispute: id, commitment });
    town.try(dice.sometimes(20) ? dice.one(accounts) : town.signer(account), call);
  }
  return !dice.sometimes(6);
}
