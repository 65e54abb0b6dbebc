import type { move as moveShape } from '@plumbline/runtime-types/domain/move';
import { afterEach, describe, expect, it } from 'vitest';
import { ENDOWMENT, SOLVERS, STAKE, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import { type Corrupt, NEXT_NODE, TinyTraining, tinySpec } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { DEFAULT_PARAMS as STAKES } from '../stakes/params.ts';
import { disputesPallet } from './pallet.ts';
import { DEFAULT_PARAMS } from './params.ts';

/** Every task gives a move the time of an interval besides. */
const MOVE_BLOCKS = DEFAULT_PARAMS.moveBlocks + tinySpec().stallBlocks;

let world: World;
let before: { sum: bigint; issuance: bigint };

afterEach(() => {
  expect(world.money()).toEqual(before);
});

/** Changes one element of a node in step 7, which is the second of interval 2. */
const lie =
  (node: number, element: number): Corrupt =>
  (step, index, output) => {
    if (step === 7 && index === node) output[element]! += 0.5;
  };

/** A task that its Verifiers accepted, challenged about interval 2. */
function challenged(corrupt?: Corrupt) {
  world = new World({ solvers: 2 });
  before = world.money();
  world.submit({ sampleRate: 1_000_000 });
  world.profile();
  const trained = world.train((seed, steps) => new TinyTraining(seed, steps, corrupt));
  world.verify();
  world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 2 }));
  return { trained, solver: world.task.solver! };
}

const truth = () => new TinyTraining(world.task.seed!, 12);

