import { WHISTLEBLOWER } from '../protocol/cast.ts';
import { CHEAT, play } from '../protocol/outcomes-of-tolerance.ts';
import { FEE } from '../protocol/tariff.ts';
import { commit, heard, replaced, reported, reveal } from '../protocol/witnessing.ts';
import type { Strategy } from './strategy.ts';

/** Attacks by those who find out whether a tolerant Solver serves its trace, and those who have them called. */
export const WITNESSES_ATTACKS: readonly Strategy[] = [
  {
    name: 'silent-witnesses',
    idea: 'serves its trace to nobody, and three of five witnesses are friends that say nothing',
    world: { solvers: 2, verifiers: 12 },
    async play(world) {
      const { solver, drawn, dispute, witnesses } = await reported(world, CHEAT);
      const [friends, honest] = [witnesses.slice(0, 3), witnesses.slice(3)];
      for (const who of honest) commit(world, dispute, who, false);
      const others = replaced(world, dispute);
      for (const who of others) commit(world, dispute, who, false);
      for (const who of [...honest, ...others]) reveal(world, dispute, who, false);
      return {
        attackers: [solver, ...friends],
        honest: [WHISTLEBLOWER, ...drawn, ...honest, ...others],
        honestly: FEE,
        foundBy: 'others are drawn',
      };
    },
  },
  {
    name: 'bribed-witnesses',
    idea: 'serves its trace to nobody, and two of five witnesses are friends that say that they have it',
    world: { solvers: 2, verifiers: 7 },
    async play(world) {
      const { solver, drawn, dispute, witnesses } = await reported(world, CHEAT);
      for (const [place, who] of witnesses.entries()) commit(world, dispute, who, place < 2);
      for (const [place, who] of witnesses.entries()) reveal(world, dispute, who, place < 2);
      return {
        attackers: [solver, ...witnesses.slice(0, 2)],
        honest: [WHISTLEBLOWER, ...drawn, ...witnesses.slice(2)],
        honestly: FEE,
        foundBy: 'three say not',
      };
    },
  },
  {
    name: 'unserved',
    idea: 'denies that it was served honest work, with two witnesses of its own, where two others are away',
    world: { solvers: 2, verifiers: 7 },
    async play(world) {
      const { training, solver, drawn, dispute, witnesses } = await reported(world);
      const [first, second, served, ...away] = witnesses as [string, string, string, ...string[]];
      for (const who of [first, second]) commit(world, dispute, who, false);
      for (const who of [served, ...away]) commit(world, dispute, who, true);
      for (const who of [first, second]) reveal(world, dispute, who, false);
      reveal(world, dispute, served, true);
      heard(world, dispute);
      await play(world, training, { type: 'Concede' });
      world.until('Settled');
      return {
        attackers: [WHISTLEBLOWER, first, second],
        honest: [solver, served, ...drawn],
        honestly: 0n,
        foundBy: 'no quorum',
      };
    },
  },
];
