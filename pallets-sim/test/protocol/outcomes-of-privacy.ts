import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import type { Cell } from './cell.ts';
import { escrow, INTERVAL_FEE, opened, SILENCE, stake } from './tariff.ts';
import { tinySpec } from './tiny-training.ts';
import { SUBMITTER } from './world.ts';

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
      for (const who of [given, left]) {
        if (world.stake('Verifier', who).online) throw new Error(`${who} would be drawn again`);
      }
      return [
        ...opened(world),
        [stake(given), JACKPOT, SILENCE],
        [escrow, solver!, INTERVAL_FEE],
        [escrow, SUBMITTER, 'all'],
      ];
    },
  },
];
