import type { Demand } from '@plumbline/runtime-types/domain/demand';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { expect, test } from 'vitest';
import { PARAMS, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import { World } from '../../../test/protocol/world.ts';
import { system } from '../system/declaration.ts';
import { disputes } from './declaration.ts';
import { putOffDemands } from './demand-deadline.ts';
import { disputesPallet } from './pallet.ts';

const WHAT = { type: 'State', value: { checkpoint: 2, tensor: 0, leaf: 0 } } as const;
const { Demands, DemandDeadlines } = disputes.storage;

/** A task that is accepted, of which a leaf is demanded. */
function demanded() {
  const world = new World({ solvers: 2 });
  world.submit();
  world.profile();
  const training = world.train();
  world.verify();
  world.do(WHISTLEBLOWER, disputesPallet.call('demand', { task: 0, what: WHAT }));
  const opening = openCommittedLeaf(training.program, [tensorBytes(training.state(6))], WHAT.value);
  const shown = { task: 0, what: WHAT, opening: { type: 'State', value: opening } } as const;
  const pending = (): readonly Demand[] => Demands.get(world.chain.context, 0);
  return { world, training, pending, supply: disputesPallet.call('supply', shown) };
}

test('a leaf that a dispute has put off is shown in its last block, and there is a whole window to act on it', async () => {
  const { world, training, pending, supply } = demanded();
  const { chain } = world;
  world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 1 }));
  const { call, who } = await world.move({ defender: training, challenger: training });
  chain.nextBlock();
  world.do(who, call);
  // Its challenger says nothing, and loses.
  world.until('Challengeable');
  chain.nextBlock(pending()[0]!.deadline - chain.blockNumber());
  expect(world.status).toBe('Challengeable');
  world.do(who, supply);
  expect(world.task.deadline).toBe(chain.blockNumber() + PARAMS.challengePeriod);
});

test('what is demanded of a task and has no room in its block is owed for longer, by one block', () => {
  const { world, pending, supply } = demanded();
  const { context, ...chain } = world.chain;
  const { deadline } = pending()[0]!;
  chain.nextBlock(deadline - chain.blockNumber());
  DemandDeadlines.take(context, deadline + 1);
  system.storage.Number.put(context, deadline + 1);
  putOffDemands(context, 0);
  expect(pending()).toMatchObject([{ deadline: deadline + 1 }]);
  expect(DemandDeadlines.get(context, deadline + 2)).toEqual([0]);
  world.do(world.task.solver!, supply);
  expect(world.task.deadline).toBe(deadline + 1 + PARAMS.challengePeriod);
  expect([...DemandDeadlines.entries(context)]).toEqual([]);
});

test('nothing is put off of a task that a verdict of the same block has ended', () => {
  const { world, pending } = demanded();
  const { context } = world.chain;
  const { deadline } = pending()[0]!;
  DemandDeadlines.take(context, deadline + 1);
  Demands.take(context, 0);
  system.storage.Number.put(context, deadline + 1);
  putOffDemands(context, 0);
  expect([...Demands.entries(context)]).toEqual([]);
  expect([...DemandDeadlines.entries(context)]).toEqual([]);
});
