import { join } from 'node:path';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { onTestFinished } from 'vitest';
import type { ChainEvent } from '../src/chain/events.ts';
import { silentLoggers } from '../src/log/logger.ts';
import { Submitter } from '../src/roles/submitter.ts';
import { prepareTask, type Terms } from '../src/roles/task-spec.ts';
import { digitsRecipe, type Recipe } from '../src/training/recipes.ts';

/** Points of four classes around the corners of a square: real training, learnt in a few hundred steps. */
export function cornersCsv(rows = 160): string {
  return Array.from({ length: rows }, (_, i) => {
    const [right, top] = [i % 2, (i >> 1) % 2];
    const wobble = (by: number): number => Math.imul(i + by, 0x9e3779b1) >>> 28;
    return [10 * right + wobble(1) / 4, 10 * top + wobble(2) / 4, 2 * top + right].join(',');
  }).join('\n');
}

export async function smallRecipe(steps: number, checkpointEvery: number): Promise<Recipe> {
  return digitsRecipe(cornersCsv(), {
    steps,
    checkpointEvery,
    batchSize: 16,
    hidden: [8],
    learningRate: 0.02,
  });
}

export const TERMS: Terms = {
  verifiers: 1,
  profilers: 1,
  sampleRate: 1,
  maxPrice: 200_000_000_000n,
  stallBlocks: 5_000,
};

export async function openSubmitter(rpc: string, folder: string, suri = '//Alice'): Promise<Submitter> {
  const stop = new AbortController();
  const submitter = await Submitter.open({
    suri,
    rpc,
    basePath: join(folder, `submitter${suri.replaceAll('/', '-')}`),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    loggerOf: silentLoggers,
    signal: stop.signal,
  });
  onTestFinished(async () => {
    stop.abort();
    await submitter.close();
  });
  return submitter;
}

export interface Life {
  readonly task: Task;
  readonly events: readonly ChainEvent[];
  readonly model: readonly Uint8Array[] | undefined;
}

/** Submits a task and waits until it is over, or until an event of this name. */
export async function live(
  submitter: Submitter,
  recipe: Recipe,
  until?: string,
  terms: Terms = TERMS,
): Promise<Life> {
  const prepared = prepareTask(recipe, terms, submitter.sources);
  const { task: id, block } = await submitter.submit(prepared);
  let last: Task | undefined;
  const events: ChainEvent[] = [];
  for await (const update of submitter.watch(id, block.number)) {
    last = update.task;
    events.push(...update.events);
    if (update.events.some(({ name }) => name === until)) break;
  }
  if (last === undefined) throw new Error('the watch ended early');
  const model = last.status.type === 'Settled' ? (await submitter.fetchModel(id)).state : undefined;
  return { task: last, events, model };
}
