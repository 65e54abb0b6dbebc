import { setTimeout as wait } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { NetworkError } from '../network/errors.ts';
import { isTraceServed } from './look-for-trace.ts';

const { signal } = new AbortController();
const unavailable = new NetworkError('BlobUnavailable', 'nobody serves it');

/** A chain on which a block passes with every look at it. */
function blocks(): () => number {
  let block = 100;
  return () => block++;
}

test('a trace is served when all of it came, also after its Solver was busy', async () => {
  let asked = 0;
  const fetch = async () => {
    asked += 1;
    if (asked < 3) throw unavailable;
  };
  expect(await isTraceServed({ fetch, now: blocks(), deadline: 200, signal, pauseMilliseconds: 1 })).toBe(
    true,
  );
  expect(asked).toBe(3);
});

test('a trace that nobody serves is asked for until half of the time is over', async () => {
  const now = blocks();
  const fetch = () => Promise.reject(unavailable);
  expect(await isTraceServed({ fetch, now, deadline: 130, signal, pauseMilliseconds: 1 })).toBe(false);
  expect(now()).toBeGreaterThanOrEqual(115);
  expect(now()).toBeLessThan(125);
});

test('a trace that comes blob after blob and never ends is not served, and that is said before the deadline', async () => {
  const now = blocks();
  let blobs = 0;
  const fetch = async (ended: AbortSignal) => {
    for (;;) {
      await wait(1, undefined, { signal: ended });
      blobs += 1;
    }
  };
  expect(await isTraceServed({ fetch, now, deadline: 112, signal })).toBe(false);
  expect(blobs).toBeGreaterThan(0);
  expect(now()).toBeLessThan(115);
});

test('other errors, and an end of the work, are not taken for an answer', async () => {
  const wrong = new Error('the disk is full');
  const failing = { fetch: () => Promise.reject(wrong), now: blocks(), deadline: 200, signal };
  await expect(isTraceServed(failing)).rejects.toBe(wrong);
  const stopped = AbortSignal.abort(new Error('stopped'));
  await expect(isTraceServed({ ...failing, signal: stopped })).rejects.toThrow('stopped');
});
