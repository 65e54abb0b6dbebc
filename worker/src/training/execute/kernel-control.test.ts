import type { GraphNode } from '@plumbline/verification/graph/types';
import { expect, test } from 'vitest';
import { Control } from './kernel-control.ts';
import type { Piece } from './pieces.ts';
import type { PlacedUnit } from './placed-unit.ts';
import { WHOLE } from './share.ts';

const node: GraphNode = { operator: { type: 'step' }, inputs: [], inputShapes: [], shape: [] };
const unit: PlacedUnit = { type: 'node', node, inputs: [], output: 0, scratch: 0 };

/** A unit in parts that do not depend on each other. */
function shared(count: number): Piece[] {
  return Array.from({ length: count }, (_, index) => ({
    ...{ unit, share: { index, count }, block: WHOLE, after: -1, carried: false },
  }));
}

/** Two blocks of a unit of two parts, the second of which goes on from the first. */
const CARRIED: readonly Piece[] = [0, 1].flatMap((block) =>
  [0, 1].map((index) => ({
    ...{ unit, share: { index, count: 2 }, block: { index: block, count: 2 } },
    ...{ after: index === 0 ? -1 : 2 * block, carried: true },
  })),
);

const team = (tasks: readonly (readonly Piece[])[], ...threads: number[]): Control[] => {
  const buffer = Control.buffer(tasks);
  return threads.map((thread) => new Control(buffer, tasks, thread));
};

test('parts that nobody else takes are taken by the caller, so a thread that does not run holds nobody up', () => {
  const [caller, other] = team([shared(2), shared(3)], 0, 0) as [Control, Control];
  expect(other.take()).toBeUndefined();
  for (const task of [1, 0, 1]) {
    caller.call(task);
    const parts = task === 1 ? [0, 1, 2] : [0, 1];
    const taken = parts.map((part) => (part === 1 ? other.take() : caller.take()));
    expect(taken).toEqual(parts.map((part) => ({ task, part })));
    expect([caller.take(), other.take()]).toEqual([undefined, undefined]);
    for (const part of parts) other.done(part);
    expect(caller.join()).toBe(true);
  }
});

test('a part that failed is told to the caller, and the end to every thread', () => {
  const [caller, other] = team([shared(2)], 0, 1) as [Control, Control];
  caller.call(0);
  for (const control of [caller, other]) {
    const taken = control.take();
    if (control === other) control.fail();
    control.done(taken!.part);
  }
  expect(caller.join()).toBe(false);
  caller.end();
  expect([other.next(), other.next()]).toEqual([undefined, undefined]);
});

test('a thread takes the part of its own number first, then what others have left', () => {
  const [caller, other] = team([shared(3)], 0, 1) as [Control, Control];
  caller.call(0);
  const taken = [other.take(), caller.take(), other.take(), caller.take()];
  expect(taken.map((part) => part?.part)).toEqual([1, 0, 2, undefined]);
});

test('what goes on from another part is begun when that is done, whoever does it', () => {
  const [caller, other] = team([CARRIED], 0, 1) as [Control, Control];
  caller.call(0);
  const order: number[] = [];
  const make = (control: Control): void => {
    const part = control.take()?.part ?? -1;
    order.push(part);
    control.done(part);
  };
  make(caller);
  make(other);
  make(caller);
  // Nobody has begun the rest: the caller waits a while for the other, and does it itself.
  make(caller);
  expect(order).toEqual([0, 1, 2, 3]);
  expect(caller.take()).toBeUndefined();
  expect(caller.join()).toBe(true);
});

test('a thread whose part cannot be begun yet takes another one', () => {
  const [caller, other] = team([[...CARRIED, ...shared(2).map((piece) => ({ ...piece }))]], 0, 1) as [
    Control,
    Control,
  ];
  caller.call(0);
  // Its own part that goes on from nothing comes first for the second thread, and last for the first.
  expect([other.take()?.part, caller.take()?.part]).toEqual([5, 0]);
  expect(other.take()?.part).toBe(4);
});
