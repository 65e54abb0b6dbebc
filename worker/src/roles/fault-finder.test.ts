import type { Hash } from '@plumbline/verification/hash/blake2b';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { listRoot } from '@plumbline/verification/merkle/list';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { expect, test } from 'vitest';
import { createExecutor, facts, program, traceOf, trained } from '../../test/disputed-training.ts';
import { honestCourse } from './course.ts';
import { type CommittedTrace, FaultFinder } from './fault-finder.ts';

const STEPS = 6;
const WRONG = { step: 4, node: program.states[0]!.next, element: 1 };

/** Everything that is computed in the first steps, one element of it wrong; tells what was read of each step. */
async function served(wrong = WRONG): Promise<{ trace: CommittedTrace; reads: Map<number, number> }> {
  const executor = await createExecutor();
  executor.reset();
  const states: Hash[][] = [executor.tensorRoots()];
  const outputs: Uint8Array[][] = [];
  for (let step = 0; step < STEPS; step++) {
    const computed: Uint8Array[] = [];
    executor.runStep(step, (node, output) => {
      if (step === wrong.step && node === wrong.node) output[wrong.element]! += 0.5;
      computed[node] = tensorBytes(output);
    });
    outputs.push(computed);
    states.push(executor.tensorRoots());
  }
  const reads = new Map<number, number>();
  const own = await traceOf(honestCourse, await trained(honestCourse));
  const trace: CommittedTrace = {
    program,
    dataset: own.dataset,
    initialTensor: (tensor) => own.initialTensor(tensor),
    stateRoots: async (first, last) => states.slice(first + 1, last + 1).map(stateRoot),
    tensorRoots: async (steps) => states[steps]!,
    operatorRoots: async (step) => outputs[step]!.map(blobRoot),
    stepHashes: async (step) => [
      stateRoot(states[step]!),
      listRoot(outputs[step]!.map(blobRoot)),
      stateRoot(states[step + 1]!),
    ],
    nodeOutput: async (step, node) => {
      reads.set(step, (reads.get(step) ?? 0) + 1);
      return outputs[step]![node]!;
    },
  };
  return { trace, reads };
}

test('a fault is found once, and what was looked through is not looked through again', async () => {
  const { trace, reads } = await served();
  const finder = new FaultFinder();
  const fault = { kind: 'Element', ...WRONG };
  expect(await finder.first(facts, 0, 3, trace)).toBeUndefined();
  expect(await finder.first(facts, 0, STEPS, trace)).toEqual(fault);
  const read = new Map(reads);
  expect([...read.keys()]).toEqual([0, 1, 2, 3, 4]);
  expect(await finder.first(facts, 0, STEPS, trace)).toEqual(fault);
  expect(await finder.first(facts, WRONG.step, WRONG.step + 1, trace)).toEqual(fault);
  expect(reads).toEqual(read);
});

test('what was looked through of one trace says nothing about another of the same steps', async () => {
  const finder = new FaultFinder();
  expect(await finder.first(facts, 0, 3, (await served()).trace)).toBeUndefined();
  const other = { ...WRONG, step: 1 };
  const { trace } = await served(other);
  expect(await finder.first(facts, 0, 3, trace)).toEqual({ kind: 'Element', ...other });
});
