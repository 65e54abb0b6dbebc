import type { OperatorName } from '@plumbline/verification/graph/types';
import { toHex } from '@plumbline/verification/hash/hex';
import { hashOperators } from './hash-operators.ts';
import { hashTraining } from './hash-training.ts';
import type { Machine } from './machine.ts';
import { OPERATOR_CASES } from './operator-cases.ts';
import { SUBJECTS } from './subjects.ts';

/** What was computed, and the hash of it. */
export interface ConformanceItem {
  readonly name: string;
  /** `0x` and 64 hex digits. */
  readonly hash: string;
}

export interface ConformanceOptions extends Machine {
  /** Whether models train for a few steps only. */
  readonly short: boolean;
}

const FEW_STEPS = 5;
const ALL_STEPS = 100;

/** Runs every canonical operator, then trains every model; one item after the other. */
export async function* runConformance({
  short,
  ...machine
}: ConformanceOptions): AsyncGenerator<ConformanceItem> {
  const names = Object.keys(OPERATOR_CASES).sort() as OperatorName[];
  for await (const { name, hash } of hashOperators(names, machine))
    yield { name: `operator ${name}`, hash: toHex(hash) };
  const marks = short ? [FEW_STEPS] : [FEW_STEPS, ALL_STEPS];
  for (const [name, subject] of Object.entries(SUBJECTS)) {
    const { program, training } = await hashTraining(subject(), marks, machine);
    yield { name: `graph of ${name}`, hash: toHex(program) };
    for (const [i, hash] of training.entries())
      yield { name: `${name}, ${marks[i]} steps`, hash: toHex(hash) };
  }
}
