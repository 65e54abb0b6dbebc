import type { CommittedLeaf, DemandedLeaf, LeafOpening } from '@plumbline/runtime-types/domain/demand';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ENDOWMENT,
  PARAMS,
  SOLVERS,
  STAKE,
  SUBMITTER,
  VERIFIERS,
  WHISTLEBLOWER,
} from '../../../test/protocol/cast.ts';
import type { TinyTraining } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';
import { DEFAULT_PARAMS } from './params.ts';

const FEE = DEFAULT_PARAMS.bond / 100n;
const WHAT = { checkpoint: 2, tensor: 0, leaf: 0 };
let world: World;
let before: { sum: bigint; issuance: bigint };
afterEach(() => {
  expect(world.money()).toEqual(before);
});

function accepted() {
  world = new World({ solvers: 2 });
  before = world.money();
  world.submit();
  world.profile();
  const training = world.train();
  world.verify();
  const solver = world.task.solver!;
  return { training, solver, start: world.total(solver) };
}

const state = (value: CommittedLeaf): DemandedLeaf => ({ type: 'State', value });
const demand = (what = WHAT) => disputesPallet.call('demand', { task: 0, what: state(what) });
const supply = (opening: LeafOpening, what = WHAT) =>
  disputesPallet.call('supply', { task: 0, what: state(what), opening: { type: 'State', value: opening } });
const opened = (training: TinyTraining, checkpoint = 2) =>
  openCommittedLeaf(training.program, [tensorBytes(training.state(3 * checkpoint))], WHAT);
const pending = () => disputes.storage.Demands.get(world.chain.context, 0);

