import { defend } from '@plumbline/verification/pinpoint/defend';
import { witnessCommitment } from '@plumbline/verification/pinpoint/witness';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { gameFacts } from '../../src/pallets/disputes/facts.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { type Cell, challenge } from './cell.ts';
import { held, type Movement } from './ledger.ts';
import { act, bond, bonded, CHEAT, conceded, faultOf, near, play, trained } from './outcomes-of-tolerance.ts';
import { opened, REPLAY, SILENCE, settled, slashed, stake, WITNESS, WITNESS_DEPOSIT } from './tariff.ts';
import { SALT, WHISTLEBLOWER, type World } from './world.ts';

const deposit = held('witness', WHISTLEBLOWER);
const ALL = { solvers: 2, verifiers: 4 };
const called: Movement = [WHISTLEBLOWER, deposit, WITNESS_DEPOSIT];
const returned: Movement = [deposit, WHISTLEBLOWER, 'all'];

export const report = (world: World): RuntimeCall =>
  disputesPallet.call('reportUnserved', { dispute: world.task.dispute! });

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
  const stageOf = () => disputes.storage.Witnesses.get(world.chain.context, dispute);
  world.wait(() => stageOf()?.stage.type !== 'Seeking');
  const witnesses = (stageOf()?.drawn ?? []).map(({ account }) => account) as [string, string];
  return { ...made, dispute, witnesses };
}

export const commit = (world: World, dispute: number, who: string, served: boolean): void =>
  world.do(
    who,
    disputesPallet.call('commitWitness', { dispute, commitment: witnessCommitment(served, SALT, who) }),
  );

export const reveal = (world: World, dispute: number, who: string, served: boolean): void =>
  world.do(who, disputesPallet.call('revealWitness', { dispute, served, salt: SALT }));

/** Each witness says what `found` gives for its place among them. */
function hear(
  world: World,
  dispute: number,
  witnesses: readonly string[],
  found: (place: number) => boolean,
): void {
  for (const [place, who] of witnesses.entries()) commit(world, dispute, who, found(place));
  for (const [place, who] of witnesses.entries()) reveal(world, dispute, who, found(place));
}

/** The Solver loses as by silence, and pays those that were not served what they are due. */
const lost = (
  solver: string,
  drawn: readonly string[],
  fees: readonly (readonly [string, bigint])[],
): Movement[] => slashed(solver, [WHISTLEBLOWER], [...drawn.map((who) => [who, REPLAY] as const), ...fees]);

/** A tolerant Solver that is committed to its trace, of which the challenger says that it is served to nobody. */
export const WITNESSES: readonly Cell[] = [
  {
    outcome: 'tolerant: the trace is served to nobody, as witnesses say',
    world: ALL,
    status: 'Open',
    async play(world) {
      const { solver, drawn, dispute, witnesses } = await reported(world, CHEAT);
      hear(world, dispute, witnesses, () => false);
      const fees = witnesses.map((who) => [who, WITNESS] as const);
      return [
        ...[...opened(world), bonded, called, returned],
        ...lost(solver, drawn, fees),
        [bond, WHISTLEBLOWER, 'all'],
      ];
    },
  },
  {
    outcome:
      'tolerant: the trace is served to witnesses alone, and the challenger proves the fault from what they have',
    world: ALL,
    status: 'Open',
    async play(world) {
      const { training, solver, drawn, dispute, witnesses } = await reported(world, CHEAT);
      hear(world, dispute, witnesses, () => true);
      await play(world, training, await faultOf(world, training));
      return [
        ...[...opened(world), bonded, called],
        ...witnesses.map((who): Movement => [deposit, who, WITNESS]),
        returned,
        ...slashed(solver, [WHISTLEBLOWER]),
        ...drawn.map((who): Movement => [stake(who), JACKPOT, 'all']),
        [bond, WHISTLEBLOWER, 'all'],
      ];
    },
  },
  {
    outcome: 'tolerant: the challenger cries wolf, pays the witnesses and gives up',
    world: ALL,
    status: 'Settled',
    async play(world) {
      const { training, solver, drawn, dispute, witnesses } = await reported(world);
      hear(world, dispute, witnesses, () => true);
      await play(world, training, { type: 'Concede' });
      world.until('Settled');
      return [
        ...[...opened(world), bonded, called],
        ...witnesses.map((who): Movement => [deposit, who, WITNESS]),
        returned,
        ...conceded(solver),
        ...settled(solver, drawn),
      ];
    },
  },
  {
    outcome: 'tolerant: as many witnesses were served as were not, and the game goes on',
    world: ALL,
    status: 'Settled',
    async play(world) {
      const { training, solver, drawn, dispute, witnesses } = await reported(world);
      hear(world, dispute, witnesses, (place) => place === 0);
      await play(world, training, { type: 'Concede' });
      world.until('Settled');
      return [
        ...[...opened(world), bonded, called],
        [deposit, witnesses[0], WITNESS],
        returned,
        ...conceded(solver),
        ...settled(solver, drawn),
      ];
    },
  },
  {
    outcome:
      'tolerant: one witness does not commit, another does not reveal, and nobody is left to say anything',
    world: ALL,
    status: 'Settled',
    async play(world) {
      const { training, solver, drawn, dispute, witnesses } = await reported(world);
      const [first, second] = witnesses;
      commit(world, dispute, first, false);
      const { Witnesses } = disputes.storage;
      world.wait(() => Witnesses.get(world.chain.context, dispute)?.stage.type === 'Heard');
      await play(world, training, { type: 'Concede' });
      world.until('Settled');
      return [
        ...[...opened(world), bonded, called, returned],
        ...[first, second].map((who): Movement => [stake(who), JACKPOT, SILENCE]),
        ...conceded(solver),
        ...settled(solver, drawn),
      ];
    },
  },
  {
    outcome: 'tolerant: nobody else is there to witness, and the deposit returns',
    status: 'Settled',
    async play(world) {
      const { training, solver, drawn, witnesses } = await reported(world);
      if (witnesses.length > 0) throw new Error('there are witnesses');
      if (world.failure(WHISTLEBLOWER, report(world)) !== 'Disputes.WitnessesCalled')
        throw new Error('twice');
      await play(world, training, { type: 'Concede' });
      world.until('Settled');
      return [...opened(world), bonded, called, returned, ...conceded(solver), ...settled(solver, drawn)];
    },
  },
];
