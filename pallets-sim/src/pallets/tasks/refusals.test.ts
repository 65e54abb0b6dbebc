import { MAX_REPORTS } from '@plumbline/runtime-types/domain/limits';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { beforeEach, describe, expect, it } from 'vitest';
import { MORE_WHISTLEBLOWERS, SECRET, SUBMITTER, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import { ACCEPT, report } from '../../../test/protocol/cell.ts';
import { pairOf, proofRoots } from '../../../test/protocol/checkpoint-roots.ts';
import { TinyTraining } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { tasksPallet } from './pallet.ts';
import { changeTask } from './store.ts';

const task = 0;
const first = { type: 'First' as const };
const designate = tasksPallet.call('designate', { task, position: first });
const reveal = tasksPallet.call('revealSecret', { task, secret: SECRET });
const [STRANGER] = MORE_WHISTLEBLOWERS as [string];

let world: World;
beforeEach(() => {
  world = new World();
  world.submit({ sampleRate: 1_000_000 });
});

it('nothing can be done about a task that there is not', () => {
  const cancel = tasksPallet.call('cancel', { task: 7 });
  expect(world.failure(SUBMITTER, cancel)).toBe('Tasks.UnknownTask');
});

describe('a Solver', () => {
  it('designates when its proof is there and the lottery is drawn, and shows its secret when it is asked for', () => {
    world.profile();
    const solver = world.start();
    expect(world.failure(solver, designate)).toBe('Tasks.NotProved');
    const training = new TinyTraining(world.task.seed!, world.task.spec.steps);
    const pairs = [0, 1, 2, 3, 4].map((i) => pairOf(world.task, training, i));
    pairs.forEach((roots, checkpoint) => {
      world.do(solver, tasksPallet.call('progress', { task, checkpoint, roots, loss: 0 }));
    });
    world.do(solver, tasksPallet.call('complete', { task, proofRoots: proofRoots(pairs) }));
    expect(world.failure(solver, designate)).toBe('Tasks.NotDrawn');
    world.designate();
    expect(world.failure(solver, reveal)).toBe('Tasks.NotUnsealing');
    expect(world.failure(solver, designate)).toBe('Tasks.NotProved');
  });
});

describe('reports', () => {
  beforeEach(() => {
    world.profile();
    world.train();
    world.until('Verifying');
  });

  it('come from Whistleblowers, who reveal what they have committed to', () => {
    const { commit, reveal: show } = report(ACCEPT);
    expect(world.failure(STRANGER, commit)).toBe('Tasks.NotWhistleblower');
    expect(world.failure(WHISTLEBLOWER, show)).toBe('Tasks.NotRevealing');
    world.wait(() => world.task.verifiers.length > 0);
    for (const { account } of world.task.verifiers) world.commit(account, ACCEPT);
    world.until('Revealing');
    expect(world.failure(WHISTLEBLOWER, show)).toBe('Tasks.NoReport');
  });

  it('are so many at most in one window', () => {
    const commitment = new Uint8Array(32);
    changeTask(world.chain.context, task, ({ data }) => {
      for (let n = 0; n < MAX_REPORTS; n++) {
        const account = toHex(new Uint8Array(32).fill(n + 1));
        data.reports.push({ account, commitment, verdict: undefined, bond: 0n });
      }
    });
    expect(world.failure(WHISTLEBLOWER, report(ACCEPT).commit)).toBe('Tasks.TooManyReports');
  });
});
