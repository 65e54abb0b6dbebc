import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

export const script = fileURLToPath(new URL('../node-cli.ts', import.meta.url));

export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the node's command to its end. */
export function command(args: readonly string[], input = ''): Promise<Ended> {
  return ended(spawn(process.execPath, [script, ...args], { stdio: 'pipe' }), input);
}

/** Waits for the end of a process. */
export async function ended(child: ChildProcessWithoutNullStreams, input = ''): Promise<Ended> {
  child.stdin.on('error', () => {}); // it need not read to the end
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await closed, stdout, stderr };
}

/** What a command that must succeed says with `--output json`. */
export async function json(...args: string[]) {
  const { stdout, stderr } = await command([...args, '--output', 'json']);
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout);
}
