import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { encodeAddress } from '@polkadot/keyring';
import type { Account } from './transfers.ts';

const PLUMBLINE = fileURLToPath(new URL('../../../bin/plumbline.js', import.meta.url));
const SPEC = {
  name: 'Bench',
  id: 'bench',
  chainType: 'Development',
  properties: { ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'PLUM' },
};

/** The genesis of a chain on which these accounts are rich. */
export function benchSpec(accounts: readonly Account[]): string {
  const addresses = accounts.map(({ publicKey }) => encodeAddress(publicKey, 42));
  const balances = addresses.map((address) => [address, '1000000000000000']);
  const patch = { balances: { balances }, sudo: { key: addresses[0] } };
  return JSON.stringify({ ...SPEC, genesis: { runtimeGenesis: { patch } } });
}

/** A node process of its own. */
export interface NodeProcess {
  /** `ws://…` */
  readonly url: string;
  /** From the start of the process to its first answer to `system_chain`, asked by HTTP. */
  readonly startMs: number;
  readonly pid: number;
  /** Stops it where it is; its threads take nothing of the processors until it is resumed. Not on Windows. */
  suspend(): void;
  resume(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Starts `plumbline node` on a chain that is forgotten at its end. */
export async function startNodeProcess(spec: string, flags: readonly string[]): Promise<NodeProcess> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-bench-'));
  const file = join(folder, 'spec.json');
  await writeFile(file, spec);
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      PLUMBLINE,
      'node',
      '--chain',
      file,
      '--tmp',
      '--no-prometheus',
      '--rpc-port',
      `${port}`,
      '--log',
      'warn',
      ...flags,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const said: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => said.push(line));
  const exited = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    child.kill('SIGCONT'); // one that is suspended hears nothing
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await firstAnswer(port, () => child.exitCode !== null);
  } catch (error) {
    await stop();
    throw new Error(`the node did not start: ${said.join('\n')}`, { cause: error });
  }
  return {
    url: `ws://127.0.0.1:${port}`,
    startMs: performance.now() - began,
    pid: child.pid ?? 0,
    suspend: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    [Symbol.asyncDispose]: stop,
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

async function firstAnswer(port: number, hasEnded: () => boolean): Promise<void> {
  const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'system_chain', params: [] });
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    try {
      const answer = await fetch(`http://127.0.0.1:${port}`, { method: 'POST', headers, body });
      await answer.json();
      return;
    } catch (error) {
      if (hasEnded()) throw error;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
