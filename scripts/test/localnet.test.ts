import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';

const ENTRY = fileURLToPath(new URL('../src/plumbline.ts', import.meta.url));
const OPTDIGITS = fileURLToPath(new URL('../../../shared/data/optdigits.csv', import.meta.url));

interface Report {
  readonly task: { status: string; attempts: number; solver: string };
  readonly expected: boolean;
  readonly events: {
    block: number;
    event: string;
    reason?: string;
    who?: string;
    amount?: number | string;
  }[];
  readonly roots: { program: string; proof: string[]; model: string; checkpoints: string[] };
  readonly replays: { attempt: number; by: string; interval: number; ok: boolean }[];
  readonly dispute: {
    moves: { side: string; phase: string }[];
    winner: string;
    reason: string;
    defender: string;
  } | null;
  readonly balances: { name: string; change: string }[];
  readonly evaluation: { kind: string; accuracy: number };
}

let folder: string;
let csv: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plumbline-test-'));
  csv = join(folder, 'stripes.csv');
  // Four easy classes: which quarter of eight pixels is bright.
  const rows = Array.from({ length: 240 }, (_, row) => {
    const label = row % 4;
    const pixels = Array.from({ length: 8 }, (_, pixel) =>
      pixel >> 1 === label ? 12 + (row % 5) : (row * 7 + pixel) % 4,
    );
    return [...pixels, label].join(',');
  });
  await writeFile(csv, `# made by a test\n${rows.join('\n')}\n`);
});
const started: ChildProcess[] = [];
// A test that fails half-way leaves nothing running: the network's processes end with their localnet.
afterEach(() => {
  for (const child of started.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function start(...args: string[]): {
  child: ChildProcess;
  stdout: () => string;
  stderr: () => string;
  output: () => string;
  ended: Promise<number | null>;
} {
  const child = spawn(
    process.execPath,
    [ENTRY, 'localnet', '--rpc-port', '0', '--block-time', '150', ...args],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  started.push(child);
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (data) => {
    stdout += data;
  });
  child.stderr.on('data', (data) => {
    stderr += data;
  });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, stdout: () => stdout, stderr: () => stderr, output: () => stdout + stderr, ended };
}

async function report(...args: string[]): Promise<Report> {
  const run = start('--once', '--output', 'json', ...args);
  const code = await run.ended;
  expect(code, run.stderr()).toBe(0);
  return JSON.parse(run.stdout()) as Report;
}

/** Processes whose command line holds `text`. */
async function processesWith(text: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(
    pids.map(async (pid) => {
      const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
      return line.includes(text) ? `${pid} ${line.replaceAll('\0', ' ')}` : undefined;
    }),
  );
  return found.filter((line) => line !== undefined);
}

async function until(
  what: string,
  holds: () => boolean | Promise<boolean>,
  output = () => '',
): Promise<void> {
  const end = performance.now() + 90_000;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`it never came to be that ${what}:\n${output()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const DIGITS = ['--task', 'digits', '--steps', '60', '--forced-errors', '0'] as const;

test('an honest task is trained, replayed, settled and paid for', async () => {
  const { task, expected, events, roots, replays, dispute, balances, evaluation } = await report(
    ...DIGITS,
    '--data',
    csv,
  );
  expect(expected).toBe(true);
  expect(task).toMatchObject({ status: 'Settled', attempts: 1, solver: 'solver' });
  expect(dispute).toBeNull();
  const names = events.map(({ event }) => event);
  const life = [
    'Submitted',
    'Opened',
    'Assigned',
    'Started',
    'Completed',
    'VerifiersDrawn',
    'Accepted',
    'Settled',
  ];
  expect(names.filter((name) => life.some((step) => name === `tasks.${step}`))).toEqual(
    life.map((step) => `tasks.${step}`),
  );
  expect(roots.model).toBe(roots.checkpoints.at(-1));
  expect(replays.filter(({ by }) => by.startsWith('verifier')).length).toBeGreaterThanOrEqual(2);
  expect(replays.every(({ ok }) => ok)).toBe(true);
  expect(evaluation.accuracy).toBeGreaterThan(0.9);
  const paid = events.filter(({ event }) => event === 'tasks.Paid').map(({ reason }) => reason);
  expect(paid.toSorted()).toEqual(['Fee', 'ProfileFee', 'Tax', 'VerifierFee', 'VerifierFee']);
  // What one has, another has lost: only transaction fees leave the network, and they are small.
  const total = balances.reduce((sum, { change }) => sum + BigInt(change), 0n);
  const tax = events.find(({ reason }) => reason === 'Tax')?.amount ?? 0;
  expect(total + BigInt(tax)).toBeLessThan(0n);
  expect(total + BigInt(tax)).toBeGreaterThan(-(10n ** 12n));
});

test.each(['wrong-step', 'lazy'])(
  'a Solver that cheats (%s) loses its stake to one basic operation',
  async (cheat) => {
    const { task, expected, events, replays, dispute, balances } = await report(
      ...DIGITS,
      '--data',
      csv,
      '--cheat',
      cheat,
    );
    expect(expected).toBe(true);
    expect(task).toMatchObject({ status: 'Settled', attempts: 2, solver: 'solver-2' });
    expect(replays.some(({ attempt, ok }) => attempt === 1 && !ok)).toBe(true);
    expect(replays.filter(({ attempt }) => attempt === 2).every(({ ok }) => ok)).toBe(true);
    expect(dispute).toMatchObject({ defender: 'solver', winner: 'Challenger', reason: 'OperationWrong' });
    const phases = dispute?.moves.map(({ phase }) => phase) ?? [];
    for (const phase of ['OperatorTree', 'Operator', 'Leaf', 'Proof']) expect(phases).toContain(phase);
    const slashed = events.filter(({ event, reason }) => event === 'tasks.Slashed' && reason === 'Fault');
    expect(slashed).toHaveLength(1);
    expect(BigInt(balances.find(({ name }) => name === 'solver')?.change ?? 0)).toBeLessThan(
      -BigInt(slashed[0]?.amount ?? 0) + 10n ** 12n,
    );
  },
);

test('handwritten digits reach 95 % on rows held out', async ({ skip }) => {
  skip(!existsSync(OPTDIGITS), `${OPTDIGITS} is not there`);
  const { evaluation, expected } = await report('--task', 'digits', '--data', OPTDIGITS);
  expect(expected).toBe(true);
  expect(evaluation.accuracy).toBeGreaterThanOrEqual(0.95);
});

test('Ctrl-C stops everything within 3 s and leaves nothing behind', async () => {
  const base = join(folder, 'interrupted');
  const run = start(...DIGITS, '--data', csv, '--base-path', base, '--steps', '100000');
  await until('training goes on', () => run.stdout().includes('checkpoint 1 posted'), run.output);
  expect((await processesWith(base)).length).toBeGreaterThanOrEqual(5);
  const at = performance.now();
  run.child.kill('SIGINT');
  await run.ended;
  expect(performance.now() - at).toBeLessThan(3000);
  expect(await processesWith(base)).toEqual([]);
});

test('a localnet that is killed takes its processes with it', async () => {
  const base = join(folder, 'killed');
  const run = start(...DIGITS, '--data', csv, '--base-path', base, '--steps', '100000');
  await until('training goes on', () => run.stdout().includes('checkpoint 1 posted'), run.output);
  run.child.kill('SIGKILL');
  await until('all processes have ended', async () => (await processesWith(base)).length === 0);
});

test('a broken row is named before anything starts', async () => {
  const broken = join(folder, 'broken.csv');
  await writeFile(broken, '1,2,0\n3,4,1\n5,x,0\n');
  const run = start('--task', 'digits', '--data', broken, '--once');
  expect(await run.ended).toBe(1);
  expect(run.stderr()).toMatch(/^error: .*broken\.csv.*3/);
  expect(run.stderr().trim().split('\n')).toHaveLength(1);
});

test('a port in use is one clear error', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const run = start(...DIGITS, '--data', csv, '--once', '--rpc-port', String(port));
  expect(await run.ended).toBe(1);
  expect(run.stderr()).toContain(String(port));
  expect(run.stderr().trim().split('\n')).toHaveLength(1);
  server.close();
});

test('ends quietly with all that it started when nobody reads what it says any more', async () => {
  const data = join(folder, 'unread.csv');
  await copyFile(csv, data);
  const run = start(...DIGITS, '--data', data);
  await until('it says something', () => run.stdout() !== '', run.output);
  run.child.stdout?.destroy();
  expect(await run.ended).toBe(130);
  expect(run.stderr()).toBe('');
  await until('all its processes are gone', async () => (await processesWith(data)).length === 0);
});
