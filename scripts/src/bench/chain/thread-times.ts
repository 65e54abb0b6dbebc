import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds of processor time by kind of thread. */
export interface ThreadTimes {
  readonly signatures: number;
  readonly main: number;
  /** Collecting garbage, compiling. */
  readonly v8: number;
  /** The database's and all others. */
  readonly others: number;
}

/** Of the threads as Node names them. */
const KINDS = new Map<string, keyof ThreadTimes>([
  ['WorkerThread', 'signatures'],
  ['V8Worker', 'v8'],
]);

/** What the threads of a node process have taken so far; undefined where the system does not say (it is not Linux). */
export function threadTimes(pid: number): ThreadTimes | undefined {
  const times = { signatures: 0, main: 0, v8: 0, others: 0 };
  let threads: string[];
  try {
    threads = readdirSync(`/proc/${pid}/task`);
  } catch {
    return undefined;
  }
  for (const thread of threads) {
    const read = (file: string): string => readFileSync(`/proc/${pid}/task/${thread}/${file}`, 'utf8');
    try {
      const kind = Number(thread) === pid ? 'main' : (KINDS.get(read('comm').trim()) ?? 'others');
      times[kind] += Number(read('schedstat').split(' ')[0]) / 1_000;
    } catch {
      // It has ended since, or the system keeps no such times.
    }
  }
  return times.main > 0 ? times : undefined;
}

/** What has been added between two measurements. */
export function timesBetween(before: ThreadTimes, after: ThreadTimes): ThreadTimes {
  return {
    signatures: after.signatures - before.signatures,
    main: after.main - before.main,
    v8: after.v8 - before.v8,
    others: after.others - before.others,
  };
}
