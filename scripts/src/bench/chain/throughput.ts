import { SignatureVerifier } from '@plumbline/pallets-sim/node/signatures/verifier';
import { system } from '@plumbline/pallets-sim/pallets/system/declaration';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { LeanClient } from './client.ts';
import { startNodeProcess } from './node.ts';
import { type Account, type SignedTransfer, transfers } from './transfers.ts';

/** Transactions that are sent and not in a block yet: as many as the pool takes, less what may be under way. */
const MOST_WAITING = 8_000;

/** Included before the measurement begins, while the node's code is still being compiled. */
const WARM_UP = 5_000;

/**
 * Still to be included when it ends: as many as wait all the time. With fewer the pool would run empty towards the end,
 * and what had been verified before the measurement would count as if it had been within.
 */
const REST = MOST_WAITING;

/** Between blocks: a full block takes about as long to make, so the node is never idle. */
const BLOCK_MS = 250;

/** That the time was set; of a transfer the fee's withdrawal and payment, the transfer itself, and its success. */
const [EVENTS_OF_A_BLOCK, EVENTS_OF_A_TRANSFER] = [1, 4];

const EVENT_COUNT = toHex(system.storage.EventCount.key());

/** Signatures that all cores can verify in a second, in threads and with nothing else to do. */
export async function verificationRate(signed: readonly SignedTransfer[], threads: number): Promise<number> {
  const verifier = new SignatureVerifier({ threads, remembered: 0 });
  verifier.start();
  await verifier.up();
  try {
    const verify = (some: readonly SignedTransfer[]): Promise<boolean[]> =>
      Promise.all(some.map(({ claim }) => verifier.checkAll([claim])));
    await verify(signed.slice(0, 500));
    const began = performance.now();
    await verify(signed);
    return (signed.length * 1000) / (performance.now() - began);
  } finally {
    await verifier.stop();
  }
}

/** The transfers of a measurement, with those before and after it. */
export interface Load {
  readonly spec: string;
  readonly signed: readonly SignedTransfer[];
}

/** Signs what it takes to measure so many transfers on the chain of a spec. */
export async function loadOf(spec: string, accounts: readonly Account[], count: number): Promise<Load> {
  await using node = await startNodeProcess(spec, ['--sealing', 'manual']);
  const client = await LeanClient.connect(node.url);
  const genesisHash = fromHex(String(await client.call('chain_getBlockHash', 0)));
  await client.close();
  const signedFor = { genesisHash, specVersion: 1, transactionVersion: 1 };
  return { spec, signed: transfers(WARM_UP + count + REST, accounts, signedFor) };
}

/** Transfers that a node process takes over the WebSocket and puts into blocks in a second, its pool kept full. */
export async function inclusionRate({ spec, signed }: Load): Promise<number> {
  await using node = await startNodeProcess(spec, ['--sealing', `${BLOCK_MS}`]);
  const client = await LeanClient.connect(node.url);
  try {
    const progress = await include(client, signed);
    const first = progress.find(({ included }) => included >= WARM_UP);
    const last = progress.findLast(({ included }) => included <= signed.length - REST);
    if (!first || !last || first.included >= last.included)
      throw new Error('blocks are too large to measure so few transfers');
    return ((last.included - first.included) * 1000) / (last.ms - first.ms);
  } finally {
    await client.close();
  }
}

/** How far the chain is, as the client hears of it. */
interface Progress {
  readonly ms: number;
  readonly included: number;
}

/** Sends all of them, as many at a time as the pool takes, until blocks hold them all. */
async function include(client: LeanClient, signed: readonly SignedTransfer[]): Promise<Progress[]> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const calls = signed.map(({ extrinsic }) => toHex(extrinsic));
  const progress: Progress[] = [];
  let sent = 0;
  let included = 0;
  const sendMore = (): void => {
    for (; sent < calls.length && sent - included < MOST_WAITING; sent++)
      client.call('author_submitExtrinsic', calls[sent]).catch(reject);
  };
  const count = async (number: string, ms: number): Promise<void> => {
    const hash = await client.call('chain_getBlockHash', number);
    included += transfersAmong(await client.call('state_getStorage', EVENT_COUNT, hash));
    progress.push({ ms, included });
    if (included < signed.length) sendMore();
    else resolve();
  };
  let counted = Promise.resolve();
  const heads = await client.subscribe('chain_subscribeNewHeads', [], (header) => {
    const { number } = header as { number: string };
    const ms = performance.now();
    counted = counted.then(() => count(number, ms)).catch(reject);
  });
  sendMore();
  await promise;
  await client.call('chain_unsubscribeNewHeads', heads);
  client.forget(heads);
  return progress;
}

/** How many transfers a block with so many events (`u32` in hex) holds. */
function transfersAmong(encoded: unknown): number {
  const events = typeof encoded === 'string' ? u32.codec.dec(fromHex(encoded)) : EVENTS_OF_A_BLOCK;
  const transfers = (events - EVENTS_OF_A_BLOCK) / EVENTS_OF_A_TRANSFER;
  if (!Number.isInteger(transfers)) throw new Error(`a block has ${events} events: a transfer has failed`);
  return transfers;
}
