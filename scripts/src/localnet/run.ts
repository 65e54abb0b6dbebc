import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { prepareRecipe, tolerantInterval } from '@plumbline/worker/config/recipe';
import { createLoggers } from '@plumbline/worker/log/logger';
import { routePolkadotConsole } from '@plumbline/worker/log/polkadot-console';
import { Submitter } from '@plumbline/worker/roles/submitter';
import { prepareTask } from '@plumbline/worker/roles/task-spec';
import { aborted } from './aborted.ts';
import { Cast, SUBMITTER_SURI } from './cast.ts';
import { Display } from './display.ts';
import { travel, WorkerNews } from './journey.ts';
import { NetworkError, startNetwork } from './network.ts';
import type { LocalnetOptions } from './options.ts';
import { isExpected, type Replay, reportDocument, type WallTimes } from './report.ts';
import { conclude, introduce } from './summary.ts';

/** Price limit per 10⁹ units, in the smallest unit; above what the local Solvers ask. */
const MAX_PRICE = 200_000_000_000n;
const VERIFIERS = 2;
const SAMPLE_RATE = 0.25;
/** Seconds that a Solver may be silent. */
const STALL_SECONDS = 120;

type Undo = () => Promise<void>;

/** Runs a network and one task on it; resolves with the exit code. Whatever was started is stopped at the end. */
export async function runLocalnet(options: LocalnetOptions, stop: AbortController): Promise<number> {
  const kept = options.basePath === undefined ? undefined : resolve(options.basePath);
  const basePath = kept ?? (await mkdtemp(join(tmpdir(), 'plumbline-')));
  // With --output json standard output is for the document alone.
  const display = new Display(options.output === 'json' ? process.stderr : process.stdout);
  const undo: Undo[] = kept === undefined ? [() => rm(basePath, { recursive: true, force: true })] : [];
  try {
    return await run(options, { basePath, display, stop, undo });
  } finally {
    display.progress('');
    for (const step of undo.reverse()) {
      // One part that cannot be stopped must not keep the others running.
      await step().catch((error: unknown) => display.line(`while stopping: ${String(error)}`));
    }
  }
}

interface Surroundings {
  readonly basePath: string;
  readonly display: Display;
  readonly stop: AbortController;
  readonly undo: Undo[];
}

async function run(options: LocalnetOptions, around: Surroundings): Promise<number> {
  const { basePath, display, stop, undo } = around;
  const { signal } = stop;
  const { cheat, mode, steps, data } = options;
  const checkpointEvery = mode === 'tolerant' ? tolerantInterval(steps) : undefined;
  const seconds: WallTimes = {};
  const replays: Replay[] = [];
  // Compiled first: a mistake in the data is found before anything runs.
  const recipe = await prepareRecipe({ recipe: options.task, data, steps, checkpointEvery });

  display.raw('Plumbline local network');
  const news = new WorkerNews(display, (replay) => replays.push(replay));
  const network = await startNetwork(options, basePath, {
    signal,
    onLog: (name, record) => news.see(name, record),
    onExit: (name, how) =>
      stop.abort(new NetworkError(`${name} ended by itself (${how}); look with --log info`)),
    onLine: (name, line) => display.line(`[${name}] ${line}`),
  });
  undo.push(() => network.stop());
  const cast = await Cast.load(cheat);
  seconds.networkUp = display.seconds;
  introduce(network, cast, basePath, options.blockTime, display);

  const loggerOf = createLoggers({ levels: 'error', format: 'pretty' });
  routePolkadotConsole(loggerOf('chain'));
  const submitter = await Submitter.open({
    suri: SUBMITTER_SURI,
    rpc: network.rpc,
    basePath: join(basePath, 'submitter'),
    listen: ['/ip4/127.0.0.1/tcp/0'],
    loggerOf,
    signal,
  });
  undo.push(() => submitter.close());
  const sampleRate = options.sampleRate ?? (cheat === undefined ? SAMPLE_RATE : 1);
  const stallBlocks = Math.ceil((STALL_SECONDS * 1000) / options.blockTime);
  const terms = { mode, verifiers: VERIFIERS, profilers: 1, sampleRate, maxPrice: MAX_PRICE, stallBlocks };
  const prepared = prepareTask(recipe, terms, submitter.sources);
  const { spec } = prepared;
  display.line(
    `task "${spec.name}": ${spec.program.nodeCount} operators a step, ${spec.steps} steps of ${spec.batchSize} examples, ` +
      `a checkpoint every ${spec.checkpointEvery}; each Verifier replays ${100 * sampleRate} % of the intervals`,
  );

  // Only when the first Solver has started, so that the draw falls on whoever cheats.
  const onStarted = (): void => {
    if (cheat === undefined) return;
    network.addReserve().then(
      ({ name, peerId }) => display.line(`${name} joins the network, peer ${peerId}`),
      (error: unknown) => stop.abort(error),
    );
  };
  const journey = await Promise.race([
    travel({ submitter, prepared, cast, display, seconds, replays, onStarted }),
    aborted(signal),
  ]);
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
  await aborted(signal).catch((reason: unknown) => {
    if (reason instanceof NetworkError) throw reason;
  });
  return 0;
}
