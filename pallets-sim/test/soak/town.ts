import type { Task, Verdict } from '@plumbline/runtime-types/domain/task';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { signed } from '../../src/frame/origin.ts';
import { createTestChain, type TestChain } from '../../src/frame/testing/test-chain.ts';
import { balances, UNIT } from '../../src/pallets/balances/declaration.ts';
import { balancesPallet } from '../../src/pallets/balances/pallet.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { stakesPallet } from '../../src/pallets/stakes/pallet.ts';
import { workerKeyOf } from '../../src/pallets/stakes/worker-key.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { account, PARAMS } from '../protocol/cast.ts';
import { type Corrupt, NEXT_NODE, TinyTraining } from '../protocol/tiny-training.ts';
import { createDice, type Dice, opinion } from './dice.ts';
import { THRESHOLD } from './profile-calls.ts';

const ENDOWMENT = 20_000n * UNIT;
/** How many of all proofs are forced errors, in millionths. */
export const FORCED_RATE = 400_000;

/** The step in which those that lie do. */
export const LIE_STEP = 4;
const LIE: Corrupt = (step, node, output) => {
  if (step === LIE_STEP && node === NEXT_NODE) output[1]! += 0.25;
};

/** How often a call was made, and what came of it. */
export type Outcomes = Map<string, Map<string, number>>;

/** Fifty accounts that do as they like. */
export class Town {
  readonly chain: TestChain;
  readonly dice: Dice;
  readonly accounts = Array.from({ length: 50 }, (_, index) => account(100 + index));
  /** Those of them that take no role, so that they can act for others. */
  readonly keys = this.accounts.slice(-8);
  /** By call, then by `ok` or the name of the error. */
  readonly outcomes: Outcomes = new Map();
  readonly statuses = new Set<string>();
  readonly #trainings = new Map<string, TinyTraining>();

  constructor(seed: number) {
    this.dice = createDice(seed);
    this.chain = createTestChain(
      { 2: balancesPallet, 10: stakesPallet, 11: tasksPallet, 12: disputesPallet },
      {
        balances: { balances: [...this.accounts.map((who) => [who, ENDOWMENT]), [JACKPOT, UNIT]] },
        tasks: {
          params: {
            ...PARAMS,
            forcedErrorRate: FORCED_RATE,
            reportBlocks: 1,
            commitBlocks: 5,
            revealBlocks: 4,
            challengePeriod: 3,
            maxAttempts: 3,
            maxDepth: 1,
          },
        },
        stakes: { params: { ...stakesPreset(), unbondingBlocks: 6, heartbeatBlocks: 60 } },
        disputes: { params: { bond: 20n * UNIT, moveBlocks: 4 } },
      },
    );
  }

  /** Makes a call, and counts what comes of it; returns whether it succeeded. */
  try(who: string, call: RuntimeCall): boolean {
    const failure = this.chain.failure(signed(who), call) ?? 'ok';
    const name = `${call.type}.${call.value.type}`;
    const outcomes = this.outcomes.get(name) ?? new Map<string, number>();
    this.outcomes.set(name, outcomes.set(failure, (outcomes.get(failure) ?? 0) + 1));
    return failure === 'ok';
  }

  /** The account, or the key that acts for it. */
  signer(who: string): string {
    return this.dice.sometimes(2) ? who : (workerKeyOf(this.chain.context, who) ?? who);
  }

  /** Tasks submitted so far. */
  get tasks(): number {
    return tasks.storage.NextTaskId.get(this.chain.context);
  }

  /** A task to build on, or one that there is not. */
  provenOrNot(): number {
    const proven = [...tasks.storage.ProvenModels.keys(this.chain.context)].map(([id]) => id);
    return this.dice.one([...proven, 1_000_000]);
  }

  get issuance(): bigint {
    return balances.storage.TotalIssuance.get(this.chain.context);
  }

  /** Tasks that something can still happen to. */
  going(): [id: number, task: Task][] {
    return [...tasks.storage.Tasks.entries(this.chain.context)]
      .filter(([, { status }]) => !isFinal(status.type))
      .map(([[id], task]) => [id, task]);
  }

  /** The training that a Solver says that it has done. */
  claimed(id: number, task: Task): TinyTraining {
    return this.training(task, this.lies(id, task));
  }

  lies(id: number, { attempt }: Task): boolean {
    return opinion(`lie ${id} ${attempt}`) % 3 === 0;
  }

  training({ seed, spec }: Task, lying: boolean): TinyTraining {
    const key = `${toHex(seed!)} ${lying}`;
    const known = this.#trainings.get(key);
    if (known !== undefined) return known;
    if (this.#trainings.size > 100) this.#trainings.clear();
    const made = new TinyTraining(seed!, spec.steps, lying ? LIE : undefined);
    this.#trainings.set(key, made);
    return made;
  }

  /** What an account reveals of an attempt: the same as it has committed to. */
  verdict(who: string, id: number, task: Task): Verdict {
    const draw = opinion(`verdict ${who} ${id} ${task.attempt} ${task.pass}`);
    const finds = this.lies(id, task) ? 2 : 9;
    // Now and then one that there is not.
    const [found, interval] = [draw % finds === 0, (draw >>> 16) % 30 === 0 ? 5 : (draw >>> 8) % 5];
    if (task.spec.mode.type === 'Tolerant' && interval < 4) {
      return { type: 'Distance', value: { interval, distance: found ? THRESHOLD + 1n : THRESHOLD } };
    }
    return found ? { type: 'Fault', value: { interval } } : { type: 'Accept' };
  }
}

export function isFinal(status: string): boolean {
  return ['Settled', 'Cancelled', 'Rejected', 'Expired'].includes(status);
}

function stakesPreset(): object {
  return (stakesPallet.genesis!.preset as { params: object }).params;
}
