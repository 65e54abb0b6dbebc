import { afterEach, expect, test } from 'vitest';
import type { ChainView } from '../chain/view.ts';
import { silentLoggers } from '../log/logger.ts';
import { type Job, Reconciler, type Role } from './reconciler.ts';

const log = silentLoggers('test');
const started: Reconciler[] = [];
afterEach(async () => {
  await Promise.all(started.splice(0).map((reconciler) => reconciler.stop()));
});

const at = (number: number): ChainView => ({ block: { number, hash: '0x' } }) as ChainView;

function reconciler(role: Role['jobs']): Reconciler {
  const made = new Reconciler({ roles: [{ name: 'role', jobs: role }], log, retryMilliseconds: 1 });
  started.push(made);
  return made;
}

const once = <T>(): PromiseWithResolvers<T> => Promise.withResolvers<T>();

test('a job that is wanted is started once, and stopped when it is wanted no longer', async () => {
  const [begun, aborted] = [once<void>(), once<void>()];
  let starts = 0;
  let wanted = true;
  const job: Job = {
    key: 'train',
    run: (signal) => {
      starts++;
      begun.resolve();
      signal.addEventListener('abort', () => aborted.resolve());
      return aborted.promise;
    },
  };
  const subject = reconciler(async () => (wanted ? [job] : []));
  subject.update(at(1));
  await begun.promise;
  subject.update(at(2));
  subject.update(at(3));
  wanted = false;
  subject.update(at(4));
  await aborted.promise;
  expect(starts).toBe(1);
});

test('a job that fails is tried again without waiting for a block', async () => {
  const succeeded = once<number>();
  let tries = 0;
  const subject = reconciler(async () => [
    {
      key: 'flaky',
      async run() {
        if (++tries < 4) throw new Error('not yet');
        succeeded.resolve(tries);
      },
    },
  ]);
  subject.update(at(1));
  expect(await succeeded.promise).toBe(4);
});

test('a job that succeeded is not run again on the view that made it start, nor on the next', async () => {
  const second = once<void>();
  let runs = 0;
  const subject = reconciler(async () => [
    {
      key: 'submit',
      async run() {
        if (++runs === 2) second.resolve();
      },
    },
  ]);
  for (const block of [1, 1, 2, 2]) {
    subject.update(at(block));
    await new Promise(setImmediate);
  }
  expect(runs).toBe(1);
  subject.update(at(4));
  await second.promise;
});

test('a role that cannot decide leaves what runs alone', async () => {
  const begun = once<AbortSignal>();
  let broken = false;
  const subject = reconciler(async () => {
    if (broken) throw new Error('disconnected');
    return [
      {
        key: 'train',
        run: (signal) => {
          begun.resolve(signal);
          return new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        },
      },
    ];
  });
  subject.update(at(1));
  const signal = await begun.promise;
  broken = true;
  subject.update(at(2));
  await new Promise(setImmediate);
  expect(signal.aborted).toBe(false);
});

test('a role that cannot decide holds up no other, and is asked again without a block', async () => {
  const [begun, again] = [once<void>(), once<void>()];
  let asked = 0;
  const broken: Role = {
    name: 'broken',
    async jobs() {
      if (++asked === 5) again.resolve();
      throw new Error('disconnected');
    },
  };
  const sound: Role = {
    name: 'sound',
    jobs: async () => [{ key: 'train', run: async () => begun.resolve() }],
  };
  const subject = new Reconciler({ roles: [broken, sound], log, retryMilliseconds: 1 });
  started.push(subject);
  subject.update(at(1));
  await Promise.all([begun.promise, again.promise]);
});

test.each(Array.from({ length: 12 }, (_, i) => i))(
  'a wake %i turns after a decision is not lost, its last moment included',
  async (turns) => {
    const second = once<void>();
    const subject: Reconciler = reconciler(async ({ block }) => {
      if (block.number === 2) second.resolve();
      let later = Promise.resolve();
      for (let turn = 0; turn < turns; turn++) later = later.then(() => undefined);
      if (block.number === 1) void later.then(() => subject.update(at(2)));
      return [];
    });
    subject.wake();
    subject.update(at(1));
    await second.promise;
  },
);
