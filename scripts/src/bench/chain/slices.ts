import { setTimeout as delay } from 'node:timers/promises';
import type { FedNode } from './fed-node.ts';
import { type ThreadTimes, threadTimes, timesBetween } from './thread-times.ts';

/** Processor time in microseconds: of the node's threads, and of the client that feeds it. */
export type SliceCpu = ThreadTimes & { readonly client: number };

/** A time in which a node ran; it stood still before and does so after. */
export interface Slice {
  readonly runMs: number;
  /** undefined where the system does not say. */
  readonly cpu: SliceCpu | undefined;
  /** The number of the head that ended it, if one did. */
  readonly head: number | undefined;
}

/** Lets a node that is suspended run for so many milliseconds, or until the client hears of its next block. */
export async function runSlice(node: FedNode, until: number | 'next head'): Promise<Slice> {
  const { pid } = node.process;
  const [before, client] = [threadTimes(pid), process.cpuUsage()];
  const began = performance.now();
  node.process.resume();
  const head = until === 'next head' ? await node.nextHead() : await delay(until, undefined);
  node.process.suspend();
  const runMs = performance.now() - began;
  const { user, system } = process.cpuUsage(client);
  const after = threadTimes(pid);
  const cpu = before && after && { ...timesBetween(before, after), client: user + system };
  return { runMs, cpu, head };
}
