import type { Tally } from '@plumbline/runtime-types/domain/tally';
import { addTally, NOTHING, runningSums } from '@plumbline/verification/profiling/tally';
import { tallyTurn } from '@plumbline/verification/profiling/tally-game';
import { challengeTally, defendTally } from '@plumbline/verification/profiling/tally-strategy';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { WHISTLEBLOWER } from './cast.ts';
import { held, type Movement } from './ledger.ts';
import { BOND } from './tariff.ts';
import type { World } from './world.ts';

export const deny = disputesPallet.call('denyProfile', { task: 0 });
export const bond = held('bond', WHISTLEBLOWER);
export const bonded: Movement = [WHISTLEBLOWER, bond, BOND];
export const tallyOf = ({ chain }: World) => disputes.storage.Tallies.get(chain.context, 0);

/** The game about what a program takes, to its end; the defender claims so much `more` of its second node than it takes. */
export function playTally(world: World, records: readonly Uint8Array[], more: Tally = NOTHING): void {
  const right = runningSums(1, records);
  const claimed = right.map((sum, at) => (at < 4 ? sum : addTally(sum, more)));
  for (let game = tallyOf(world); game !== undefined; game = tallyOf(world)) {
    const { phase } = game;
    const isDefence = tallyTurn(phase) === 'Defender';
    // Against the truth there is nothing to pick, so the challenger picks anything.
    const pick = { type: 'PickSum', value: { index: 0 } } as const;
    const isTruth = more === NOTHING && phase.type === 'Choice';
    const accuse = () => (isTruth ? pick : challengeTally(phase, right, records));
    const move = isDefence ? defendTally(phase, claimed) : accuse();
    world.do(
      isDefence ? game.defender : game.challenger,
      disputesPallet.call('playTally', { task: 0, move }),
    );
  }
}
