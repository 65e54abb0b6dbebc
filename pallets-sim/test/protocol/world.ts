import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { TasksParams } from '@plumbline/runtime-types/domain/params';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { ProfileReport, RootPair, Task, Verdict } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { dueDesignation, rightPosition, secretCommitment } from '@plumbline/verification/forced/lottery';
import { fromHex } from '@plumbline/verification/hash/hex';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { proofRoot } from '@plumbline/verification/trace/state';
import { sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { signed } from '../../src/frame/origin.ts';
import { createTestChain, type TestChain } from '../../src/frame/testing/test-chain.ts';
import { totalBalance } from '../../src/pallets/balances/accounts.ts';
import { balances, UNIT } from '../../src/pallets/balances/declaration.ts';
import { balancesPallet } from '../../src/pallets/balances/pallet.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { gameFacts } from '../../src/pallets/disputes/facts.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { stakes } from '../../src/pallets/stakes/declaration.ts';
import { JACKPOT } from '../../src/pallets/stakes/jackpot.ts';
import { stakesPallet } from '../../src/pallets/stakes/pallet.ts';
import { commitmentOf } from '../../src/pallets/tasks/commitment.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { DEFAULT_PARAMS } from '../../src/pallets/tasks/params.ts';
import { profileCommitmentOf } from '../../src/pallets/tasks/profile.ts';
import { TinyTraining, tinySpec } from './tiny-training.ts';

const keys = new Map<string, ReturnType<typeof sr25519PairFromSeed>>();

/** An account whose key the test has. */
export function account(index: number): string {
  const pair = sr25519PairFromSeed(new Uint8Array(32).fill(index));
  const id = toHex(pair.publicKey);
  keys.set(id, pair);
  return id;
}

/** What an account signs beside extrinsics. */
export function signatureOf(who: string, message: Uint8Array): Uint8Array {
  const pair = keys.get(who);
  if (pair === undefined) throw new Error(`the test has no key of ${who}`);
  return sr25519Sign(message, pair);
}

export const SUBMITTER = account(1);
export const SOLVERS = [account(10), account(11), account(12)].sort();
export const VERIFIERS = [account(20), account(21), account(22), account(23)].sort();
/** Those that a test has besides, where it asks for more. */
export const MORE_VERIFIERS = [40, 41, 42, 43, 44, 45, 46, 47].map(account);
export const WHISTLEBLOWER = account(30);
/** Accounts with money that a test may register. */
export const MORE_WHISTLEBLOWERS = [account(31), account(32), account(33)];
export const EVERYBODY = [
  SUBMITTER,
  ...SOLVERS,
  ...[...VERIFIERS, ...MORE_VERIFIERS],
  ...[WHISTLEBLOWER, ...MORE_WHISTLEBLOWERS],
];

export const ENDOWMENT = 10_000n * UNIT;
export const STAKE = 1_000n * UNIT;
export const SALT = new Uint8Array(32).fill(7);
export const PRICE = 400_000_000_000_000n;

/** Of every Solver. */
export const SECRET = new Uint8Array(32).fill(5);

/** Shorter windows than on a real chain, so that tests wait for fewer blocks, and no forced errors but on demand. */
export const PARAMS: TasksParams = {
  ...DEFAULT_PARAMS,
  profilingBlocks: 9,
  openBlocks: 9,
  forcedErrorRate: 0,
  reportBlocks: 0,
  commitBlocks: 15,
  revealBlocks: 8,
};

export interface WorldOptions {
  readonly solvers?: number;
  readonly verifiers?: number;
  readonly tasks?: Record<string, number | bigint>;
}

/** A chain with the protocol's pallets and registered accounts, played by calls alone. */
export class World {
  readonly chain: TestChain;
  /** The task that everything is about. */
  id = 0;

  constructor({ solvers = 1, verifiers = 2, tasks: params = {} }: WorldOptions = {}) {
    this.chain = createTestChain(
      { 2: balancesPallet, 10: stakesPallet, 11: tasksPallet, 12: disputesPallet },
      {
        balances: { balances: [...EVERYBODY.map((who) => [who, ENDOWMENT]), [JACKPOT, UNIT]] },
        tasks: { params: { ...PARAMS, ...params } },
      },
    );
    for (const who of SOLVERS.slice(0, solvers)) this.register(who, 'Solver');
    for (const who of [...VERIFIERS, ...MORE_VERIFIERS].slice(0, verifiers)) this.register(who, 'Verifier');
    this.register(WHISTLEBLOWER, 'Whistleblower');
  }

  register(who: string, role: RoleName): void {
    const price = role === 'Solver' ? PRICE : 0n;
    this.do(who, stakesPallet.call('register', { role: { type: role }, amount: STAKE, price }));
  }

  do(who: string, call: RuntimeCall): void {
    this.chain.mustDispatch(signed(who), call);
  }

  failure(who: string, call: RuntimeCall): string | undefined {
    return this.chain.failure(signed(who), call);
  }

  get task(): Task {
    return tasks.storage.Tasks.get(this.chain.context, this.id)!;
  }

  get status(): string {
    return this.task.status.type;
  }

  get dispute(): Dispute {
    return disputes.storage.Disputes.get(this.chain.context, this.task.dispute!)!;
  }

  /** Free and held together. */
  total(who: string): bigint {
    return totalBalance(this.chain.context, who);
  }

  stake(role: RoleName, who: string) {
    return stakes.storage.Registrations.get(this.chain.context, { type: role }, who)!;
  }

  /** What everybody has, free and held. */
  balances(): Map<string, bigint> {
    return new Map([...EVERYBODY, JACKPOT].map((who) => [who, this.total(who)]));
  }

  /** All balances and holds; what there is to lose. */
  money(): { sum: bigint; issuance: bigint } {
    return {
      sum: [...EVERYBODY, JACKPOT].reduce((sum, who) => sum + this.total(who), 0n),
      issuance: balances.storage.TotalIssuance.get(this.chain.context),
    };
  }

  /** Blocks pass until the task is in a status. */
  until(status: string, most = 600): void {
    for (let block = 0; this.status !== status; block++) {
      if (block >= most) throw new Error(`still ${this.status} after ${most} blocks, not ${status}`);
      this.chain.nextBlock();
    }
  }

  /** Blocks pass until something holds. */
  wait(condition: () => boolean, most = 600): void {
    for (let block = 0; !condition(); block++) {
      if (block >= most) throw new Error(`nothing after ${most} blocks, the task is ${this.status}`);
      this.chain.nextBlock();
    }
  }

  submit(changes: Partial<TaskSpec> = {}): void {
    this.do(SUBMITTER, tasksPallet.call('submit', { spec: tinySpec(changes) }));
  }

  /** Who was drawn first to profile the task. */
  get profiler(): string | undefined {
    return this.task.profilers[0]?.account;
  }

  /** All drawn profilers commit and reveal what `find` says; by default they find nothing wrong. */
  profile(find?: (who: string) => ProfileReport): void {
    const { unitsPerStep } = this.task.spec;
    const reportOf = (who: string): ProfileReport => find?.(who) ?? { type: 'Ok', value: { unitsPerStep } };
    this.wait(() => this.status === 'Profiling' && this.task.searchUntil === 0);
    for (const { account: who, commitment } of this.task.profilers) {
      if (commitment === undefined) this.commitProfile(who, reportOf(who));
    }
    for (const { account: who, report } of this.task.profilers) {
      if (report === undefined) this.revealProfile(who, reportOf(who));
    }
  }

  commitProfile(who: string, report: ProfileReport, task = this.id): void {
    const commitment = profileCommitmentOf(report, SALT, who);
    this.do(who, tasksPallet.call('commitProfile', { task, commitment }));
  }

  revealProfile(who: string, report: ProfileReport, task = this.id): void {
    this.do(who, tasksPallet.call('revealProfile', { task, report, salt: SALT }));
  }

  /** The drawn Solver trains and commits; `make` gives its (honest or other) training. */
  train(
    make: (seed: Uint8Array, steps: number) => TinyTraining = (seed, steps) => new TinyTraining(seed, steps),
  ) {
    const solver = this.start();
    const { seed, spec } = this.task;
    const training = make(seed!, spec.steps);
    const pairs = Array.from({ length: spec.steps / spec.checkpointEvery + 1 }, (_, i) =>
      pairOf(this.task, training, i),
    );
    pairs.forEach((roots, checkpoint) => {
      this.do(solver, tasksPallet.call('progress', { task: this.id, checkpoint, roots, loss: 0 }));
    });
    this.do(solver, tasksPallet.call('complete', { task: this.id, proofRoots: proofRoots(pairs) }));
    this.designate();
    return training;
  }

  /** The drawn Solver starts; blocks pass until the salt is drawn. */
  start(): string {
    this.until('Assigned');
    const solver = this.task.solver!;
    const commitment = secretCommitment(SECRET, fromHex(solver));
    this.do(solver, tasksPallet.call('start', { task: this.id, commitment }));
    this.wait(() => this.task.seal?.salt !== undefined);
    return solver;
  }

  /** The Solver designates what the lottery says. */
  designate(): void {
    this.wait(() => this.task.seal?.lottery !== undefined);
    const { solver, seal } = this.task;
    const rate = tasks.storage.Params.get(this.chain.context).forcedErrorRate;
    const position = { type: dueDesignation(SECRET, seal!.lottery!, rate) };
    this.do(solver!, tasksPallet.call('designate', { task: this.id, position }));
  }

  /** The Solver shows its secret and, where Verifiers are accused, how their intervals were altered. */
  unseal(training?: TinyTraining): void {
    this.until('Unsealing');
    this.do(this.task.solver!, tasksPallet.call('revealSecret', { task: this.id, secret: SECRET }));
    for (const checkpoint of this.task.forced?.unproved ?? []) this.proveAltered(training!, checkpoint);
  }

  proveAltered(training: TinyTraining, checkpoint: number): void {
    const { solver, spec, seal } = this.task;
    const opening = training.opening(checkpoint * spec.checkpointEvery, checkpoint, SECRET, seal!.salt!);
    this.do(solver!, tasksPallet.call('proveAltered', { task: this.id, checkpoint, opening }));
  }

  /** All Verifiers drawn commit and reveal what `find` says, and the Solver unseals, unless `sealed`. */
  verify(
    find: (who: string) => Verdict = () => ({ type: 'Accept' }),
    training?: TinyTraining | 'sealed',
  ): void {
    const wanted = () => this.task.verifiers.length > 0 && this.task.searchUntil === 0;
    this.wait(() => this.status === 'Verifying' && wanted());
    for (const { account: who, commitment, absent } of this.task.verifiers) {
      if (commitment === undefined && !absent) this.commit(who, find(who));
    }
    this.until('Revealing');
    for (const { account: who, verdict, absent } of this.task.verifiers) {
      if (verdict === undefined && !absent) this.reveal(who, find(who));
    }
    if (this.status === 'Unsealing' && training !== 'sealed') this.unseal(training);
  }

  commit(who: string, verdict: Verdict): void {
    const commitment = commitmentOf(verdict, SALT, who);
    this.do(who, tasksPallet.call('commitVerdict', { task: this.id, commitment }));
  }

  reveal(who: string, verdict: Verdict): void {
    this.do(who, tasksPallet.call('revealVerdict', { task: this.id, verdict, salt: SALT }));
  }

  /** The next move of the dispute, from the traces that the sides have. */
  async move(traces: {
    defender: Trace;
    challenger: Trace;
  }): Promise<{ who: string; call: RuntimeCall; side: SideName }> {
    const { dispute } = this;
    const facts = gameFacts(this.task);
    const side = turnOf(dispute.game);
    const move =
      side === 'Defender'
        ? await defend(facts, dispute.game, traces.defender)
        : await challenge(facts, dispute.game, traces.challenger);
    const { round } = dispute;
    const who = side === 'Defender' ? dispute.defender : dispute.challenger;
    return { who, side, call: disputesPallet.call('play', { dispute: this.task.dispute!, round, move }) };
  }

  /** Plays the dispute to its end, a block a move; returns the number of moves and how it was judged. */
  async play(traces: { defender: Trace; challenger: Trace }): Promise<{ moves: number; judged: unknown }> {
    for (let moves = 1; ; moves++) {
      const { who, call } = await this.move(traces);
      this.chain.nextBlock();
      this.do(who, call);
      const judged = this.chain
        .events()
        .find(({ type, value }) => type === 'Disputes' && value.type === 'Judged');
      if (judged !== undefined) return { moves, judged: judged.value.value };
    }
  }

  /** Events of the tasks pallet in this block, by name. */
  taskEvents(name: string): unknown[] {
    return this.chain
      .events()
      .filter(({ type, value }) => type === 'Tasks' && value.type === name)
      .map(({ value }) => value.value);
  }
}

/** The roots of a proof, from those of its checkpoints. */
export function proofRoots(pairs: readonly RootPair[]): RootPair {
  return {
    first: proofRoot(pairs.map(({ first }) => first)),
    second: proofRoot(pairs.map(({ second }) => second)),
  };
}

/** Both roots of a checkpoint, in the order that the secret says. */
export function pairOf({ spec, seal }: Task, training: TinyTraining, checkpoint: number): RootPair {
  const steps = checkpoint * spec.checkpointEvery;
  const right = training.rootAfter(steps);
  const altered = checkpoint === 0 ? right : training.alteredRoot(steps, checkpoint, SECRET, seal!.salt!);
  return rightPosition(SECRET) === 'First'
    ? { first: right, second: altered }
    : { first: altered, second: right };
}