describe('a leaf of a checkpoint', () => {
  it('is shown by the Solver, which has the fee', () => {
    const { training, solver, start } = accepted();
    world.do(WHISTLEBLOWER, demand());
    expect(world.failure(WHISTLEBLOWER, demand())).toBe('Disputes.DemandedAlready');
    world.do(solver, supply(opened(training)));
    expect(world.total(solver)).toBe(start + FEE);
    expect(world.total(WHISTLEBLOWER)).toBe(ENDOWMENT - FEE);
    expect(pending()).toEqual([]);
    expect(world.failure(solver, supply(opened(training)))).toBe('Disputes.NotDemanded');
    world.until('Settled');
  });

  it('that is not shown in time costs the Solver its stake, and nothing is settled before', () => {
    const { solver, start } = accepted();
    const { deadline } = world.task;
    world.chain.nextBlock(deadline - world.chain.blockNumber() - 1);
    world.do(WHISTLEBLOWER, demand());
    const until = world.chain.blockNumber() + DEFAULT_PARAMS.moveBlocks;
    expect(pending()[0]).toMatchObject({ deadline: until });
    expect(world.task.deadline).toBe(until + PARAMS.challengePeriod);
    world.chain.nextBlock(DEFAULT_PARAMS.moveBlocks);
    expect(world.status).toBe('Challengeable');
    world.chain.nextBlock();
    expect(world.chain.eventNames()).toContain('Disputes.Withheld');
    expect(world.status).toBe('Open');
    expect(world.total(solver)).toBe(start - STAKE);
    // The fee is back with whoever demanded, and half of the slash.
    expect(world.total(WHISTLEBLOWER)).toBe(ENDOWMENT + STAKE / 2n);
    expect(pending()).toEqual([]);
  });

  it('is not replaced by any other, nor by a forged opening of it', () => {
    const { training, solver } = accepted();
    world.do(WHISTLEBLOWER, demand());
    const right = opened(training);
    const failure = (opening: LeafOpening) => world.failure(solver, supply(opening));
    const other = opened(training, 3);
    expect(failure(other)).toBe('Disputes.WrongOpening');
    expect(failure({ ...right, leaf: other.leaf })).toBe('Disputes.WrongOpening');
    const changed = right.leaf.slice();
    changed[0]! ^= 1;
    expect(failure({ ...right, leaf: changed })).toBe('Disputes.WrongOpening');
    expect(failure({ ...right, leaf: right.leaf.slice(0, -4) })).toBe('Disputes.WrongOpening');
    // Two hashes in the place of a leaf, with a path shorter or longer than the place demands.
    expect(failure({ ...right, leaf: new Uint8Array(64) })).toBe('Disputes.WrongOpening');
    expect(failure({ ...right, leafPath: [right.root] })).toBe('Disputes.WrongOpening');
    expect(failure({ ...right, rootPath: [right.root] })).toBe('Disputes.WrongOpening');
    expect(failure({ ...right, recordPath: right.recordPath.slice(1) })).toBe('Disputes.WrongOpening');
    expect(failure({ ...right, record: right.record.slice(1) })).toBe('Disputes.WrongOpening');
    world.do(VERIFIERS[3]!, supply(right));
    expect(world.failure(solver, supply(right, { ...WHAT, checkpoint: 3 }))).toBe('Disputes.NotDemanded');
  });

  it('that does not exist is owed by nobody: the record shows it', () => {
    const { training, solver, start } = accepted();
    const none = { ...WHAT, leaf: 1 };
    world.do(WHISTLEBLOWER, demand(none));
    const state = [tensorBytes(training.state(6))];
    const opening = openCommittedLeaf(training.program, state, none);
    expect(world.failure(solver, supply({ ...opening, recordPath: [] }, none))).toBe('Disputes.WrongOpening');
    world.do(solver, supply(opening, none));
    expect(world.total(solver)).toBe(start + FEE);
  });

  it('is demanded by those who check, while they do, and must exist', () => {
    const { training } = accepted();
    const idle = SOLVERS.find((who) => who !== world.task.solver)!;
    for (const who of [SUBMITTER, idle, world.task.solver!]) {
      expect(world.failure(who, demand())).toBe('Disputes.MayNotDemand');
    }
    expect(world.failure(WHISTLEBLOWER, demand({ ...WHAT, checkpoint: 5 }))).toBe('Disputes.OutOfRange');
    expect(world.failure(WHISTLEBLOWER, demand({ ...WHAT, tensor: 1 }))).toBe('Disputes.OutOfRange');
    const [verifier] = world.task.verifiers.map(({ account }) => account) as [string];
    world.do(verifier, demand());
    world.do(world.task.solver!, supply(opened(training)));
    world.until('Settled');
    expect(world.failure(verifier, demand())).toBe('Disputes.NotChecked');
  });

  it('is demanded eight at a time, and what a dispute has settled has its fee back', async () => {
    const { training, solver } = accepted();
    const { id, context } = { id: 0, ...world.chain };
    for (let checkpoint = 0; checkpoint < 5; checkpoint++)
      world.do(WHISTLEBLOWER, demand({ ...WHAT, checkpoint }));
    const [first] = pending();
    disputes.storage.Demands.put(context, id, [...pending(), first!, first!, first!]);
    expect(world.failure(WHISTLEBLOWER, demand({ ...WHAT, leaf: 1 }))).toBe('Disputes.TooManyDemands');
    disputes.storage.Demands.put(context, id, pending().slice(0, 5));
    world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 1 }));
    expect(world.failure(WHISTLEBLOWER, demand({ ...WHAT, leaf: 1 }))).toBe('Disputes.NotChecked');
    // A demand outlives its deadline while the dispute goes on, and can be supplied.
    world.chain.nextBlock(DEFAULT_PARAMS.moveBlocks + 1);
    expect(pending()).toHaveLength(5);
    world.do(solver, supply(opened(training)));
    world.until('Open');
    world.wait(() => pending().length === 0);
    // Four fees are back; the Solver was silent, and half of its stake is the challenger's.
    expect(world.total(WHISTLEBLOWER)).toBe(ENDOWMENT - FEE + STAKE / 2n);
  });
});
