import type { RootPair } from '@plumbline/runtime-types/domain/task';
import { describe, expect, it } from 'vitest';
import {
  ENDOWMENT,
  PARAMS,
  PRICE,
  SOLVERS,
  STAKE,
  SUBMITTER,
  VERIFIERS,
} from '../../../test/protocol/cast.ts';
import { proofRoots } from '../../../test/protocol/checkpoint-roots.ts';
import { tinySpec } from '../../../test/protocol/tiny-training.ts';
import { begin, expectMoneyKept, world } from '../../../test/protocol/world-of-test.ts';
import { UNIT } from '../balances/declaration.ts';
import { heldBalance } from '../balances/holds.ts';
import { JACKPOT } from '../stakes/jackpot.ts';
import { tasks } from './declaration.ts';
import { depositFor, escrowFor, feeAt, intervalsPerVerifier, taxOn, verifierFee } from './fees.ts';
import { tasksPallet } from './pallet.ts';

expectMoneyKept();

describe('a task that goes well', () => {
  it('pays everybody to the unit and returns the rest', () => {
    begin();
    const spec = tinySpec();
    // 12 steps; half of 4 intervals of 3 steps are replayed by each Verifier.
    const units = spec.unitsPerStep;
    expect(intervalsPerVerifier(spec)).toBe(2);
    const fee = (units * 12n * PRICE) / 1_000_000_000n;
    const replay = UNIT / 10n + (units * 6n * 1_000_000_000_000_000n) / 1_000_000_000n;
    const escrow = escrowFor(spec, PARAMS);
    expect(escrow).toBe(((units * 12n * 1_000_000n + 2n * replay) * 105n) / 100n + UNIT / 10n);

    world.submit();
    expect(world.task).toMatchObject({ status: { type: 'Submitted' }, escrow, submittedAt: 1 });
    expect(heldBalance(world.chain.context, tasks.holdReasons.Escrow, SUBMITTER)).toBe(escrow);
    world.profile();
    expect(world.status).toBe('Open');
    const training = world.train();
    expect(world.task.attempt).toBe(0);
    expect(world.status).toBe('Verifying');
    world.verify();
    expect(world.status).toBe('Challengeable');
    const profiler = world.profiler!;
    world.until('Settled');

    expect(world.total(SOLVERS[0]!)).toBe(ENDOWMENT + fee);
    for (const who of VERIFIERS.slice(0, 2)) {
      expect(world.total(who)).toBe(ENDOWMENT + replay + (who === profiler ? UNIT / 10n : 0n));
    }
    const tax = taxOn(fee + 2n * replay, PARAMS);
    expect(tax).toBe(((fee + 2n * replay) * 5n + 99n) / 100n);
    expect(world.total(JACKPOT)).toBe(UNIT + tax);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - fee - 2n * replay - UNIT / 10n - tax);
    expect(heldBalance(world.chain.context, tasks.holdReasons.Escrow, SUBMITTER)).toBe(0n);
    expect(world.task.escrow).toBe(0n);
    expect(tasks.storage.ProvenModels.get(world.chain.context, 0)).toEqual({
      programRoot: spec.program.root,
      stateRoot: training.rootAfter(12),
      stateCount: 1,
      depth: 0,
      solver: SOLVERS[0],
    });
    expect(world.stake('Solver', SOLVERS[0]!)).toMatchObject({ duties: 0, completed: 1, stake: STAKE });
    for (const { account } of world.task.verifiers) expect(world.stake('Verifier', account).duties).toBe(0);
    expect(world.chain.eventNames()).toEqual([
      'Balances.TransferOnHold',
      'Tasks.Paid',
      'Balances.TransferOnHold',
      'Tasks.Paid',
      'Balances.TransferOnHold',
      'Tasks.Paid',
      'Balances.TransferOnHold',
      'Tasks.Paid',
      'Balances.Released',
      'Tasks.Refunded',
      'Tasks.Settled',
    ]);
  });

  it('closes every window as soon as everybody due has acted', () => {
    begin();
    world.submit();
    world.profile();
    world.train();
    world.verify();
    world.until('Settled');
    // submit 1, profiler 2, Solver 3, salt 5, lottery 7, Verifiers 9, challenges after that
    expect(world.chain.blockNumber()).toBe(9 + PARAMS.challengePeriod);
  });

  it('fixes the seed only when the Solver is drawn, from a block that nobody knew before', () => {
    begin();
    world.submit();
    world.profile();
    expect(world.task.seed).toBeUndefined();
    world.until('Assigned');
    const { seed } = world.task;
    expect(seed).toHaveLength(32);
    begin();
    world.chain.nextBlock();
    world.submit();
    world.profile();
    world.until('Assigned');
    expect(world.task.seed).not.toEqual(seed);
  });
});

