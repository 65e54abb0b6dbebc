import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Program } from '@plumbline/verification/graph/types';
import type { Logger } from '../log/logger.ts';
import type { Journal } from '../storage/journal.ts';
import { type CheatPlan, cheatingCourse, planCheat } from './adversary.ts';
import { attemptKey } from './attempt.ts';
import { type Cheat, isCourseCheat } from './cheats.ts';
import { type Course, honestCourse } from './course.ts';

/** The course that the training of an attempt takes, now and whenever a part of it is run again. */
export type CourseOf = (id: number, task: Task, program: Program) => Promise<Course>;

/** The honest course, or that of a cheat, which is planned once for an attempt and kept in the journal. */
export function courses(journal: Journal, log: Logger, cheat: Cheat | undefined): CourseOf {
  return async (id, task, program) => {
    if (!isCourseCheat(cheat)) return honestCourse;
    const key = `cheat:${attemptKey(id, task)}`;
    const kept = await journal.get<CheatPlan>(key);
    const plan = kept ?? planCheat(cheat, program, task.spec.steps);
    if (kept === undefined) await journal.put(key, plan);
    log.warn({ event: 'cheating', task: id, ...plan }, `CHEATING on task ${id} as asked for: ${plan.cheat}`);
    return cheatingCourse(plan, program, task.spec.checkpointEvery);
  };
}
