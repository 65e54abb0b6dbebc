import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { SECRET } from './cast.ts';
import { ACCEPT, type Cell, FAULT, FORCED, trained } from './cell.ts';
import { opened, REPLAY, slashed } from './tariff.ts';

const revealSecret = tasksPallet.call('revealSecret', { task: 0, secret: SECRET });
/** Solvers that do not show what they designated as they have to. */
export const SECRETS: readonly Cell[] = [
  {
    outcome: 'Solver disobeys the lottery',
    world: { solvers: 2, tasks: FORCED },
    status: 'Open',
    play(world) {
      const params = tasks.storage.Params.get(world.chain.context);
      const { solver, drawn } = trained(world, undefined, undefined);
      tasks.storage.Params.put(world.chain.context, { ...params, forcedErrorRate: 0 });
      world.verify((who) => (who === drawn[0] ? FAULT : ACCEPT), 'sealed');
      world.do(solver, revealSecret);
      const fees = drawn.map((who) => [who, REPLAY] as const);
      return [...opened(world), ...slashed(solver, [drawn[0]], fees)];
    },
  },
  {
    outcome: 'Solver does not reveal its secret',
    world: { solvers: 2 },
    status: 'Open',
    play(world) {
      const { solver, drawn } = trained(world);
      world.verify(() => ACCEPT, 'sealed');
      world.until('Open');
      return [
        ...opened(world),
        ...slashed(
          solver,
          [],
          drawn.map((who) => [who, REPLAY] as const),
        ),
      ];
    },
  },
  {
    outcome: 'Solver does not show how it altered what somebody accepted',
    world: { solvers: 2, tasks: FORCED },
    status: 'Open',
    play(world) {
      const { solver, drawn } = trained(world);
      const [seeing] = drawn;
      world.verify((who) => (who === seeing ? FAULT : ACCEPT), 'sealed');
      world.do(solver, revealSecret);
      world.until('Open');
      // The one that accepted has not done its work; nor is it slashed, because nothing is shown about it.
      return [...opened(world), ...slashed(solver, [], [[seeing, REPLAY]])];
    },
  },
];
