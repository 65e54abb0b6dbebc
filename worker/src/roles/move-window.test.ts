import { expect, test } from 'vitest';
import { MoveWindow } from './move-window.ts';

test('a quarter of the time is left for the move, and the time begins anew with another deadline', () => {
  let deadline: number | undefined = 140;
  const window = new MoveWindow(() => deadline);
  expect(window.lateFrom(100)).toBe(130);
  // It does not move on with the blocks, or it would never come.
  expect(window.lateFrom(129)).toBe(130);
  deadline = 180;
  expect(window.lateFrom(140)).toBe(170);
  deadline = undefined;
  expect(window.lateFrom(150)).toBe(150);
});

test('where hardly any time is left, a block is left for the move', () => {
  expect(new MoveWindow(() => 102).lateFrom(100)).toBe(101);
});
