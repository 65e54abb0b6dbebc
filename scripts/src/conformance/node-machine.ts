import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ConformanceItem } from '@plumbline/worker/training/conformance/run';
import { ConformanceError, type Machine, type MachineRun } from './machine.ts';

const ENTRY = fileURLToPath(new URL('./print-items.ts', import.meta.url));

/** A machine that is Node, started by `command` and its arguments. */
export function nodeMachine(
  name: string,
  [file, ...before]: readonly [string, ...string[]],
  env: Readonly<Record<string, string>> = {},
): Machine {
  const run = async ({ threads, short, onItem }: MachineRun): Promise<void> => {
    const child = spawn(file, [...before, ENTRY, `${threads}`, short ? 'short' : 'long'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, ...env },
    });
    const failed = once(child, 'error').then(([error]) => `${error}`);
    const closed = once(child, 'close').then(([code, signal]) =>
      code === 0 ? '' : `it ended with ${signal ?? code}`,
    );
    let complaints = '';
    child.stderr.setEncoding('utf8').on('data', (text) => {
      complaints = (complaints + text).slice(-4_000);
    });
    for await (const line of createInterface({ input: child.stdout }))
      onItem(JSON.parse(line) as ConformanceItem);
    const problem = await Promise.race([failed, closed]);
    if (problem !== '')
      throw new ConformanceError('RunFailed', `Conformance on ${name} failed: ${problem}\n${complaints}`);
  };
  return { name, run };
}
