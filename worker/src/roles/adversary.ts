import { randomBytes, randomInt } from 'node:crypto';
import { elementCount } from '@plumbline/verification/graph/shape';
import type { Program } from '@plumbline/verification/graph/types';
import type { CourseCheat } from './cheats.ts';
import type { Course } from './course.ts';
import { RoleError } from './errors.ts';
import type { Executor, NodeHook } from './executor.ts';

/** What the adversary rolled; kept in its journal, so that a restart cheats in the same way. */
export type CheatPlan =
  | WrongStep
  | { readonly cheat: 'lazy'; readonly secret: number }
  | { readonly cheat: 'short-cut' | 'wrong-data' };

interface WrongStep {
  readonly cheat: 'wrong-step';
  readonly step: number;
  readonly tensor: number;
  readonly element: number;
}

/** Names of state tensors that are slots of the optimizer, and not weights of the model, begin with this. */
const OPTIMIZER = 'optimizer/';

/** Rolls where to cheat with local randomness: nobody else can know before looking. */
export function planCheat(cheat: CourseCheat, program: Program, steps: number): CheatPlan {
  if (cheat === 'short-cut' || cheat === 'wrong-data') return { cheat };
  if (cheat === 'lazy') return { cheat, secret: randomBytes(4).readUInt32LE() };
  return wrongStep(program, randomInt(steps));
}

/**
 * Some element of some weight, to come out wrong in a step.
 *
 * @param pick a whole number below the one it is given
 */
export function wrongStep(
  program: Program,
  step: number,
  pick = (below: number) => randomInt(below),
): WrongStep {
  const named = new Set(['state', 'constant', 'reshape']);
  const computed = program.states.flatMap((state, tensor) => {
    const operator = program.nodes[state.next]?.operator.type;
    const isWeight = !state.name.startsWith(OPTIMIZER);
    return !isWeight || operator === undefined || named.has(operator) ? [] : [tensor];
  });
  const large = computed.filter((tensor) => elementCount(program.states[tensor]?.shape ?? []) > 1);
  const choice = large.length > 0 ? large : computed;
  if (choice.length === 0)
    throw new RoleError('WrongProgram', 'the program trains no weight: "wrong-step" has none to corrupt');
  const tensor = choice[pick(choice.length)] ?? 0;
  const element = pick(elementCount(program.states[tensor]?.shape ?? []));
  return { cheat: 'wrong-step', step, tensor, element };
}

/** The course of a training that cheats as planned. */
export function cheatingCourse(plan: CheatPlan, program: Program, checkpointEvery: number): Course {
  switch (plan.cheat) {
    case 'lazy':
      return lazyCourse(plan, program, checkpointEvery);
    case 'wrong-step':
      return wrongStepCourse(plan, program);
    case 'short-cut':
      return tampered((executor, step) => (step % 2 === 1 ? keepState(executor, program) : undefined));
    case 'wrong-data':
      return tampered(() => (node, output) => {
        if (program.nodes[node]?.operator.type === 'batch') output.reverse();
      });
  }
}

/** A training of which each step may be tampered with, and is laid open as it was. */
function tampered(tamper: Course['tamper']): Course {
  return { tamper, advance: (executor, step) => executor.runStep(step, tamper(executor, step)) };
}

/** A step that leaves everything as it was. */
function keepState(executor: Executor, program: Program): NodeHook {
  const before = executor.state();
  return (node, output) => {
    program.states.forEach((state, tensor) => {
      if (state.next === node) output.set(floatsOf(before[tensor]));
    });
  };
}

/** One element of one weight comes out wrong in one step; everything after it follows from that. */
function wrongStepCourse(plan: WrongStep, program: Program): Course {
  const culprit = program.states[plan.tensor]?.next;
  const corrupt: NodeHook = (node, output) => {
    if (node === culprit) output[plan.element] = (output[plan.element] ?? 0) + 0.5;
  };
  return tampered((_, step) => (step === plan.step ? corrupt : undefined));
}

/**
 * No training at all: the initial state is right, later checkpoints are that state with noise on it, and the states
 * in between copies of the checkpoint before. In a dispute a step is run honestly but for the nodes that become
 * the next state, which are overwritten with the state that was claimed.
 */
function lazyCourse(
  plan: Extract<CheatPlan, { cheat: 'lazy' }>,
  program: Program,
  checkpointEvery: number,
): Course {
  let initial: Uint8Array[] | undefined;
  const claimed = (executor: Executor, steps: number): Uint8Array[] => {
    if (initial === undefined) {
      const now = executor.state();
      executor.reset();
      initial = executor.state();
      executor.load(now);
    }
    return withNoise(initial, plan.secret, Math.floor(steps / checkpointEvery));
  };
  return {
    advance(executor, step) {
      if ((step + 1) % checkpointEvery === 0) executor.load(claimed(executor, step + 1));
      return 1 / (1 + step);
    },
    tamper(executor, step) {
      const end = claimed(executor, step + 1);
      return (node, output) => {
        program.states.forEach((state, tensor) => {
          if (state.next === node) output.set(floatsOf(end[tensor]));
        });
      };
    },
  };
}

function floatsOf(bytes: Uint8Array | undefined): Float32Array {
  return new Float32Array((bytes ?? new Uint8Array(0)).slice().buffer);
}

/** Checkpoint `index` of a training that never took place. */
function withNoise(initial: readonly Uint8Array[], secret: number, index: number): Uint8Array[] {
  if (index === 0) return initial.map((tensor) => tensor.slice());
  let word = (secret ^ Math.imul(index, 0x9e3779b1)) >>> 0 || 1;
  return initial.map((tensor) => {
    const values = floatsOf(tensor);
    for (let element = 0; element < values.length; element++) {
      word ^= word << 13;
      word ^= word >>> 17;
      word ^= word << 5;
      values[element] = (values[element] ?? 0) + 0.02 * ((word >>> 0) / 2 ** 32 - 0.5);
    }
    return new Uint8Array(values.buffer);
  });
}
