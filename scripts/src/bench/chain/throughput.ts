import { SignatureVerifier } from '@plumbline/pallets-sim/node/signatures/verifier';
import { system } from '@plumbline/pallets-sim/pallets/system/declaration';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { LeanClient } from './client.ts';
import { startNodeProcess } from './node.ts';
import { type Account, type SignedTransfer, transfers } from './transfers.ts';

/** Transactions that are sent and not in a block yet: as many as the pool takes, less what may be under way. */
const MOST_WAITING = 8_000;

/** All in blocks before the measurement begins: the node's code is still being compiled. */
const WARM_UP = 5_000;

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

/** The transfers of a measurement, with those before it. */
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
  return { spec, signed: transfers(WARM_UP + count, accounts, signedFor) };
}

/**
 * Transfers that a node process takes over the WebSocket and puts into blocks in a second, its pool kept full: from the
 * first that is sent until a block holds the last. Nothing is under way before, so that nothing is counted which was
 * verified earlier.
 */
export async function inclusionRate({ spec, signed }: Load): Promise<number> {
  await using node = await startNodeProcess(spec, ['--sealing', `${BLOCK_MS}`]);
  const client = await LeanClient.connect(node.url);
  try {
    await include(client, signed.slice(0, WARM_UP));
    const measured = signed.slice(WARM_UP);
    const began = performance.now();
    const ended = await include(client, measured);
    return (measured.length * 1000) / (ended - began);
  } finally {
    await client.close();
  }
}

/** Sends all of them, as many at a time as the pool takes; when the client heard of the block that holds the last. */
async function include(client: LeanClient, signed: readonly SignedTransfer[]): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const calls = signed.map(({ extrinsic }) => toHex(extrinsic));
  let sent = 0;
  let included = 0;
  const sendMore = (): void => {
    for (; sent < calls.length && sent - included < MOST_WAITING; sent++)
      client.call('author_submitExtrinsic', calls[sent]).catch(reject);
  };
  const count = async (number: string, ms: number): Promise<void> => {
    const hash = await client.call('chain_getBlockHash', number);
    included += transfersAmong(await client.call('state_getStorage', EVENT_COUNT, hash));
    if (included < signed.length) sendMore();
    else resolve(ms);
  };
  let counted = Promise.resolve();
  const heads = await client.subscribe('chain_subscribeNewHeads', [], (header) => {
    const { number } = header as { number: string };
    const ms = performance.now();
    counted = counted.then(() => count(number, ms)).catch(reject);
  });
  sendMore();
  const ended = await promise;
  await client.call('chain_unsubscribeNewHeads', heads);
  client.forget(heads);
  return ended;
}

/** How many transfers a block with so many events (`u32` in hex) holds. */
function transfersAmong(encoded: unknown): number {
  const events = typeof encoded === 'string' ? u32.codec.dec(fromHex(encoded)) : EVENTS_OF_A_BLOCK;
  const transfers = (events - EVENTS_OF_A_BLOCK) / EVENTS_OF_A_TRANSFER;
  if (!Number.isInteger(transfers)) throw new Error(`a block has ${events} events: a transfer has failed`);
  return transfers;
}
