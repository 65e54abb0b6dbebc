import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { Task, Verdict } from '@plumbline/runtime-types/domain/task';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { type Benchmark, type Benchmarks, CALLER } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { hold } from '../balances/holds.ts';
import { callerAmongMany, crowd, registerRich } from '../stakes/benchmark-crowd.ts';
import { beginDuty } from '../stakes/duties.ts';
import { DOUBLING, doublingSpec, STATE } from '../tasks/benchmark-alteration.ts';
import {
  putTask,
  REPORTERS,
  ROOT,
  report,
  SOLVER,
  seal,
  TASK,
  VERIFIERS,
  verifier,
} from '../tasks/benchmark-task.ts';
import { tasks } from '../tasks/declaration.ts';
import { beginGame, DISPUTE, nameWorkers, nextMove, signedMoves } from './benchmark-game.ts';
import { profileBenchmarks } from './benchmark-profiles.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';

const { Disputes, Demands, Waiting, Params } = disputes.storage;
const { Bond, Demand } = disputes.holdReasons;

const ACCEPT: Verdict = { type: 'Accept' };
const FAULT: Verdict = { type: 'Fault', value: { interval: 3 } };
/** Moves of the game that benchmarks play, to its verdict. */
const MOVES = 14;
/** As many more Verifiers have accepted the work, and as many challenges wait. */
const perChecker = { with: 'checker', upTo: VERIFIERS.length - 1 };
const TREE_ROOT = { first: ROOT, second: ROOT };

const accepted = (size: number): Partial<Task> => ({
  verifiers: VERIFIERS.slice(0, size + 1).map((account) => verifier(account, ACCEPT)),
});

/** So many challenges wait for the dispute; a duty binds each of those that brought them. */
function wait(context: Context, count: number): void {
  const { bond } = Params.get(context);
  const challengers = REPORTERS.slice(0, count);
  for (const challenger of challengers) {
    hold(context, Bond, challenger, bond);
    beginDuty(context, 'Whistleblower', challenger);
  }
  Waiting.put(
    context,
    TASK,
    challengers.map((challenger) => ({ challenger, interval: 3, bond })),
  );
}

/** The game goes on by a move. */
const moves = Array.from(
  { length: MOVES - 1 },
  (_, made): Benchmark => ({
    async setUp(context) {
      await beginGame(context, accepted(perChecker.upTo), made);
      const { who, round, move } = await nextMove(context);
      return { origin: signed(who), call: disputesPallet.call('play', { dispute: DISPUTE, round, move }) };
    },
  }),
);

/** The last move shows the fault: the Solver is slashed, and everybody that did not see it. */
const lastMove: Benchmark = {
  grows: perChecker,
  async setUp(context, size) {
    crowd(context, 1_000n);
    await beginGame(context, accepted(size), MOVES - 1);
    wait(context, size);
    const { who, round, move } = await nextMove(context);
    return { origin: signed(who), call: disputesPallet.call('play', { dispute: DISPUTE, round, move }) };
  },
};

/** A side was silent in a dispute about a task with as many intervals as there can be. */
function silence(dispute: Partial<Dispute>, task: (size: number) => Partial<Task>): Benchmark {
  return {
    grows: perChecker,
    setUp(context, size) {
      crowd(context, 1_000n);
      putTask(context, { status: { type: 'Disputed' }, seal: seal(SOLVER), dispute: DISPUTE, ...task(size) });
      registerRich(context, CALLER, 'Whistleblower');
      const { bond } = Params.get(context);
      hold(context, Bond, CALLER, bond);
      for (const index of [3, 4]) tasks.storage.Checkpoints.put(context, TASK, index, TREE_ROOT);
      wait(context, size);
      Disputes.put(context, DISPUTE, {
        ...{ task: TASK, challenger: CALLER, defender: SOLVER, defence: { type: 'Solver' } },
        ...{ origin: { type: 'Whistleblower' }, interval: 3, round: 1, head: ROOT, deadline: 0, bond },
        game: DEFENDERS_TURN,
        ...dispute,
      });
      disputes.storage.NextDisputeId.put(context, DISPUTE + 1);
      return { origin: signed(CALLER), call: disputesPallet.call('timeout', { dispute: DISPUTE }) };
    },
  };
}

const DEFENDERS_TURN: Dispute['game'] = { type: 'Operators', value: { step: 3, start: ROOT, end: ROOT } };
const CHALLENGERS_TURN: Dispute['game'] = {
  type: 'Branch',
  value: { at: { step: 3, start: ROOT, end: ROOT, operators: ROOT } },
};
const [DEFENDER = ''] = VERIFIERS;

const silences = [
  // A Verifier took over and did not defend either: it and the Solver are slashed, and the attempt is over.
  silence({ defence: { type: 'Verifier' }, defender: DEFENDER }, accepted),
  // A challenge failed, and the next of those that wait is played.
  silence({ game: CHALLENGERS_TURN }, accepted),
  // A Verifier did not prove its fault, and others that saw one are heard.
  silence({ game: CHALLENGERS_TURN, challenger: DEFENDER, origin: { type: 'Verifier' } }, (size) => ({
    verifiers: VERIFIERS.slice(0, size + 1).map((account) => verifier(account, FAULT)),
    reports: REPORTERS.slice(0, size).map((account) => report(account, FAULT)),
  })),
];

const LEAF = { checkpoint: 1, tensor: 0, leaf: 5 };
const WHAT = { type: 'State' as const, value: LEAF };

/** The caller looks at a task of which everything but one leaf was demanded already. */
function demanded(context: Context, isDemanded: boolean): void {
  callerAmongMany(context, 'Whistleblower');
  const root = stateRoot([blobRoot(tensorBytes(STATE))]);
  tasks.storage.Checkpoints.put(context, TASK, 1, { first: root, second: root });
  putTask(context, {
    ...{ status: { type: 'Challengeable' }, seal: seal(SOLVER), spec: doublingSpec() },
    ...accepted(perChecker.upTo),
  });
  const fee = Params.get(context).bond / 100n;
  const others = REPORTERS.slice(0, 7).map((who, leaf) => ({
    ...{ who, what: { ...WHAT, value: { ...LEAF, leaf: leaf + 6 } }, attempt: 1, fee, deadline: 61 },
  }));
  const own = { who: CALLER, what: WHAT, attempt: 1, fee, deadline: 61 };
  if (isDemanded) hold(context, Demand, CALLER, fee);
  Demands.put(context, TASK, isDemanded ? [...others, own] : others);
  disputes.storage.DemandDeadlines.put(context, 62, [TASK]);
}

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
  verdict: [lastMove, ...silences],
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
  demand: {
    setUp(context) {
      demanded(context, false);
      return {
        origin: signed(CALLER),
        call: disputesPallet.call('demand', { task: TASK, what: WHAT }),
      };
    },
  },
  supply: {
    setUp(context) {
      demanded(context, true);
      const opening = openCommittedLeaf(DOUBLING, [tensorBytes(STATE)], LEAF);
      return {
        origin: signed(SOLVER),
        call: disputesPallet.call('supply', {
          ...{ task: TASK, what: WHAT },
          opening: { type: 'State', value: opening },
        }),
      };
    },
  },
  ...profileBenchmarks,
};
