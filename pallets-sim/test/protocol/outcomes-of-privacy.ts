import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { SUBMITTER } from './cast.ts';
import type { Cell } from './cell.ts';
import { escrow, INTERVAL_FEE, opened, SILENCE, stake } from './tariff.ts';
import { tinySpec } from './tiny-training.ts';

/** Private tasks, whose key only their Submitter can hand out. */
export const PRIVATE: readonly Cell[] = [
  {
    outcome: 'private: its Submitter gives the key to one of two Verifiers, which is as silent as the other',
    status: 'Expired',
    play(world) {
      const { blob } = tinySpec().dataset;
      world.submit({ sampleRate: 1_000_000, sealed: { program: blob, dataset: blob } });
      world.profile();
      world.train();
      world.wait(() => world.task.verifiers.length === 2);
      const { solver, verifiers } = world.task;
      const [given, left] = verifiers.map(({ account }) => account) as [string, string];
      world.do(SUBMITTER, tasksPallet.call('sealKey', { task: 0, who: given, key: new Uint8Array(80) }));
      world.until('Expired');
      // A Submitter takes nobody out of the draws for other tasks.
      if (world.stake('Verifier', given).online) throw new Error(`${given} was silent and is drawn again`);
      if (!world.stake('Verifier', left).online) throw new Error(`${left} is drawn no more`);
      return [
        ...opened(world),
        [stake(given), JACKPOT, SILENCE],
        [escrow, solver!, INTERVAL_FEE],
        [escrow, SUBMITTER, 'all'],
      ];
    },
  },
  {
    outcome: 'private: its Submitter gives the key to none of many Verifiers',
    status: 'Expired',
    world: { verifiers: 12 },
    play(world) {
      const { blob } = tinySpec().dataset;
      world.submit({ sampleRate: 1_000_000, sealed: { program: blob, dataset: blob } });
      world.profile();
      world.train();
      const { solver } = world.task;
      world.until('Expired');
      const asked = world.task.verifiers.map(({ account }) => account);
      if (new Set(asked).size < 12) throw new Error('not all were asked, or some were twice');
      return [...opened(world), [escrow, solver!, INTERVAL_FEE], [escrow, SUBMITTER, 'all']];
    },
  },
];
