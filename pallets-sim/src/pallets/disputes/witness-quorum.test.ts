import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SILENCE, WITNESS } from '../../../test/protocol/tariff.ts';
import { calledIn, commit, reported, reveal, witnessesOf } from '../../../test/protocol/witnessing.ts';
import { World } from '../../../test/protocol/world.ts';

/** What somebody does that is called: says one thing or the other, does not commit, or does not reveal. */
type Habit = 'served' | 'unserved' | 'mute' | 'secretive';
const habit = fc.constantFrom<Habit>('served', 'unserved', 'unserved', 'mute', 'secretive');

/** Those that commit and those that do not, by the rules as they are documented; `spare` others can be drawn. */
function expected(habits: readonly Habit[], spare: number): { kept: Habit[]; replaced: boolean } {
  const first = habits.slice(0, Math.min(5, spare));
  const kept = first.filter((each) => each !== 'mute');
  const others = Math.min(5 - kept.length, spare - first.length);
  const isReplaced = kept.length < first.length && others > 0 && kept.length + others >= 3;
  const second = isReplaced ? habits.slice(first.length, first.length + others) : [];
  return { kept: [...kept, ...second.filter((each) => each !== 'mute')], replaced: isReplaced };
}

test('whoever is called, and whatever they do, a Solver loses when three say that it served them nothing, and only then', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(habit, { minLength: 10, maxLength: 10 }),
      fc.integer({ min: 2, max: 10 }),
      async (habits, spare) => {
        const world = new World({ solvers: 2, verifiers: spare + 2 });
        const { dispute, solver, witnesses } = await reported(world);
        expect(witnesses).toHaveLength(spare < 3 ? 0 : Math.min(5, spare));
        const before = world.balances();
        const habitOf = new Map<string, Habit>();
        const acts = () => {
          const called = calledIn(world, dispute);
          if (called?.stage.type === 'Committing') {
            for (const { account: who, commitment } of called.drawn) {
              const does = habitOf.get(who) ?? habits[habitOf.size]!;
              habitOf.set(who, does);
              if (commitment === undefined && does !== 'mute') commit(world, dispute, who, does === 'served');
            }
          } else if (called?.stage.type === 'Revealing') {
            for (const { account: who, served } of called.drawn) {
              const does = habitOf.get(who)!;
              const isOver = calledIn(world, dispute)?.stage.type !== 'Revealing';
              if (!isOver && served === undefined && does !== 'secretive')
                reveal(world, dispute, who, does === 'served');
            }
          }
        };
        world.wait(() => {
          acts();
          const stage = calledIn(world, dispute)?.stage.type;
          return stage === undefined || stage === 'Heard';
        });

        const { kept, replaced } = expected(habits, spare < 3 ? 0 : spare);
        const convicts = kept.filter((each) => each === 'unserved').length >= 3;
        expect(world.status).toBe(convicts ? 'Open' : 'Disputed');
        expect(world.stake('Solver', solver).stake === 0n).toBe(convicts);
        if (!convicts) {
          expect(calledIn(world, dispute)).toMatchObject({ replaced, deposit: 0n });
          const served = [...habitOf].filter(([, does]) => does === 'served').map(([who]) => who);
          expect(witnessesOf(world, dispute).sort()).toEqual(served.sort());
        }
        for (const [who, does] of habitOf) {
          const due = does === (convicts ? 'unserved' : 'served') ? WITNESS : 0n;
          const pays = does === 'mute' || does === 'secretive' ? SILENCE : 0n;
          expect(world.total(who) - before.get(who)!).toBe(due - pays);
          expect(world.stake('Verifier', who).duties).toBe(0);
        }
        world.chain.nextBlock();
      },
    ),
    { numRuns: 25 },
  );
}, 120_000);
