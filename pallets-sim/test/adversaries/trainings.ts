import { honest, traces, trained } from '../protocol/cell.ts';
import { FEE } from '../protocol/tariff.ts';
import { type Corrupt, NEXT_NODE, TinyTraining } from '../protocol/tiny-training.ts';
import type { World } from '../protocol/world.ts';
import type { Attack, Strategy } from './strategy.ts';

/** The node that reads the rows of the batch. */
const BATCH_NODE = 1;
const FROM_STATE = 0;

/** A Solver that trains in its own way, beside Verifiers that replay. */
async function caughtByReplay(
  world: World,
  make: (seed: Uint8Array, steps: number) => TinyTraining,
  interval = 0,
): Promise<Attack> {
  const { trained: defender, solver, drawn } = trained(world, make);
  world.verify(() => ({ type: 'Fault', value: { interval } }));
  const { judged } = await world.play({ defender, challenger: traces(world).right });
  const { reason } = judged as { reason: { type: string } };
  return { attackers: [solver], honest: drawn, honestly: FEE, foundBy: `replay, ${reason.type}` };
}

const training =
  (corrupt: () => Corrupt) =>
  (seed: Uint8Array, steps: number): TinyTraining =>
    new TinyTraining(seed, steps, corrupt());

/** The weights stay what they were in the steps that `skips` says. */
function keeping(skips: (step: number) => boolean): Corrupt {
  let weights = new Float32Array();
  return (step, node, output) => {
    if (node === FROM_STATE) weights = output.slice();
    if (node === NEXT_NODE && skips(step)) output.set(weights);
  };
}

/** Solvers that train something else than what was asked for. */
export const TRAININGS: readonly Strategy[] = [
  {
    name: 'no-work',
    idea: 'posts copies of the initial weights',
    play: (world) =>
      caughtByReplay(
        world,
        training(() => keeping(() => true)),
      ),
  },
  {
    name: 'short-cut',
    idea: 'trains every other step only, and fills up',
    play: (world) =>
      caughtByReplay(
        world,
        training(() => keeping((step) => step % 2 === 1)),
      ),
  },
  {
    name: 'interpolation',
    idea: 'updates that are a thousandth of the right ones',
    play(world) {
      const infinitesimal = (): Corrupt => {
        let weights = new Float32Array();
        return (_, node, output) => {
          if (node === FROM_STATE) weights = output.slice();
          if (node !== NEXT_NODE) return;
          for (const [at, value] of output.entries()) {
            const old = weights[at]!;
            output[at] = old + (value - old) / 1_000;
          }
        };
      };
      return caughtByReplay(world, training(infinitesimal));
    },
  },
  {
    name: 'wrong-data',
    idea: 'trains on the rows in another order',
    play: (world) =>
      caughtByReplay(
        world,
        training(() => (_, node, output) => void (node === BATCH_NODE && output.reverse())),
      ),
  },
  {
    name: 'synthesised-batches',
    idea: 'rows of its own making, to reach an end of its choice',
    play: (world) =>
      caughtByReplay(
        world,
        training(() => (_, node, output) => void (node === BATCH_NODE && output.fill(0.125))),
      ),
  },
  {
    name: 'seed-grinding',
    idea: 'begins with initial weights of a seed that it likes better',
    play: (world) =>
      caughtByReplay(
        world,
        (seed, steps) =>
          honest(
            Uint8Array.from(seed, (byte) => byte ^ 1),
            steps,
          ),
        4,
      ),
  },
];