describe('a dispute', () => {
  it('gives each move the time that the Solver had for an interval, which has to be run again', () => {
    world = new World();
    before = world.money();
    world.submit({ stallBlocks: 500 });
    world.profile();
    world.train();
    world.verify();
    world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 2 }));
    world.chain.nextBlock(DEFAULT_PARAMS.moveBlocks + 500);
    expect(world.status).toBe('Disputed');
    world.chain.nextBlock();
    expect(world.dispute.defence.type).toBe('Open');
  });

  it.each([
    ['a state that is not the one before', 0, 'SourceWrong'],
    ['a batch of other examples', 1, 'OperationWrong'],
    ['a difference', 2, 'OperationWrong'],
    ['an exponential', 3, 'OperationWrong'],
    ['a sum', 4, 'OperationWrong'],
    ['a constant', 5, 'OperationWrong'],
    ['a product', 6, 'OperationWrong'],
    ['the new state', NEXT_NODE, 'OperationWrong'],
  ])('about %s goes down to one operation, which the chain computes', async (_, node, reason) => {
    const { trained, solver } = challenged(lie(node, 0));
    const { judged, moves } = await world.play({ defender: trained, challenger: truth() });
    expect(judged).toEqual({
      dispute: 0,
      task: 0,
      winner: { type: 'Challenger' },
      reason: { type: reason },
    });
    // 2 for the steps, 2 for the operators, 2 down their list, 1 record; 2 for the leaf, 2 or 4 for registers, 1 proof.
    expect(moves).toBeLessThanOrEqual(14);
    expect(world.total(solver)).toBeLessThanOrEqual(ENDOWMENT - STAKE);
    expect(world.task.status.type).toBe('Open');
  });

  it('is won by the Solver that did its work, and the chain says that the operation is right', async () => {
    const { trained, solver } = challenged();
    const pretended = new TinyTraining(world.task.seed!, 12, lie(2, 1));
    const { judged } = await world.play({ defender: trained, challenger: pretended });
    expect(judged).toMatchObject({ winner: { type: 'Defender' }, reason: { type: 'OperationRight' } });
    expect(world.total(solver)).toBe(ENDOWMENT + DEFAULT_PARAMS.bond / 2n);
    world.until('Settled');
  });

  it('is lost by a Solver that is silent', () => {
    const { solver } = challenged(lie(3, 1));
    const { deadline } = world.dispute;
    expect(deadline).toBe(world.chain.blockNumber() + MOVE_BLOCKS);
    world.chain.nextBlock(MOVE_BLOCKS);
    expect(world.status).toBe('Disputed');
    expect(world.failure(WHISTLEBLOWER, disputesPallet.call('timeout', { dispute: 0 }))).toBe(
      'Disputes.NotDue',
    );
    world.chain.nextBlock();
    // No Verifier takes over.
    expect(world.chain.eventNames()).toContain('Disputes.DefenceOpen');
    expect(world.dispute.deadline).toBe(world.chain.blockNumber() + MOVE_BLOCKS);
    world.chain.nextBlock(MOVE_BLOCKS + 1);
    expect(world.chain.eventNames()).toContain('Disputes.Judged');
    expect(world.status).toBe('Open');
    expect(world.stake('Solver', solver)).toMatchObject({ stake: 0n, online: false, slashed: STAKE });
    expect(world.failure(WHISTLEBLOWER, disputesPallet.call('timeout', { dispute: 0 }))).toBe(
      'Disputes.UnknownDispute',
    );
  });

  it('is lost by a challenger that is silent', async () => {
    const { trained, solver } = challenged();
    const { who, call, side } = await world.move({ defender: trained, challenger: trained });
    expect([who, side]).toEqual([solver, 'Defender']);
    world.chain.nextBlock(MOVE_BLOCKS);
    world.do(who, call);
    // Every move has its own time.
    world.chain.nextBlock(MOVE_BLOCKS);
    expect(world.status).toBe('Disputed');
    world.chain.nextBlock();
    expect(world.status).toBe('Challengeable');
    expect(world.total(WHISTLEBLOWER)).toBe(ENDOWMENT - DEFAULT_PARAMS.bond);
    world.until('Settled');
  });

  it('refuses moves out of turn, of others, of another round and against the rules, and goes on', async () => {
    const { trained, solver } = challenged(lie(4, 2));
    const honest = truth();
    const play = (round: number, move: Parameters<typeof moveShape.codec.enc>[0], dispute = 0) =>
      disputesPallet.call('play', { dispute, round, move });
    const pick = { type: 'Pick' as const, value: { index: 0 } };
    const root = new Uint8Array(32);
    expect(world.failure(WHISTLEBLOWER, play(0, pick))).toBe('Disputes.NotYourTurn');
    expect(world.failure(SOLVERS[2]!, play(0, pick))).toBe('Disputes.NotParty');
    expect(world.failure(solver, play(1, pick))).toBe('Disputes.WrongRound');
    expect(world.failure(solver, play(0, pick, 1))).toBe('Disputes.UnknownDispute');
    expect(world.failure(solver, play(0, pick))).toBe('Disputes.WrongMove');
    expect(world.failure(solver, play(0, { type: 'RevealStates', value: { states: [root] } }))).toBe(
      'Disputes.WrongCount',
    );
    const states = [root, root, root];
    expect(world.failure(solver, play(0, { type: 'RevealStates', value: { states } }))).toBe(
      'Disputes.EndNotRepeated',
    );
    expect(world.dispute.round).toBe(0);
    const first = await world.move({ defender: trained, challenger: honest });
    world.do(first.who, first.call);
    expect(world.failure(first.who, first.call)).toBe('Disputes.WrongRound');
    expect(world.failure(WHISTLEBLOWER, play(1, { type: 'Pick', value: { index: 3 } }))).toBe(
      'Disputes.OutOfRange',
    );
    const { judged } = await world.play({ defender: trained, challenger: honest });
    expect(judged).toMatchObject({ winner: { type: 'Challenger' } });
  });

  it('says in events what happened, move by move', async () => {
    const { trained } = challenged(lie(3, 1));
    const honest = truth();
    const phases: string[] = [];
    while (world.status === 'Disputed') {
      const { who, call } = await world.move({ defender: trained, challenger: honest });
      world.chain.nextBlock();
      world.do(who, call);
      for (const { type, value } of world.chain.events()) {
        if (type === 'Disputes' && value.type === 'Moved') {
          phases.push((value.value as { phase: string }).phase);
        }
      }
    }
    expect(phases).toEqual([
      'States',
      'Operators',
      'Branch',
      'OperatorTree',
      'OperatorTree',
      'Operator',
      'Leaf',
      'Leaf',
      'Registers',
      'Registers',
      'Registers',
      'Registers',
      'Proof',
      'Judged',
    ]);
  });

  it('over silence costs more than the fixed part', () => {
    expect(STAKES.silenceSlash).toBeLessThan(STAKE);
    challenged(lie(3, 1));
    world.until('Open');
    expect(world.total(world.task.served.find(({ role }) => role.type === 'Solver')!.account)).toBe(
      ENDOWMENT - STAKE,
    );
  });
});