describe('a Solver', () => {
  it('posts checkpoints in order, and all of them, before it completes', () => {
    begin();
    world.submit();
    world.profile();
    world.until('Assigned');
    const solver = world.task.solver!;
    const first = new Uint8Array(32);
    const second = new Uint8Array(32).fill(1);
    const pairOf = (checkpoint: number) => ({ first, second: checkpoint === 0 ? first : second });
    const progress = (checkpoint: number, roots = pairOf(checkpoint)) =>
      world.failure(solver, tasksPallet.call('progress', { task: 0, checkpoint, roots, loss: 0 }));
    const complete = (of: RootPair) =>
      world.failure(solver, tasksPallet.call('complete', { task: 0, proofRoots: of }));
    const start = tasksPallet.call('start', { task: 0, commitment: first });
    expect(progress(0)).toBe('Tasks.NotTraining');
    expect(world.failure(SUBMITTER, start)).toBe('Tasks.NotSolver');
    world.do(solver, start);
    expect(world.failure(solver, start)).toBe('Tasks.NotAssigned');
    expect(progress(0)).toBe('Tasks.NotSalted');
    world.chain.nextBlock(2);
    expect(progress(1)).toBe('Tasks.WrongCheckpoint');
    for (let checkpoint = 0; checkpoint <= 4; checkpoint++) {
      expect(complete(pairOf(1))).toBe('Tasks.CheckpointsMissing');
      // The initial state is one, every other checkpoint has an altered beside it.
      expect(progress(checkpoint, pairOf(checkpoint === 0 ? 1 : 0))).toBe('Tasks.WrongPair');
      expect(progress(checkpoint)).toBeUndefined();
    }
    expect(progress(4)).toBe('Tasks.WrongCheckpoint');
    expect(progress(5)).toBe('Tasks.WrongCheckpoint');
    const pairs = [0, 1, 2, 3, 4].map(pairOf);
    const right = proofRoots(pairs);
    expect(complete({ ...right, first: right.second })).toBe('Tasks.WrongProofRoot');
    expect(complete({ ...right, second: right.first })).toBe('Tasks.WrongProofRoot');
    expect(complete(right)).toBeUndefined();
  });

  it('keeps the task alive with every checkpoint', () => {
    begin();
    world.submit({ stallBlocks: 5 });
    world.profile();
    const solver = world.start();
    for (let checkpoint = 0; checkpoint <= 4; checkpoint++) {
      world.chain.nextBlock(4);
      const roots = { first: new Uint8Array(32), second: new Uint8Array(32).fill(checkpoint) };
      world.do(solver, tasksPallet.call('progress', { task: 0, checkpoint, roots, loss: 0 }));
    }
    expect(world.status).toBe('Training');
    world.chain.nextBlock(5);
    expect(world.task).toMatchObject({ status: { type: 'Open' }, attempt: 1 });
  });
});

describe('a Verifier', () => {
  it('has the time that the Solver had for the intervals that it replays', () => {
    begin();
    world.submit({ stallBlocks: 100 });
    world.profile();
    world.train();
    world.wait(() => world.task.verifiers.length === 2);
    const window = PARAMS.commitBlocks + intervalsPerVerifier(world.task.spec) * 100;
    expect(world.task.deadline).toBe(world.chain.blockNumber() + window);
    world.chain.nextBlock(window - 1);
    world.verify();
    world.until('Settled');
  });

  it('that is silent holds others for so long and no longer', () => {
    begin();
    world.submit({ stallBlocks: 100_000, steps: 48, sampleRate: 1_000_000 });
    world.profile();
    world.train();
    world.wait(() => world.task.verifiers.length === 2);
    expect(world.task.deadline).toBe(world.chain.blockNumber() + PARAMS.commitBlocks + 1_000_000);
  });
});

describe('what a task can cost', () => {
  it('is more than is ever paid, for every price and number of Verifiers', () => {
    begin();
    for (const price of [1n, 7n, 999_999_999n, 10n ** 15n]) {
      for (const verifiers of [1, 3, 8]) {
        for (const sampleRate of [1, 333_333, 1_000_000]) {
          const spec = tinySpec({ maxPrice: price, verifiers, sampleRate });
          const paid = feeAt(spec, price) + BigInt(verifiers) * verifierFee(spec, PARAMS);
          expect(escrowFor(spec, PARAMS)).toBe(paid + taxOn(paid, PARAMS) + PARAMS.profileFee);
        }
      }
    }
  });

  it('asks the Solver for a stake that makes cheating a loss', () => {
    begin();
    // 4 intervals, 2 replayed by each of 2 Verifiers: found with p = 3/4, so (1 - p)/p = 1/3; an interval is a quarter of the fee.
    const spec = tinySpec();
    expect(depositFor(spec, PARAMS)).toBe((feeAt(spec, spec.maxPrice) * 2n + 11n) / 12n);
    expect(depositFor(tinySpec({ sampleRate: 1_000_000 }), PARAMS)).toBe(0n);
    world.submit({ maxPrice: 10n ** 18n, sampleRate: 1 });
    world.profile();
    world.until('Expired');
    expect(world.taskEvents('Expired')).toEqual([{ task: 0, reason: { type: 'NoSolver' } }]);
  });
});
