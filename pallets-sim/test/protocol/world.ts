import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { ProfileReport, Verdict } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { dueDesignation, secretCommitment } from '@plumbline/verification/forced/lottery';
import { fromHex } from '@plumbline/verification/hash/hex';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { gameFacts } from '../../src/pallets/disputes/facts.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { commitmentOf } from '../../src/pallets/tasks/commitment.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { profileCommitmentOf } from '../../src/pallets/tasks/profile.ts';
import { SALT, SECRET, SUBMITTER } from './cast.ts';
import { pairOf, proofRoots } from './checkpoint-roots.ts';
import { ProtocolChain } from './protocol-chain.ts';
import { TinyTraining, tinySpec } from './tiny-training.ts';

/** The life of a task on such a chain, played by calls alone. */
export class World extends ProtocolChain {
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
}
