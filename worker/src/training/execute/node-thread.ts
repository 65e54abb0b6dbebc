import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { TeamData } from './kernel-control.ts';
import type { KernelThread } from './kernel-team.ts';

/** Starts a thread of Node that serves a team. It does not keep the process alive. */
export async function startNodeThread(data: TeamData): Promise<KernelThread> {
  const worker = new Worker(new URL('./node-thread-entry.ts', import.meta.url), { workerData: data });
  await once(worker, 'message');
  worker.unref();
  return { stop: () => worker.terminate() };
}
