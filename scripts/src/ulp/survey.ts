import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { FunctionName, Worst } from './compare.ts';

export interface Survey extends Worst {
  readonly name: FunctionName;
  readonly inputs: number;
  readonly seconds: number;
}

export interface SurveyOptions {
  readonly name: FunctionName;
  /** Inputs looked at: numbers 0, `stride`, 2·`stride`, … */
  readonly inputs: number;
  readonly stride: number;
  readonly threads: number;
  /** Called after each slice with the share that is done, 0 to 1. */
  readonly onProgress?: (done: number) => void;
}

/** Inputs between two messages of a thread. */
const SLICE = 2 ** 24;

/** The largest error of a function, its inputs shared between threads of their own: each runs one loop for one function. */
export async function survey(options: SurveyOptions): Promise<Survey> {
  const { name, inputs, stride, threads, onProgress } = options;
  const started = performance.now();
  let worst: Worst = { ulps: 0, at: 'none' };
  let [next, done] = [0, 0];
  const work = async (): Promise<void> => {
    const thread = new Worker(new URL('./thread.ts', import.meta.url), { workerData: name });
    try {
      while (next < inputs) {
        const [from, count] = [next, Math.min(SLICE, inputs - next)];
        next += count;
        thread.postMessage({ from, count, stride });
        const [found] = (await once(thread, 'message')) as [Worst];
        if (found.ulps > worst.ulps) worst = found;
        done += count;
        onProgress?.(done / inputs);
      }
    } finally {
      await thread.terminate();
    }
  };
  await Promise.all(Array.from({ length: threads }, work));
  return { name, ...worst, inputs, seconds: (performance.now() - started) / 1000 };
}
