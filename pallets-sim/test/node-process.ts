import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('./node-cli.ts', import.meta.url));

/** A node process that cannot start, with what it said. */
class NotStarted extends Error {}

/** Starts a node process; resolves when its log says where it serves JSON-RPC. Throws `NotStarted`. */
export function startProcess(...args: string[]) {
  return startProcessIn({}, ...args);
}

/**
 * The same in an environment that is less than usual.
 *
 * @param shell what a shell does before it becomes the node, as `ulimit -f 100`
 * @param signal kills the process, also while it starts
 */
export async function startProcessIn(
  { shell = ':', uid, signal }: { shell?: string; uid?: number; signal?: AbortSignal },
  ...args: string[]
) {
  const command = [process.execPath, script, '--log-format', 'json', '--rpc-port', '0'];
  const child = spawn(
    'bash',
    ['-c', `${shell}; exec "$@"`, 'bash', ...command, '--prometheus-port', '0', ...args],
    {
      stdio: ['ignore', 'inherit', 'pipe'],
      ...(uid === undefined ? {} : { uid }),
      ...(signal ? { signal, killSignal: 'SIGKILL' as const } : {}),
    },
  );
  const said: string[] = [];
  const lines = createInterface({ input: child.stderr });
  const { rpc, prometheus } = await new Promise<{ rpc: string; prometheus?: number }>((resolve, reject) => {
    lines.on('line', (line) => {
      said.push(line);
      const entry = line.startsWith('{') ? JSON.parse(line) : undefined;
      if (entry?.rpc) resolve(entry);
    });
    child.once('error', reject);
    child.once('close', (code) => {
      reject(new NotStarted(said.find((line) => !line.startsWith('{')) ?? `the node ended with ${code}`));
    });
  });
  return { child, rpc, prometheus, said, [Symbol.dispose]: () => void child.kill('SIGKILL') };
}
