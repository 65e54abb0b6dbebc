import { toHex } from '@plumbline/verification/hash/hex';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { seedOf } from './attempt.ts';
import { type Course, honestCourse } from './course.ts';
import { breathe } from './executor.ts';
import type { Inspection } from './inspection.ts';
import type { StateAt } from './kept-states.ts';
import { PinpointTrace } from './pinpoint-trace.ts';

/** The honest recomputation of a disputed task, from the Solver's own checkpoints where they can be had. */
export function honestTrace(inspection: Inspection): Trace {
  return traceOf(inspection, honestCourse);
}

/** A recomputation that goes another way than the program says. */
export function traceOf(inspection: Inspection, course: Course): Trace {
  const { task, files, executor, replay, id } = inspection;
  const startBefore = async (steps: number): Promise<StateAt> => {
    const checkpoint = Math.floor(steps / replay.checkpointEvery);
    if (checkpoint > 0) {
      try {
        return { steps: checkpoint * replay.checkpointEvery, state: await replay.fetch(checkpoint) };
      } catch (thrown) {
        replay.signal?.throwIfAborted();
        const state = await recompute(inspection, checkpoint);
        if (state === undefined) throw thrown;
        return { steps: checkpoint * replay.checkpointEvery, state };
      }
    }
    executor.reset();
    return { steps: 0, state: executor.state() };
  };
  const seed = seedOf(id, task);
  const { signal } = replay;
  return new PinpointTrace({
    ...files,
    seed,
    executor,
    course,
    startBefore,
    ...(signal && { signal }),
  });
}

/** A checkpoint that nobody serves, computed from the seed; undefined when that gives another root. */
async function recompute(
  { executor, replay }: Inspection,
  checkpoint: number,
): Promise<Uint8Array[] | undefined> {
  executor.reset();
  for (let step = 0; step < checkpoint * replay.checkpointEvery; step++) {
    executor.runStep(step);
    await breathe(replay.signal);
  }
  const root = replay.checkpoints[checkpoint];
  return root !== undefined && toHex(root) === toHex(executor.stateRoot()) ? executor.state() : undefined;
}
