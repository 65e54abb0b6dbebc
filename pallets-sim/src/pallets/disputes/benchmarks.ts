import type { Task } from '@plumbline/runtime-types/domain/task';
import { type Benchmark, type Benchmarks, CALLER, type MeasuredCall } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { callerAmongMany, crowd } from '../stakes/benchmark-crowd.ts';
import { perChecker } from '../tasks/benchmark-about.ts';
import { putTask, SOLVER, seal, TASK } from '../tasks/benchmark-task.ts';
import { tasks } from '../tasks/declaration.ts';
import { demandBenchmarks } from './benchmark-demands.ts';
import { beginGame, DISPUTE, nameWorkers, nextMove, signedMoves, TOLERANT } from './benchmark-game.ts';
import { profileBenchmarks } from './benchmark-profiles.ts';
import { accepted, DEFENDER, silence, silences, TREE_ROOT, wait } from './benchmark-silence.ts';
import { witnessBenchmarks } from './benchmark-witnesses.ts';
import { disputesPallet } from './pallet.ts';

/** Moves of the games that benchmarks play, to their verdicts. */
const MOVES = 14;
const TOLERANT_MOVES = 17;
const tolerant = { spec: TOLERANT };

async function nextCall(context: Context): Promise<MeasuredCall> {
  const { who, round, move } = await nextMove(context);
  return { origin: signed(who), call: disputesPallet.call('play', { dispute: DISPUTE, round, move }) };
}

/** The game goes on by a move, one of each kind. */
const movesOf = (count: number, changes: Partial<Task>): Benchmark<MeasuredCall>[] =>
  Array.from(
    { length: count - 1 },
    (_, made): Benchmark<MeasuredCall> => ({
      async setUp(context) {
        await beginGame(context, { ...accepted(perChecker.upTo), ...changes }, made);
        return nextCall(context);
      },
    }),
  );
const moves = [...movesOf(MOVES, {}), ...movesOf(TOLERANT_MOVES, tolerant)];

/** The last move shows the fault: the Solver is slashed, and everybody that did not see it. */
const lastMove = (count: number, changes: Partial<Task>): Benchmark<MeasuredCall> => ({
  grows: perChecker,
  async setUp(context, size) {
    crowd(context, 1_000n);
    await beginGame(context, { ...accepted(size), ...changes }, count - 1);
    wait(context, size);
    return nextCall(context);
  },
});
const verdicts = [lastMove(MOVES, {}), lastMove(TOLERANT_MOVES, tolerant), ...silences];

export const disputesBenchmarks: Benchmarks = {
  challenge: [
    {
      setUp(context) {
        callerAmongMany(context, 'Whistleblower');
        const task = putTask(context, {
          ...{ status: { type: 'Challengeable' }, seal: seal(SOLVER) },
          ...accepted(perChecker.upTo),
        });
        tasks.storage.Tasks.put(context, TASK, { ...task, served: task.served.slice(1) });
        for (const index of [3, 4]) tasks.storage.Checkpoints.put(context, TASK, index, TREE_ROOT);
        return {
          origin: signed(CALLER),
          call: disputesPallet.call('challenge', { task: TASK, interval: 3 }),
        };
      },
    },
  ],
  /** A move that does not end the game. */
  move: moves,
  /** What follows when a game ends, whoever has won it. */
  verdict: verdicts,
  play: moves,
  timeout: silences,
  postTranscript: {
    grows: { with: 'move', upTo: MOVES - 2 },
    async setUp(context, size) {
      await beginGame(context, accepted(perChecker.upTo), 0);
      nameWorkers(context);
      const made = await signedMoves(context, size + 1);
      return {
        origin: signed(CALLER),
        call: disputesPallet.call('postTranscript', { dispute: DISPUTE, moves: made }),
      };
    },
  },
  takeDefence: {
    setUp(context) {
      silence({ defence: { type: 'Open' } }, accepted).setUp(context, perChecker.upTo);
      return {
        origin: signed(DEFENDER),
        call: disputesPallet.call('takeDefence', { dispute: DISPUTE }),
      };
    },
  },
  ...demandBenchmarks,
  ...profileBenchmarks,
  ...witnessBenchmarks,
};
