import type { Executor, NodeHook } from './executor.ts';

/** How the states of a training follow from each other: by the program, unless an adversary has its own way. */
export interface Course {
  /** Moves the executor from the state before `step` to the one after it; returns the loss. */
  advance(executor: Executor, step: number): number;
  /** What is done to the nodes when the step is laid open in a dispute, so that its end is the state claimed. */
  tamper(executor: Executor, step: number): NodeHook | undefined;
}

/** What the program says, and nothing else. */
export const honestCourse: Course = {
  advance: (executor, step) => executor.runStep(step),
  tamper: () => undefined,
};
