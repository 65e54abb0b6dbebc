import { join } from 'node:path';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { onTestFailed, onTestFinished } from 'vitest';
import { createLoggers } from '../src/log/logger.ts';
import type { Cheat } from '../src/roles/cheats.ts';
import { runWorker } from '../src/roles/worker.ts';
import { LogBook } from './log-book.ts';

export interface Terms {
  readonly cheat?: Cheat;
  readonly stake?: bigint;
  readonly price?: bigint;
}

/** A worker in the test's own process, which spares the seconds that a process takes to start. */
export class Hand extends LogBook {
  readonly #stop = new AbortController();
  #done: Promise<void> = Promise.resolve();

  static async hire(
    rpc: string,
    folder: string,
    role: RoleName,
    suri: string,
    { cheat, stake, price = 100_000_000_000n }: Terms = {},
  ): Promise<Hand> {
    const hand = new Hand();
    const stream = { write: (line: string) => hand.write(line) };
    const work = runWorker({
      roles: [role],
      ...{ suri, rpc, cheat, stake, price },
      basePath: join(folder, `${role}${suri.replaceAll('/', '-')}`),
      listen: ['/ip4/127.0.0.1/tcp/0'],
      capacity: undefined,
      stash: undefined,
      backend: 'canonical',
      threads: 1,
      largestUpdates: 1,
      loggerOf: createLoggers({ levels: 'info,worker=debug', format: 'json', stream }),
      signal: hand.#stop.signal,
    });
    hand.#done = work
      .catch((thrown: unknown) => hand.write(JSON.stringify({ event: 'failed', msg: String(thrown) })))
      .finally(() => hand.end());
    onTestFinished(() => hand.leave());
    onTestFailed(() => {
      process.stderr.write(`${role} ${suri}:\n${hand.lastWords()}\n`);
    });
    await hand.event('ready');
    return hand;
  }

  /** Ends the worker, which says on the chain that it is offline. */
  async leave(): Promise<void> {
    this.#stop.abort();
    await this.#done;
  }
}
