import type { Move } from '../../src/pinpoint/facts.ts';
import { type Contested, contest } from './contest.ts';
import { contestsAbout, type NamedContest } from './contests.ts';
import type { Random } from './random.ts';
import { recomputedElement } from './recompute.ts';

export interface Tally {
  readonly games: number;
  readonly moves: number;
  readonly refused: number;
  /** How often each reason decided. */
  readonly reasons: ReadonlyMap<string, number>;
}

const REMEMBERED = 200;

/**
 * Plays all contests about `tasks` random tasks. Throws at the first that the honest side does not win, or in which the
 * chain's verdict on an element is not what running the whole operator says.
 */
export async function honestAlwaysWins(random: Random, tasks: number): Promise<Tally> {
  const reasons = new Map<string, number>();
  let elsewhere: Move[] = [];
  let [games, moves, refused] = [0, 0, 0];
  for (let task = 0; task < tasks; task++) {
    const before = elsewhere;
    for (const dispute of contestsAbout(random)) {
      const contested = await contest(dispute, random, before);
      await expectJust(dispute, contested);
      reasons.set(contested.reason, (reasons.get(contested.reason) ?? 0) + 1);
      games++;
      moves += contested.moves.length;
      refused += contested.refused;
      elsewhere = [...elsewhere, ...contested.moves].slice(-REMEMBERED);
    }
  }
  return { games, moves, refused, reasons };
}

async function expectJust(dispute: NamedContest, { winner, reason, last }: Contested): Promise<void> {
  const { about, honestSide, facts, honest } = dispute;
  if (winner !== honestSide) {
    throw new Error(`A lie about ${about} won: ${reason} for the ${winner.toLowerCase()} in ${last.type}.`);
  }
  const element = await recomputedElement(facts, last, honest);
  if (element === undefined || reason === 'Silent' || last.type !== 'Proof') return;
  const wrong = element !== last.value.claimed;
  if (reason !== (wrong ? 'OperationWrong' : 'OperationRight')) {
    throw new Error(`About ${about}: the chain says ${reason}, the element is ${wrong ? 'wrong' : 'right'}.`);
  }
}
