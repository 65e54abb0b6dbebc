import { defend } from '@plumbline/verification/pinpoint/defend';
import { witnessCommitment } from '@plumbline/verification/pinpoint/witness';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { gameFacts } from '../../src/pallets/disputes/facts.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { SALT, WHISTLEBLOWER } from './cast.ts';
import { challenge } from './cell.ts';
import { held, type Movement } from './ledger.ts';
import { act, bonded, conceded, near, play, trained } from './outcomes-of-tolerance.ts';
import { opened, REPLAY, SILENCE, settled, slashed, stake, WITNESS, WITNESS_DEPOSIT } from './tariff.ts';
import type { World } from './world.ts';

export const report = (world: World): RuntimeCall =>
  disputesPallet.call('reportUnserved', { dispute: world.task.dispute! });

/** The witnesses of a dispute, as the chain has them. */
export const calledIn = ({ chain: { context } }: World, dispute: number) =>
  disputes.storage.Witnesses.get(context, dispute);

/** An accepted task is challenged, its Solver lays the interval open on chain, and the challenger reports it; `before` it does. */
export async function reported(
  world: World,
  device?: Parameters<typeof trained>[1],
  changes?: Parameters<typeof trained>[2],
  before: () => void = () => {},
) {
  const made = trained(world, device, changes);
  world.verify(() => near);
  world.do(WHISTLEBLOWER, challenge());
  world.do(made.solver, act(world, await defend(gameFacts(world.task), world.dispute.game, made.training)));
  before();
  world.do(WHISTLEBLOWER, report(world));
  const dispute = world.task.dispute!;
  world.wait(() => calledIn(world, dispute)?.stage.type !== 'Seeking');
  return { ...made, dispute, witnesses: witnessesOf(world, dispute) };
}

/** Those that are called now. */
export const witnessesOf = (world: World, dispute: number): string[] =>
  (calledIn(world, dispute)?.drawn ?? []).map(({ account }) => account);

/** Blocks pass until all witnesses were heard, and the game goes on. */
export const heard = (world: World, dispute: number): void =>
  world.wait(() => calledIn(world, dispute)?.stage.type === 'Heard');

/** Blocks pass until others are drawn in the place of those that were silent; returns them. */
export function replaced(world: World, dispute: number): string[] {
  const before = witnessesOf(world, dispute);
  world.wait(() => calledIn(world, dispute)?.replaced === true);
  return witnessesOf(world, dispute).filter((who) => !before.includes(who));
}

export const commit = (world: World, dispute: number, who: string, served: boolean): void =>
  world.do(
    who,
    disputesPallet.call('commitWitness', { dispute, commitment: witnessCommitment(served, SALT, who) }),
  );

export const reveal = (world: World, dispute: number, who: string, served: boolean): void =>
  world.do(who, disputesPallet.call('revealWitness', { dispute, served, salt: SALT }));

/** Each witness says what `found` gives for its place among them. */
export function hear(
  world: World,
  dispute: number,
  witnesses: readonly string[],
  found: (place: number) => boolean,
): void {
  for (const [place, who] of witnesses.entries()) commit(world, dispute, who, found(place));
  for (const [place, who] of witnesses.entries()) reveal(world, dispute, who, found(place));
}

const deposit = held('witness', WHISTLEBLOWER);
export const called: Movement = [WHISTLEBLOWER, deposit, WITNESS_DEPOSIT];
export const returned: Movement = [deposit, WHISTLEBLOWER, 'all'];

/** The Solver loses as by silence, and pays those that were not served what they are due. */
export const lost = (solver: string, drawn: readonly string[], unserved: readonly string[]): Movement[] => {
  const replays = drawn.map((who) => [who, REPLAY] as const);
  return slashed(solver, [WHISTLEBLOWER], [...replays, ...unserved.map((who) => [who, WITNESS] as const)]);
};
export const silent = (witnesses: readonly string[]): Movement[] =>
  witnesses.map((who) => [stake(who), JACKPOT, SILENCE]);
export const paid = (witnesses: readonly string[]): Movement[] =>
  witnesses.map((who) => [deposit, who, WITNESS]);

/** The witnesses convict nobody: the challenger gives up, and the task is settled. */
export async function givenUp(
  world: World,
  { training, solver, drawn }: Awaited<ReturnType<typeof reported>>,
  { served = [], mute = [] }: { served?: readonly string[]; mute?: readonly string[] },
): Promise<Movement[]> {
  await play(world, training, { type: 'Concede' });
  world.until('Settled');
  return [
    ...[...opened(world), bonded, called, ...silent(mute), ...paid(served), returned],
    ...[...conceded(solver), ...settled(solver, drawn)],
  ];
}
