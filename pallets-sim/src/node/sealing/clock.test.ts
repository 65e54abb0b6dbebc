import { expect, it } from 'vitest';
import { Clock } from './clock.ts';

it('stands still where a journey has ended until a block is made there, and goes on from it', () => {
  let machine = 1000;
  const clock = new Clock(() => machine++);
  expect([clock.now(), clock.now()]).toEqual([1000, 1001]);
  clock.goOn();
  const back = clock.mark();
  clock.travelTo(5000);
  expect([clock.now(), clock.now()]).toEqual([5000, 5000]);
  expect(() => clock.travelTo(4999)).toThrow('blocks only get later');
  const there = clock.mark();
  clock.goOn();
  expect([clock.now(), clock.now()]).toEqual([5001, 5002]);
  there();
  expect([clock.now(), clock.now()]).toEqual([5000, 5000]);
  back();
  expect(clock.now()).toBeLessThan(1100);
  expect(machine).toBeLessThan(1100);
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, 8.64e15, -1])('refuses to travel to %s, and stays', (ms) => {
  const clock = new Clock(() => 1000);
  expect(() => clock.travelTo(ms)).toThrow(expect.objectContaining({ code: 'BadOption' }));
  expect(clock.now()).toBe(1000);
});
