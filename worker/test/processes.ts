import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { LogBook } from './log-book.ts';

const CHAIN_SPEC = fileURLToPath(new URL('../../chain-spec.json', import.meta.url));
const ENTRY = fileURLToPath(new URL('../../scripts/src/plumbline.ts', import.meta.url));

/** Blocks that nobody can need. */
const LONG = 5_000;

/** One `plumbline …` in a process of its own, its log read from standard error. */
export class PlumblineProcess extends LogBook {
  readonly child: ChildProcess;

  constructor(args: readonly string[]) {
    super();
    this.child = spawn(process.execPath, [ENTRY, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
    const lines = createInterface({ input: this.child.stderr! });
    lines.on('line', (line) => this.write(line));
    // `close` comes after the last line, `exit` may come before.
    this.child.once('close', () => this.end());
    onTestFinished(() => this.kill());
  }

  /** As the kernel does when memory runs out: no chance to say or save anything. */
  async kill(): Promise<void> {
    await this.#signal('SIGKILL');
  }

  /** Asks the process to stop and returns how it ended and how long that took. */
  async stop(): Promise<{ code: number | null; milliseconds: number }> {
    const started = performance.now();
    await this.#signal('SIGTERM');
    return { code: this.child.exitCode, milliseconds: performance.now() - started };
  }

  async exit(): Promise<number | null> {
    if (!this.ended) await once(this.child, 'close');
    return this.child.exitCode;
  }

  async #signal(signal: NodeJS.Signals): Promise<void> {
    if (this.ended) return;
    const closed = once(this.child, 'close');
    this.child.kill(signal);
    await closed;
  }
}

/**
 * A dev chain on a free port whose windows are so long that nobody misses one on a busy machine; the challenge
 * window, which always runs to its end, is `challengePeriod` blocks. Nobody is forced to err, unless asked for.
 */
export async function startChain(
  folder: string,
  challengePeriod = 4,
  forcedErrorRate = 0,
  moveBlocks = LONG,
  windows: Windows = {},
): Promise<{ rpc: string; process: PlumblineProcess }> {
  await makeSpec(folder, challengePeriod, forcedErrorRate, moveBlocks, windows);
  return startNode(folder, 0);
}

/** Windows of tasks, and the time for a sign of life, in blocks, where they are to be missed. */
export type Windows = Partial<
  Record<'profilingBlocks' | 'openBlocks' | 'commitBlocks' | 'revealBlocks' | 'heartbeatBlocks', number>
>;

/** The specification of the chain that `startNode` starts in the folder. */
export async function makeSpec(
  folder: string,
  challengePeriod: number,
  forcedErrorRate = 0,
  moveBlocks = LONG,
  { heartbeatBlocks, ...windows }: Windows = {},
): Promise<void> {
  const spec = JSON.parse(await readFile(CHAIN_SPEC, 'utf8'));
  const { stakes, tasks, disputes } = spec.genesis.runtimeGenesis.patch;
  if (heartbeatBlocks !== undefined) Object.assign(stakes.params, { heartbeatBlocks });
  Object.assign(tasks.params, {
    profilingBlocks: LONG,
    openBlocks: LONG,
    commitBlocks: LONG,
    revealBlocks: LONG,
    ...windows,
  });
  Object.assign(tasks.params, { challengePeriod, forcedErrorRate });
  Object.assign(disputes.params, { moveBlocks });
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'spec.json'), JSON.stringify(spec));
}

/** A node of the chain that `startChain` made in the folder. */
export async function startNode(
  folder: string,
  port: number,
): Promise<{ rpc: string; process: PlumblineProcess }> {
  const process = new PlumblineProcess([
    'node',
    ...['--chain', join(folder, 'spec.json')],
    ...['--base-path', join(folder, 'data')],
    ...['--rpc-port', String(port)],
    ...['--sealing', '200'],
    ...['--log-format', 'json'],
  ]);
  const ready = await process.until(({ rpc }) => typeof rpc === 'string');
  return { rpc: String(ready.rpc), process };
}

export interface WorkerArguments {
  readonly role: 'solver' | 'verifier' | 'whistleblower';
  readonly suri: string;
  readonly rpc: string;
  readonly basePath: string;
  readonly more?: readonly string[];
}

export function startWorker({ role, suri, rpc, basePath, more = [] }: WorkerArguments): PlumblineProcess {
  return new PlumblineProcess([
    'worker',
    ...['--role', role],
    ...['--suri', suri],
    ...['--rpc', rpc],
    ...['--base-path', basePath],
    ...['--log-format', 'json'],
    ...more,
  ]);
}
