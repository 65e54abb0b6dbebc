import { setTimeout as wait } from 'node:timers/promises';
import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import { accountFromUri, actingFor } from '../chain/account.ts';
import { type Calls, createCalls } from '../chain/calls.ts';
import { connectChain } from '../chain/connection.ts';
import { followViews } from '../chain/follow-views.ts';
import { Submitter } from '../chain/submit.ts';
import { ChainReader, type ChainView } from '../chain/view.ts';
import { messageOf } from '../errors.ts';
import { BlobClient } from '../network/blob-client.ts';
import { serveBlobs } from '../network/blob-server.ts';
import { serveDisputes } from '../network/dispute-server.ts';
import { loadEncryptionKey } from '../network/encryption-key.ts';
import { loadPeerKey } from '../network/identity.ts';
import { dialableAddresses, startPeerNode } from '../network/peer-node.ts';
import { BlobStore } from '../storage/blob-store.ts';
import { openDatabase } from '../storage/database.ts';
import { Journal } from '../storage/journal.ts';
import { Attendance } from './attendance.ts';
import { isCheatOf, isServingCheat } from './cheats.ts';
import type { WorkerContext } from './context.ts';
import { DisputeSeats } from './dispute-seats.ts';
import { enlist } from './enlist.ts';
import { Housekeeper } from './housekeeper.ts';
import { keepToChain } from './keep-to-chain.ts';
import { isSealed } from './owners.ts';
import { ensurePeerBound } from './peer-registration.ts';
import { PeerRenewal } from './peer-renewal.ts';
import { Reconciler, type Role } from './reconciler.ts';
import { Solver } from './solver.ts';
import { TaskFiles } from './task-files.ts';
import { Verifier } from './verifier.ts';
import { Whistleblower } from './whistleblower.ts';
import type { WorkerBackend } from './worker-backend.ts';
import type { WorkerOptions } from './worker-options.ts';

/** How long a stopping worker tries to say so on the chain. */
const OFFLINE_MILLISECONDS = 600;

/** Things to be undone, last first. */
type Undo = () => Promise<void>;

/**
 * Runs a worker until `signal` fires: opens its database, starts its peer, connects to the chain, registers, and
 * from then on reconciles its roles with every new block. Everything that was opened is closed again, however it ends.
 */
export async function runWorker(options: WorkerOptions): Promise<void> {
  const undo: Undo[] = [];
  try {
    const lost = await start(options, undo);
    await untilAborted(AbortSignal.any([options.signal, lost]));
    if (!options.signal.aborted) throw lost.reason;
  } catch (thrown) {
    if (!options.signal.aborted) throw thrown;
  } finally {
    for (const step of undo.reverse()) {
      await step().catch((thrown: unknown) => {
        options.loggerOf('worker').debug({ event: 'unclean', reason: messageOf(thrown) }, 'while stopping');
      });
    }
  }
}

/** Returns what fires when the chain is gone for good. */
async function start(options: WorkerOptions, undo: Undo[]): Promise<AbortSignal> {
  const { loggerOf } = options;
  await loadBackend(options.backend);
  const log = loggerOf('worker');
  const own = await accountFromUri(options.suri);
  const account = options.stash === undefined ? own : actingFor(own, options.stash);
  const database = await openDatabase(options.basePath);
  undo.push(() => database.close());
  const key = await loadPeerKey(options.basePath);
  const encryption = await loadEncryptionKey(options.basePath);
  const node = await startPeerNode({ key, listen: options.listen });
  undo.push(async () => node.stop());
  const store = new BlobStore(database);
  await store.removeLeftovers();
  const isHidden = isServingCheat(options.cheat) ? () => true : isSealed;
  await serveBlobs({ node, store, log: loggerOf('network'), isSealed: isHidden });
  log.info(
    {
      event: 'listening',
      peerId: node.peerId.toString(),
      addresses: dialableAddresses(node),
      account: account.address,
    },
    `peer ${node.peerId.toString()} of account ${account.address}`,
  );

  const connection = await connectChain({ url: options.rpc, log: loggerOf('chain'), signal: options.signal });
  undo.push(() => connection.close());
  await keepToChain(new Journal(database, 'worker'), connection.genesisHash, options.basePath);
  const { lost } = connection.sameChain;
  const signal = AbortSignal.any([options.signal, lost]);
  const calls = createCalls(connection.api);
  const submitter = new Submitter({ api: connection.api, account, log: loggerOf('chain'), signal });
  const reader = new ChainReader(connection.api);
  const { publicKey: encryptionKey } = encryption;
  const parts = { account, connection, calls, submitter, reader, node, key, encryptionKey };
  const bind = (view: ChainView): Promise<void> =>
    ensurePeerBound({ ...parts, view, genesisHash: connection.genesisHash, log });
  const registered = await enlist(options, parts, bind);

  const blobs = new BlobClient({ node, store, log: loggerOf('network') });
  let wake = (): void => undefined;
  let newest: ChainView | undefined;
  const seats = new DisputeSeats(() => wake());
  await serveDisputes({
    node,
    answer: (request, peer) => seats.answer(request, peer),
    log: loggerOf('network'),
  });
  const context: WorkerContext = {
    account,
    encryption,
    calls,
    submitter,
    loggerOf,
    store,
    blobs,
    files: new TaskFiles(blobs, store),
    node,
    genesis: connection.genesisHash,
    seats,
    journalOf: (scope) => new Journal(database, scope),
    backend: options.backend,
    threads: options.threads,
    largestUpdates: options.largestUpdates,
    signal,
    newest: () => newest,
    wake: () => wake(),
  };
  const roles = [
    ...options.roles.map((name) => roleOf(name, options, context)),
    new Attendance(context, options.roles),
    new PeerRenewal(bind, registered),
    new Housekeeper(context),
  ];
  const reconciler = new Reconciler({ roles, log });
  wake = () => reconciler.wake();
  undo.push(async () => {
    if (!lost.aborted) await goOffline(options.roles, calls, submitter);
  });
  undo.push(() => reconciler.stop());
  await followViews(
    connection,
    reader,
    signal,
    (view) => {
      newest = view;
      reconciler.update(view);
    },
    (reason) => {
      log.warn({ event: 'no-view', reason }, 'cannot read the chain; trying again with the next block');
    },
  );
  log.info(
    { event: 'ready', roles: options.roles, account: account.address },
    `working as ${options.roles.join(', ')}`,
  );
  return lost;
}

/** A backend that is not there is found missing before anything is at stake. */
async function loadBackend(backend: WorkerBackend): Promise<void> {
  if (backend === 'canonical') return;
  const { useBackend } = await import('../training/backends/load.ts');
  await useBackend(backend);
}

function roleOf(name: RoleName, options: WorkerOptions, context: WorkerContext): Role {
  const { cheat } = options;
  if (cheat !== undefined && isCheatOf(name, cheat)) {
    const fields = { event: 'cheating', cheat };
    options.loggerOf('worker').warn(fields, `this ${name} will CHEAT (${cheat}), as asked for`);
  }
  if (name === 'Whistleblower') return new Whistleblower(context, cheat);
  return name === 'Verifier' ? new Verifier(context, cheat) : new Solver(context, cheat);
}

/** A worker that stops takes part in no more draws, where it would only be slashed for silence. */
async function goOffline(roles: readonly RoleName[], calls: Calls, submitter: Submitter): Promise<void> {
  const announced = (async () => {
    for (const role of roles) await submitter.announce(calls.setOnline(role, false));
  })();
  await Promise.race([announced, wait(OFFLINE_MILLISECONDS, undefined, { ref: false })]);
}

async function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
