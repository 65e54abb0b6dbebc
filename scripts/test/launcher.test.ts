import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const LAUNCHER = fileURLToPath(new URL('../bin/plumbline.js', import.meta.url));
const NODE = ['node', '--dev', '--tmp', '--rpc-port', '0', '--no-prometheus', '--log-format', 'json'];

/** A node on the Node that npm installed, started by one that does not run TypeScript. */
async function launched() {
  // A group of its own, as a shell gives it.
  const child: ChildProcess = spawn(process.execPath, ['--no-experimental-strip-types', LAUNCHER, ...NODE], {
    stdio: ['ignore', 'ignore', 'pipe'],
    detached: true,
  });
  const ended = new Promise<unknown>((resolve) =>
    child.once('exit', (code, signal) => resolve(code ?? signal)),
  );
  const said: { msg: string; rpc?: string; database?: string }[] = [];
  const lines = createInterface({ input: child.stderr! });
  const { rpc, database } = await new Promise<{ rpc: string; database: string }>((resolve, reject) => {
    lines.on('line', (line) => {
      const record = JSON.parse(line);
      said.push(record);
      if (record.rpc) resolve(record);
    });
    child.once('exit', (code) => reject(new Error(`it ended with ${code}`)));
  });
  // The node holds the pipe too: it ends when both are gone.
  const gone = new Promise<void>((resolve) => lines.once('close', resolve));
  const kill = (): void => {
    try {
      process.kill(-child.pid!, 'SIGKILL');
    } catch {} // nobody is left
  };
  return { child, ended, gone, said, url: rpc.replace('ws:', 'http:'), database, [Symbol.dispose]: kill };
}

describe('the launcher', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('passes on %s, and the node stops as it should', async (signal) => {
    using node = await launched();
    expect((await fetch(`${node.url}/health`)).ok).toBe(true);
    node.child.kill(signal);
    expect(await node.ended).toBe(0);
    expect(node.said.at(-1)?.msg).toBe('stopped');
    expect(existsSync(node.database), 'a temporary folder goes with the node').toBe(false);
  });

  it('leaves it at one signal when the whole group gets it, as at Ctrl-C', async () => {
    using node = await launched();
    process.kill(-node.child.pid!, 'SIGINT');
    expect(await node.ended).toBe(0);
    expect(node.said.filter(({ msg }) => msg === 'stopping')).toHaveLength(1);
    expect(node.said.at(-1)?.msg).toBe('stopped');
  });

  it('leaves no orphan when it is killed', async () => {
    using node = await launched();
    node.child.kill('SIGKILL');
    await node.gone;
    expect(node.said.at(-1)?.msg).toBe('stopped');
    await expect(fetch(`${node.url}/health`)).rejects.toThrow();
  });

  it('ends with the exit status of what it started', async () => {
    const child = spawn(process.execPath, ['--no-experimental-strip-types', LAUNCHER, 'nothing'], {
      stdio: 'ignore',
    });
    expect(await new Promise((resolve) => child.once('exit', resolve))).toBe(1);
  });
});
