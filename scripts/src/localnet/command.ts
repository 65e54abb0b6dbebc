import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { prepareRecipe } from '@plumbline/worker/config/recipe';
import { createLoggers } from '@plumbline/worker/log/logger';
import { Submitter } from '@plumbline/worker/roles/submitter';
import { prepareTask } from '@plumbline/worker/roles/task-spec';
import type { Command } from 'commander';
import { Cast, SUBMITTER_SURI } from './cast.ts';
import { money } from './describe.ts';
import { Display } from './display.ts';
import { memberLine, travel, WorkerNews } from './journey.ts';
import { type Network, NetworkError, startNetwork } from './network.ts';
import { type LocalnetOptions, localnetOptions } from './options.ts';
import type { LogRecord } from './processes.ts';
import { isExpected, type Journey, type Replay, reportDocument, type WallTimes } from './report.ts';

/** Price limit per 10⁹ units, in the smallest unit; above what the local Solvers ask. */
const MAX_PRICE = 200_000_000_000n;
const VERIFIERS = 2;
/** Seconds that a Solver may be silent, as blocks of the time asked for. */
const STALL_SECONDS = 120;

/** `plumbline localnet`. */
export function localnetCommand(): Command {
  return localnetOptions().action(async (options: LocalnetOptions) => {
    const stop = new AbortController();
    const onSignal = (): void => stop.abort();
    process.on('SIGINT', onSignal).on('SIGTERM', onSignal).on('SIGHUP', onSignal);
    try {
      process.exitCode = await runLocalnet(options, stop);
    } catch (error) {
      if (stop.signal.aborted && !(stop.signal.reason instanceof NetworkError)) process.exitCode = 130;
      else {
        process.stderr.write(
          `error: ${stop.signal.reason instanceof NetworkError ? stop.signal.reason.message : messageOf(error)}\n`,
        );
        process.exitCode = 1;
      }
    } finally {
      process.off('SIGINT', onSignal).off('SIGTERM', onSignal).off('SIGHUP', onSignal);
    }
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

async function runLocalnet(options: LocalnetOptions, stop: AbortController): Promise<number> {
  const kept = options.basePath === undefined ? undefined : resolve(options.basePath);
  const basePath = kept ?? (await mkdtemp(join(tmpdir(), 'plumbline-')));
  // With --output json standard output is for the document alone.
  const display = new Display(options.output === 'json' ? process.stderr : process.stdout);
  const closing: (() => Promise<void>)[] = [];
  if (kept === undefined) closing.push(() => rm(basePath, { recursive: true, force: true }));
  try {
    return await run(options, basePath, display, stop, closing);
  } finally {
    display.progress('');
    for (const close of closing.reverse()) await close().catch(() => undefined);
  }
}

async function run(
  options: LocalnetOptions,
  basePath: string,
  display: Display,
  stop: AbortController,
  closing: (() => Promise<void>)[],
): Promise<number> {
  const { cheat } = options;
  const seconds: WallTimes = {};
  const replays: Replay[] = [];
  // Compiled first: a mistake in the data is found before anything runs.
  const recipe = await prepareRecipe({
    recipe: options.task,
    data: options.data,
    steps: options.steps,
    checkpointEvery: undefined,
  });
  const news = new WorkerNews(display, (by, interval, ok) => replays.push({ by, interval, ok }));
  const onLog = (name: string, record: LogRecord): void => {
    news.see(name, record);
    if (isWanted(record, options.log)) display.line(`[${name}] ${record.module ?? ''} ${record.msg ?? ''}`);
  };
  const onExit = (name: string, how: string): void => {
    stop.abort(new NetworkError(`${name} ended by itself (${how}); look with --log info`));
  };
  display.raw('Plumbline local network');
  const [network, cast] = await Promise.all([
    startNetwork(options, basePath, { onLog, onExit }),
    Cast.load(),
  ]);
  closing.push(() => network.stop());
  seconds.networkUp = display.seconds;
  introduce(network, cast, basePath, options, display);

  const { signal } = stop;
  const submitter = await Submitter.open({
    suri: SUBMITTER_SURI,
    rpc: network.rpc,
    basePath: join(basePath, 'submitter'),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    loggerOf: createLoggers({ levels: 'error', format: 'pretty' }),
    signal,
  });
  closing.push(() => submitter.close());
  const prepared = prepareTask(
    recipe,
    {
      verifiers: VERIFIERS,
      sampleRate: options.sampleRate ?? (cheat === undefined ? 0.25 : 1),
      maxPrice: MAX_PRICE,
      stallBlocks: Math.ceil((STALL_SECONDS * 1000) / options.blockTime),
    },
    submitter.sources,
  );
  const { spec } = prepared;
  display.line(
    `task "${spec.name}": ${spec.program.nodeCount} operators a step, ${spec.steps} steps of ${spec.batchSize} examples, ` +
      `a checkpoint every ${spec.checkpointEvery}; each Verifier replays ${spec.sampleRate / 10_000} % of the intervals`,
  );

  const travelling = travel({
    submitter,
    prepared,
    cast,
    display,
    journey: (id) => ({
      id,
      task: undefined as never,
      events: [],
      replays,
      seconds,
      before: new Map(),
      after: new Map(),
    }),
    onStarted: () => {
      // Only now, so that the draw cannot fall on the honest one first.
      if (cheat !== undefined) {
        void network.addHonestSolver().then(
          ({ name, peerId }) => display.line(`${name} joins the network, peer ${peerId}`),
          (error: unknown) => stop.abort(new NetworkError(messageOf(error))),
        );
      }
    },
  });
  const journey = await Promise.race([travelling, aborted(signal)]);
  if (journey.task.status.type === 'Settled') {
    const model = await submitter.fetchModel(journey.id);
    journey.evaluation = await recipe.evaluate(model.state);
  }
  const expected = isExpected(journey, cheat);
  conclude(journey, expected, display);
  if (options.output === 'json') {
    process.stdout.write(`${JSON.stringify(reportDocument(journey, cheat, cast.nameOf), null, 2)}\n`);
  }
  if (options.once) return expected ? 0 : 1;
  display.raw(`\nThe network stays up: ${network.rpc}  (Ctrl-C stops it)`);
  await aborted(signal).catch((error: unknown) => {
    if (error instanceof NetworkError) throw error;
  });
  return 0;
}

/** Rejects when the signal fires. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

const SEVERITIES: Readonly<Record<string, number>> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50 };

function isWanted({ severity }: LogRecord, level: string): boolean {
  return severity >= (SEVERITIES[level] ?? Number.POSITIVE_INFINITY);
}

function introduce(
  { rpc, members, node }: Network,
  cast: Cast,
  basePath: string,
  { blockTime }: LocalnetOptions,
  display: Display,
): void {
  display.raw(
    `  chain          ${rpc}, a block every ${blockTime} ms, process ${node.pid}, data in ${basePath}`,
  );
  const addressOf = (name: string): string =>
    cast.accounts.find((entry) => entry.name === name)?.account.address ?? '';
  display.raw(memberLine({ name: 'submitter', suri: SUBMITTER_SURI }, '', addressOf('submitter')));
  for (const member of members) display.raw(memberLine(member, member.peerId, addressOf(member.name)));
}

function conclude(journey: Journey, expected: boolean, display: Display): void {
  const { after, before, evaluation, replays, seconds, task } = journey;
  display.raw('\nBalances');
  for (const [name, { free, held }] of after) {
    const was = before.get(name);
    const change = free + held - (was?.free ?? 0n) - (was?.held ?? 0n);
    const sign = change > 0n ? '+' : '';
    display.raw(
      `  ${name.padEnd(14)} ${money(free).padStart(28)} free ${money(held).padStart(14)} held   ${sign}${money(change)}`,
    );
  }
  display.raw('\nReplays');
  for (const { by, interval, ok } of replays)
    display.raw(`  ${by.padEnd(14)} interval ${interval}: ${ok ? 'same' : 'different'}`);
  if (evaluation?.kind === 'text')
    display.raw(`\nThe trained model writes\n${evaluation.sample.replace(/^/gm, '  ')}`);
  if (evaluation?.kind === 'classes') {
    const { accuracy, correct, rows } = evaluation;
    display.raw(`\nHeld-out accuracy ${(100 * accuracy).toFixed(1)} % (${correct} of ${rows})`);
  }
  display.raw(
    `\nTask ${task.status.type.toLowerCase()} after ${(seconds.ended ?? 0).toFixed(1)} s: ${expected ? 'as expected' : 'NOT as expected'}`,
  );
}
