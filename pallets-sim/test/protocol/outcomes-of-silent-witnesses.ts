import { WHISTLEBLOWER } from './cast.ts';
import type { Cell } from './cell.ts';
import { bond, bonded, CHEAT } from './outcomes-of-tolerance.ts';
import { opened } from './tariff.ts';
import {
  called,
  calledIn,
  commit,
  givenUp,
  heard,
  lost,
  replaced,
  reported,
  returned,
  reveal,
  silent,
  witnessesOf,
} from './witnessing.ts';

/** Two verify; of the others five are witnesses, and there are as many more where `verifiers` says so. */
const FIVE = { solvers: 2, verifiers: 7 };
const FIVE_AND_MORE = { solvers: 2, verifiers: 12 };

/** Witnesses of whom some do not commit or do not reveal: a Solver loses by no fewer than a quorum. */
export const SILENT_WITNESSES: readonly Cell[] = [
  {
    outcome: 'tolerant: two witnesses say that they were not served, one that it was, two do not reveal',
    world: FIVE,
    status: 'Settled',
    async play(world) {
      const made = await reported(world);
      const [first, ...others] = made.witnesses as [string, ...string[]];
      commit(world, made.dispute, first, true);
      for (const who of others) commit(world, made.dispute, who, false);
      reveal(world, made.dispute, first, true);
      for (const who of others.slice(0, 2)) reveal(world, made.dispute, who, false);
      heard(world, made.dispute);
      // Two are more than one, and no quorum.
      return givenUp(world, made, { served: [first], mute: others.slice(2) });
    },
  },
  {
    outcome: 'tolerant: all witnesses commit and two reveal: no quorum, and nobody else is drawn',
    world: FIVE_AND_MORE,
    status: 'Settled',
    async play(world) {
      const made = await reported(world, CHEAT);
      for (const who of made.witnesses) commit(world, made.dispute, who, false);
      for (const who of made.witnesses.slice(0, 2)) reveal(world, made.dispute, who, false);
      heard(world, made.dispute);
      return givenUp(world, made, { mute: made.witnesses.slice(2) });
    },
  },
  {
    outcome: 'tolerant: three witnesses do not commit, and those drawn in their place make up the quorum',
    world: FIVE_AND_MORE,
    status: 'Open',
    async play(world) {
      const { solver, drawn, dispute, witnesses } = await reported(world, CHEAT);
      const [mute, spoken] = [witnesses.slice(0, 3), witnesses.slice(3)];
      for (const who of spoken) commit(world, dispute, who, false);
      const others = replaced(world, dispute);
      for (const who of others) commit(world, dispute, who, false);
      for (const who of [...spoken, ...others]) reveal(world, dispute, who, false);
      return [
        ...[...opened(world), bonded, called, ...silent(mute), returned],
        ...lost(solver, drawn, [...spoken, ...others]),
        [bond, WHISTLEBLOWER, 'all'],
      ];
    },
  },
  {
    outcome: 'tolerant: nor do those commit that are drawn in their place: no quorum, and it is left at that',
    world: FIVE_AND_MORE,
    status: 'Settled',
    async play(world) {
      const made = await reported(world, CHEAT);
      const [mute, spoken] = [made.witnesses.slice(0, 3), made.witnesses.slice(3)];
      for (const who of spoken) commit(world, made.dispute, who, false);
      const others = replaced(world, made.dispute);
      world.wait(() => witnessesOf(world, made.dispute).length === spoken.length);
      for (const who of spoken) reveal(world, made.dispute, who, false);
      return givenUp(world, made, { mute: [...mute, ...others] });
    },
  },
  {
    outcome: 'tolerant: one of three witnesses is silent, and there is nobody else',
    world: { solvers: 2, verifiers: 5 },
    status: 'Settled',
    async play(world) {
      const made = await reported(world, CHEAT);
      const [mute, ...spoken] = made.witnesses as [string, ...string[]];
      for (const who of spoken) commit(world, made.dispute, who, false);
      world.wait(() => calledIn(world, made.dispute)?.stage.type === 'Revealing');
      for (const who of spoken) reveal(world, made.dispute, who, false);
      return givenUp(world, made, { mute: [mute] });
    },
  },
  {
    outcome: 'tolerant: no witness says anything',
    world: { solvers: 2, verifiers: 5 },
    status: 'Settled',
    async play(world) {
      const made = await reported(world);
      heard(world, made.dispute);
      return givenUp(world, made, { mute: made.witnesses });
    },
  },
];
