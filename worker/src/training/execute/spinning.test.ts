import { describe, expect, test } from 'vitest';
import { Spinning } from './spinning.ts';

/** A thread that waits, on a clock that goes on by a tenth of a millisecond a glance, or by `pause` when it is put aside. */
function thread(): { wait(looksNeeded: number, pause?: number): { looks: number; slept: boolean } } {
  let now = 0;
  const spinning = new Spinning(() => {
    now += 0.1;
    return now;
  });
  return {
    wait: (looksNeeded, pause = 0) => {
      let looks = 0;
      const slept = spinning.isInVain(() => {
        looks++;
        if (looks === 2) now += pause;
        return looks <= looksNeeded;
      });
      return { looks, slept };
    },
  };
}

const NEVER = Number.POSITIVE_INFINITY;

/** Waits that are slept through after one look, until one is looked through again. */
function sleeps({ wait }: ReturnType<typeof thread>): number {
  let count = 0;
  while (wait(NEVER).looks === 1) count++;
  return count;
}

describe('a thread that waits', () => {
  test('looks for a while and then sleeps', () => {
    const { looks, slept } = thread().wait(NEVER);
    expect(slept).toBe(true);
    expect(looks).toBeGreaterThan(100);
    expect(looks).toBeLessThan(1_000);
  });

  test('looks on as long as that pays', () => {
    const own = thread();
    for (let i = 0; i < 1_000; i++) expect(own.wait(20)).toEqual({ looks: 21, slept: false });
  });

  test('sleeps through twice as many waits each time that it looked in vain, up to a few hundred', () => {
    const own = thread();
    own.wait(NEVER);
    expect(Array.from({ length: 10 }, () => sleeps(own))).toEqual([1, 3, 7, 15, 31, 63, 127, 255, 255, 255]);
  });

  test('looks at every wait again once looking has paid', () => {
    const own = thread();
    own.wait(NEVER);
    for (let i = 0; i < 4; i++) sleeps(own);
    for (let i = 0; i < 31; i++) own.wait(NEVER);
    for (let i = 0; i < 5; i++) expect(own.wait(20).slept).toBe(false);
    own.wait(NEVER);
    expect(sleeps(own)).toBe(1);
  });

  test('takes it for vain when it was put aside while it looked', () => {
    const own = thread();
    expect(own.wait(20, 5)).toEqual({ looks: 21, slept: false });
    expect(own.wait(NEVER)).toEqual({ looks: 1, slept: true });
  });

  test('does not look twice for what is there', () => {
    expect(thread().wait(0)).toEqual({ looks: 1, slept: false });
  });
});
