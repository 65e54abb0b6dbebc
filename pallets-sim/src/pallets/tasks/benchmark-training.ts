import { MAX_INTERVALS } from '@plumbline/runtime-types/domain/limits';
import { proofRoot } from '@plumbline/verification/trace/state';
import type { Benchmarks } from '../../frame/benchmark.ts';
import { signed } from '../../frame/origin.ts';
import { about, profilers, putBase, SOUND, status } from './benchmark-about.ts';
import { largestSpec, putTask, ROOT, SOLVER, seal, TASK } from './benchmark-task.ts';
import { tasks } from './declaration.ts';
import { tasksPallet } from './pallet.ts';

const { Checkpoints } = tasks.storage;

/** Calls of the Solver while it trains. */
export const trainingBenchmarks: Benchmarks = {
  start: about(
    { status: status('Assigned'), attempt: 0, pass: 1, profilers: profilers(SOUND) },
    SOLVER,
    tasksPallet.call('start', { task: TASK, commitment: ROOT }),
  ),
  progress: about(
    {
      ...{ status: status('Training'), seal: seal(SOLVER), spec: largestSpec({ base: 9 }) },
      progress: { checkpoints: 0, loss: 0 },
    },
    SOLVER,
    tasksPallet.call('progress', {
      task: TASK,
      checkpoint: 0,
      roots: { first: ROOT, second: ROOT },
      loss: 1,
    }),
    putBase,
  ),
  complete: {
    grows: { with: 'checkpoint', upTo: MAX_INTERVALS },
    setUp(context, size) {
      const count = size + 1;
      const spec = largestSpec({ steps: Math.max(size, 1) });
      const roots = { first: ROOT, second: ROOT };
      const posted = Math.max(count, 2);
      for (let index = 0; index < posted; index++) Checkpoints.put(context, TASK, index, roots);
      const progress = { checkpoints: posted, loss: 0 };
      putTask(context, { status: status('Training'), seal: seal(SOLVER), spec, progress });
      const root = proofRoot(new Array(posted).fill(ROOT));
      const call = tasksPallet.call('complete', { task: TASK, proofRoots: { first: root, second: root } });
      return { origin: signed(SOLVER), call };
    },
  },
  designate: about(
    { status: status('Proved'), seal: seal(SOLVER) },
    SOLVER,
    tasksPallet.call('designate', { task: TASK, position: { type: 'First' } }),
  ),
};
