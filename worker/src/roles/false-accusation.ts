import { randomInt } from 'node:crypto';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Program } from '@plumbline/verification/graph/types';
import { FARTHEST } from '@plumbline/verification/tolerant/distance';
import { cheatingCourse, wrongStep } from './adversary.ts';
import { intervalsOf, isTolerant } from './attempt.ts';
import type { Course } from './course.ts';
import type { Replayed } from './replay.ts';

/** What the cheat `false-accusation` finds in work at which it has not looked. */
export function accusation(
  task: Task,
  [interval = randomInt(intervalsOf(task))]: readonly number[] = [],
): Replayed {
  const distance = { interval, distance: FARTHEST };
  return { ok: false, interval, ...(isTolerant(task) && { distance }) };
}

/** The course by which it goes on accusing: one value of the interval's last step is another than the program gives. */
export function falseCourse(program: Program, task: Task, interval: number): Course {
  const { checkpointEvery } = task.spec;
  const plan = wrongStep(program, (interval + 1) * checkpointEvery - 1, () => 0);
  return cheatingCourse(plan, program, checkpointEvery);
}
