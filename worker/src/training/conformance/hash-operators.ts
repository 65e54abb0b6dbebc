import { toBits } from '@plumbline/verification/f32/bits';
import type { OperatorName } from '@plumbline/verification/graph/types';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { initialElement } from '@plumbline/verification/init/initial';
import { referee } from '@plumbline/verification/operators/referee';
import { philoxKey } from '@plumbline/verification/random/philox';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { TrainingError } from '../error.ts';
import { createCanonicalExecutor } from '../execute/executor.ts';
import { caseProgram } from './case-program.ts';
import { Draw } from './draw.ts';
import { CASE_BATCHES, CASE_ROWS } from './header.ts';
import type { Machine } from './machine.ts';
import type { OperatorCase } from './operator-case.ts';
import { OPERATOR_CASES } from './operator-cases.ts';

const SEED = new Uint8Array(32).fill(4);
const SMALL_CASES = 16;
const LARGE_CASES = 2;
/** The last one has no f32 of its own. */
const STEPS = [0, 1, 2 ** 24 + 1];

function keyed(name: string): Draw {
  return new Draw(philoxKey(SEED, 'uniform', new TextEncoder().encode(`conformance ${name}`)));
}

/** The cases of an operator: always the same. */
export function operatorCases(name: OperatorName): OperatorCase[] {
  const draw = keyed(name);
  const make = OPERATOR_CASES[name];
  return [
    ...Array.from({ length: SMALL_CASES }, () => make(draw, 'small')),
    ...Array.from({ length: LARGE_CASES }, () => make(draw, 'large')),
  ];
}

/** An operator, and the hash of what the kernels make of all of its cases in a few steps. */
export interface OperatorHash {
  readonly name: OperatorName;
  readonly hash: Hash;
}

/**
 * Runs the cases of these operators, all in one program: threads are started once.
 *
 * @throws TrainingError `NotByDefinition` when the kernels and the element programs differ in one of the small cases.
 */
export async function* hashOperators(
  names: readonly OperatorName[],
  machine: Machine,
): AsyncGenerator<OperatorHash> {
  const groups = names.map((name) => ({ name, cases: operatorCases(name) }));
  const { rowStride, rowWidth } = CASE_BATCHES;
  const dataset = keyed('dataset').tensor([(CASE_ROWS - 1) * rowStride + rowWidth], 'special');
  const results = await runCases(
    groups.flatMap(({ cases }) => cases),
    dataset,
    machine,
  );
  let first = 0;
  for (const { name, cases } of groups) {
    const own = results.map((outputs) => outputs.slice(first, first + cases.length));
    first += cases.length;
    const last = own.at(-1) ?? [];
    cases.slice(0, SMALL_CASES).forEach((one, i) => {
      checkCase(one, defined(one, dataset, STEPS.at(-1) as number, i), last[i] as Float32Array);
    });
    yield { name, hash: blake2b256(...own.flat().map(tensorBytes)) };
  }
}

/** What the kernels make of each case, step by step. */
async function runCases(
  cases: readonly OperatorCase[],
  dataset: Float32Array,
  machine: Machine,
): Promise<Float32Array[][]> {
  const { program, nodes } = caseProgram(cases);
  const executor = await createCanonicalExecutor({
    program,
    dataset,
    rows: CASE_ROWS,
    seed: SEED,
    ...machine,
  });
  try {
    executor.initialState(SEED);
    const caseAt = new Map(nodes.map((node, i) => [node, i]));
    return STEPS.map((step) => {
      const outputs: Float32Array[] = [];
      executor.runStep(step, {
        onNode: (node, output) => {
          const at = caseAt.get(node);
          if (at !== undefined) outputs[at] = output.slice();
        },
      });
      return outputs;
    });
  } finally {
    await executor.close();
  }
}

/** What the definition says of a case; `tensor` counts those that name a state tensor. */
function defined(own: OperatorCase, dataset: Float32Array, step: number, tensor: number): Float32Array {
  const { operator, operands, shape, init } = own;
  const values = operands.map((operand) => operand.values);
  if (operator.type === 'constant') return values[0] as Float32Array;
  if (init !== undefined) {
    const count = shape.reduce((product, size) => product * size, 1);
    const bits = Uint32Array.from({ length: count }, (_, e) => initialElement(init, SEED, tensor, e));
    return new Float32Array(bits.buffer);
  }
  const node = {
    operator,
    inputs: operands.map((_, i) => i),
    inputShapes: operands.map((operand) => operand.shape),
    shape,
  };
  return referee(node, values, { step, seed: SEED, rows: CASE_ROWS, dataset, ...CASE_BATCHES });
}

function checkCase({ operator, operands }: OperatorCase, truth: Float32Array, found: Float32Array): void {
  const at = truth.findIndex((value, i) => toBits(value) !== toBits(found[i] as number));
  if (at < 0) return;
  const shapes = operands.map(({ shape }) => `[${shape}]`).join(' ');
  throw new TrainingError(
    'NotByDefinition',
    `${operator.type} ${JSON.stringify(operator.value ?? {})} of ${shapes}: element ${at} is ${found[at]}, by definition ${truth[at]}. This is an error of the kernels or of this machine: do not train on it.`,
  );
}
