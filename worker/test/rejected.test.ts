import { join } from 'node:path';
import { linearModel } from '@plumbline/verification/graph/linear-model.fixture';
import type { GraphNode, Program } from '@plumbline/verification/graph/types';
import { expect, test } from 'vitest';
import { type PreparedTask, prepareTask } from '../src/roles/task-spec.ts';
import { kernelsHash } from '../src/training/kernels/identity.ts';
import { Hand } from './crew.ts';
import { FollowedTask } from './followed-task.ts';
import { startChain } from './processes.ts';
import { openSubmitter, TERMS } from './small-task.ts';
import { temporaryFolder } from './temporary.ts';

const ROWS = 10;
const SOUND = linearModel(kernelsHash());

function prepared(program: Program, scale: number, sources: readonly string[]): PreparedTask {
  const dataset = new Uint8Array(Float32Array.from({ length: 4 * ROWS }, (_, i) => scale * (i + 1)).buffer);
  const shape = { rows: ROWS, rowStride: 4, rowWidth: 4, batchSize: 4, steps: 4, checkpointEvery: 2 };
  return prepareTask({ name: 'small', program, dataset, ...shape } as never, TERMS, sources);
}

/** One of its nodes gives another shape than its operator does of its operands. */
const MALFORMED: Program = {
  ...SOUND,
  nodes: SOUND.nodes.map((node, index) => (index === 5 ? { ...node, shape: [9] } : node)),
};
const HUGE: GraphNode = {
  ...{ operator: { type: 'fill', value: { bits: 0 } }, inputs: [], inputShapes: [] },
  shape: [2 ** 28],
};
/** Each of its nodes is as large as a node may be at most; together they are too many elements. */
const TOO_LARGE: Program = {
  ...SOUND,
  header: { ...SOUND.header, nodeCount: SOUND.nodes.length + 2 },
  nodes: [...SOUND.nodes, HUGE, HUGE],
};

test('programs that are malformed, too large, or leave the finite numbers are rejected by those who profile them', async () => {
  const folder = await temporaryFolder();
  const { rpc } = await startChain(join(folder, 'node'));
  const hands = await Promise.all(
    ['//Charlie', '//Dave'].map((suri) => Hand.hire(rpc, folder, 'Verifier', suri)),
  );
  const submitter = await openSubmitter(rpc, folder);
  const submit = (program: Program, scale = 0.02): Promise<FollowedTask> =>
    FollowedTask.submit(submitter, prepared(program, scale, submitter.sources));
  const saying = (task: FollowedTask, report: string): number =>
    hands.filter((hand) =>
      hand.records.some(
        ({ event, task: id, report: said }) => event === 'profiled' && id === task.id && said === report,
      ),
    ).length;

  const malformed = await submit(MALFORMED);
  const found = (await malformed.until('Profiled')).fields;
  // The header and one state come before the nodes.
  expect(found).toMatchObject({ report: { type: 'Malformed', value: { record: 7 } } });
  expect((await malformed.until('Rejected')).fields).toMatchObject({ report: found.report });

  const tooLarge = await submit(TOO_LARGE);
  expect((await tooLarge.until('Rejected')).fields).toMatchObject({ report: 'TooLarge' });

  // That a step leaves the finite numbers is no record's fault: others look before it is believed.
  const infinite = await submit(SOUND, Number.POSITIVE_INFINITY);
  await infinite.until('SecondLook');
  expect((await infinite.until('Rejected')).fields).toMatchObject({ report: 'NonFinite' });

  expect([malformed, tooLarge, infinite].map(({ task }) => task.status.type)).toEqual([
    'Rejected',
    'Rejected',
    'Rejected',
  ]);
  const said = [saying(malformed, 'Malformed'), saying(tooLarge, 'TooLarge'), saying(infinite, 'NonFinite')];
  expect(said).toEqual([1, 1, 2]);
  for (const { task } of [malformed, tooLarge, infinite]) expect(task.escrow).toBe(0n);
}, 240_000);
