import { SignatureVerifier } from '@plumbline/pallets-sim/node/signatures/verifier';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { LeanClient } from './client.ts';
import { startNodeProcess } from './node.ts';
import { type Account, type SignedTransfer, transfers } from './transfers.ts';

/** Transactions that are sent and not in a block yet: as many as the pool takes, less what may be under way. */
const MOST_WAITING = 8_000;

/** Between blocks: a full block takes longer to make, so the node is never idle. */
const BLOCK_MS = 100;

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

/** The transfers of a measurement: half of them warm the node up. */
export interface Load {
  readonly spec: string;
  readonly accounts: readonly Account[];
  readonly signed: readonly SignedTransfer[];
}

/** Signs so many transfers, and as many to warm up, for the chain of a spec. At most `MOST_WAITING`. */
export async function loadOf(spec: string, accounts: readonly Account[], count: number): Promise<Load> {
  if (count > MOST_WAITING) throw new TypeError(`the pool takes ${MOST_WAITING} transfers, not ${count}`);
  await using node = await startNodeProcess(spec, ['--sealing', 'manual']);
  const client = await LeanClient.connect(node.url);
  const genesisHash = fromHex(String(await client.call('chain_getBlockHash', 0)));
  await client.close();
  const signed = transfers(2 * count, accounts, { genesisHash, specVersion: 1, transactionVersion: 1 });
  return { spec, accounts, signed };
}

/** Transfers that a node process takes over the WebSocket and puts into blocks in a second, its pool kept full. */
export async function inclusionRate({ spec, accounts, signed }: Load): Promise<number> {
  await using node = await startNodeProcess(spec, ['--sealing', `${BLOCK_MS}`]);
  const client = await LeanClient.connect(node.url);
  try {
    const half = signed.length / 2;
    await include(client, accounts, signed, 0, half);
    const began = performance.now();
    await include(client, accounts, signed, half, signed.length);
    const seconds = (performance.now() - began) / 1000;
    const included = await countTransfers(client);
    if (included !== signed.length)
      throw new Error(`blocks hold ${included} transfers instead of ${signed.length}`);
    return half / seconds;
  } finally {
    await client.close();
  }
}

/** Sends transfers and resolves when the newest block holds the last, which the pool puts behind all others. */
async function include(
  client: LeanClient,
  accounts: readonly Account[],
  signed: readonly SignedTransfer[],
  from: number,
  to: number,
): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const last = toHex((accounts[(to - 1) % accounts.length] as Account).publicKey);
  const nonces = Math.ceil(to / accounts.length);
  const look = async (): Promise<void> => {
    const nonce = String(await client.call('state_call', 'AccountNonceApi_account_nonce', last));
    if (Buffer.from(nonce.slice(2), 'hex').readUInt32LE() >= nonces) resolve();
  };
  const heads = await client.subscribe('chain_subscribeNewHeads', [], () => void look().catch(reject));
  for (let i = from; i < to; i++) {
    const { extrinsic } = signed[i] as SignedTransfer;
    client.call('author_submitExtrinsic', toHex(extrinsic)).catch(reject);
  }
  await promise;
  await client.call('chain_unsubscribeNewHeads', heads);
  client.forget(heads);
}

/** How many extrinsics all blocks hold besides the time. */
async function countTransfers(client: LeanClient): Promise<number> {
  const head = (await client.call('chain_getHeader')) as { number: string };
  let transfers = 0;
  for (let number = 1; number <= Number(head.number); number++) {
    const hash = await client.call('chain_getBlockHash', number);
    const { block } = (await client.call('chain_getBlock', hash)) as { block: { extrinsics: string[] } };
    transfers += block.extrinsics.length - 1;
  }
  return transfers;
}
