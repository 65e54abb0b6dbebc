import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { WHISTLEBLOWER } from './cast.ts';
import type { Cell } from './cell.ts';
import type { Movement } from './ledger.ts';
import { act, bond, bonded, CHEAT, faultOf, play } from './outcomes-of-tolerance.ts';
import { opened, slashed, stake } from './tariff.ts';
import { NEXT_NODE } from './tiny-training.ts';
import { called, givenUp, hear, lost, paid, report, reported, returned } from './witnessing.ts';

/** Two verify; of the others five are witnesses. */
const FIVE = { solvers: 2, verifiers: 7 };

/** A tolerant Solver that is committed to its trace, of which the challenger says that it is served to nobody. */
export const WITNESSES: readonly Cell[] = [
  {
    outcome: 'tolerant: the trace is served to nobody, as witnesses say',
    world: FIVE,
    status: 'Open',
    async play(world) {
      const { solver, drawn, dispute, witnesses } = await reported(world, CHEAT);
      hear(world, dispute, witnesses, () => false);
      const back: Movement = [bond, WHISTLEBLOWER, 'all'];
      return [...opened(world), bonded, called, returned, ...lost(solver, drawn, witnesses), back];
    },
  },
  {
    outcome: 'tolerant: the trace is served to two of five witnesses, and three say that it is not',
    world: FIVE,
    status: 'Open',
    async play(world) {
      const { solver, drawn, dispute, witnesses } = await reported(world, CHEAT);
      hear(world, dispute, witnesses, (place) => place < 2);
      const back: Movement = [bond, WHISTLEBLOWER, 'all'];
      const three = witnesses.slice(2);
      return [...opened(world), bonded, called, returned, ...lost(solver, drawn, three), back];
    },
  },
  {
    outcome:
      'tolerant: the trace is served to witnesses alone, and the challenger proves the fault from what they have',
    world: FIVE,
    status: 'Open',
    async play(world) {
      const { training, solver, drawn, dispute, witnesses } = await reported(world, CHEAT);
      hear(world, dispute, witnesses, () => true);
      await play(world, training, await faultOf(world, training));
      return [
        ...[...opened(world), bonded, called, ...paid(witnesses), returned],
        ...slashed(solver, [WHISTLEBLOWER]),
        ...drawn.map((who): Movement => [stake(who), JACKPOT, 'all']),
        [bond, WHISTLEBLOWER, 'all'],
      ];
    },
  },
  {
    outcome: 'tolerant: the challenger cries wolf, pays the witnesses and gives up',
    world: FIVE,
    status: 'Settled',
    async play(world) {
      const made = await reported(world);
      hear(world, made.dispute, made.witnesses, () => true);
      return givenUp(world, made, { served: made.witnesses });
    },
  },
  {
    outcome: 'tolerant: three of five witnesses were served, and the game goes on',
    world: FIVE,
    status: 'Settled',
    async play(world) {
      const made = await reported(world);
      hear(world, made.dispute, made.witnesses, (place) => place < 3);
      return givenUp(world, made, { served: made.witnesses.slice(0, 3) });
    },
  },
  {
    outcome:
      'tolerant: too few others are there to witness, and a leaf that is demanded instead is not shown',
    world: { solvers: 2, verifiers: 4 },
    status: 'Open',
    async play(world) {
      const { solver, drawn, witnesses } = await reported(world, CHEAT);
      if (witnesses.length > 0) throw new Error('there are witnesses');
      if (world.failure(WHISTLEBLOWER, report(world)) !== 'Disputes.WitnessesCalled')
        throw new Error('twice');
      world.do(
        WHISTLEBLOWER,
        act(world, { type: 'DemandTrace', value: { step: 4, node: NEXT_NODE, leaf: 0 } }),
      );
      world.until('Open');
      return [
        ...[...opened(world), bonded, called, returned, ...lost(solver, drawn, [])],
        [bond, WHISTLEBLOWER, 'all'],
      ];
    },
  },
];
