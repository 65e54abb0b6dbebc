import { expect, test } from 'vitest';
import { Control } from './kernel-control.ts';

test('parts that nobody else takes are taken by the caller, so a thread that does not run holds nobody up', () => {
  const buffer = Control.buffer(3);
  const [caller, other] = [new Control(buffer, 3, 0), new Control(buffer, 3, 0)];
  expect(other.take()).toBeUndefined();
  for (const task of [7, 8]) {
    caller.call(task);
    const taken = [caller.take(), task === 8 ? other.take() : caller.take(), caller.take()];
    expect(taken).toEqual([0, 1, 2].map((part) => ({ task, part })));
    expect([caller.take(), other.take()]).toEqual([undefined, undefined]);
    for (const _ of taken) other.done();
    expect(caller.join()).toBe(true);
  }
});

test('a part that failed is told to the caller, and the end to every thread', () => {
  const buffer = Control.buffer(2);
  const [caller, other] = [new Control(buffer, 2, 0), new Control(buffer, 2, 1)];
  caller.call(0);
  for (const control of [caller, other]) {
    control.take();
    if (control === other) control.fail();
    control.done();
  }
  expect(caller.join()).toBe(false);
  caller.end();
  expect([other.next(), other.next()]).toEqual([undefined, undefined]);
});

test('a thread takes the part of its own number first, then what others have left', () => {
  const buffer = Control.buffer(3);
  const [caller, other] = [new Control(buffer, 3, 0), new Control(buffer, 3, 1)];
  caller.call(0);
  const taken = [other.take(), caller.take(), other.take(), caller.take()];
  expect(taken.map((part) => part?.part)).toEqual([1, 0, 2, undefined]);
});
