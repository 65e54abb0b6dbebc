import { expect, it } from 'vitest';
import { FailureWithPost } from './dispatch.ts';
import { DispatchFailure, ModuleFailure, tokenFailure } from './dispatch-error.ts';

it('is an error that does not know where it was thrown, and faults beside it do', () => {
  const before = Error.stackTraceLimit;
  const failures = [
    new DispatchFailure({ type: 'BadOrigin' }),
    tokenFailure('Frozen'),
    new ModuleFailure('Mark', 'Odd', 0, 'Only even numbers are remembered.'),
    new FailureWithPost({ type: 'BadOrigin' }, { paysFee: true }),
  ];
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(Error);
    expect(failure.stack).not.toMatch(/^ +at /m);
  }
  expect(Error.stackTraceLimit).toBe(before);
  expect(new TypeError('a fault').stack).toMatch(/^ +at /m);
});
