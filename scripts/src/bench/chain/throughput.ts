import { SignatureVerifier } from '@plumbline/pallets-sim/node/signatures/verifier';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { LeanClient } from './client.ts';
import { startNodeProcess } from './node.ts';
import { type Account, type SignedTransfer, transfers } from './transfers.ts';

/** Transactions that are sent and not in a block yet: more than a block takes. */
const WINDOW = 4_000;

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

/** Transfers that a node process takes over the WebSocket and puts into blocks in a second, its pool kept full. */
export async function inclusionRate(
  spec: string,
  accounts: readonly Account[],
  count: number,
): Promise<number> {
  await using node = await startNodeProcess(spec, ['--sealing', `${BLOCK_MS}`]);
  const client = await LeanClient.connect(node.url);
  try {
    const genesisHash = fromHex(String(await client.call('chain_getBlockHash', 0)));
    const warmUp = 500;
    const signed = transfers(warmUp + count, accounts, {
      genesisHash,
      specVersion: 1,
      transactionVersion: 1,
    });
    await include(client, signed.slice(0, warmUp));
    const began = performance.now();
    await include(client, signed.slice(warmUp));
    return (count * 1000) / (performance.now() - began);
  } finally {
    await client.close();
  }
}

/** Sends all of them and resolves when blocks hold them all. */
async function include(client: LeanClient, signed: readonly SignedTransfer[]): Promise<void> {
  let sent = 0;
  let included = 0;
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const sendMore = (): void => {
    for (; sent < signed.length && sent - included < WINDOW; sent++) {
      const { extrinsic } = signed[sent] as SignedTransfer;
      client.call('author_submitExtrinsic', toHex(extrinsic)).catch(reject);
    }
  };
  const count = async (number: number): Promise<void> => {
    const hash = await client.call('chain_getBlockHash', number);
    const answer = (await client.call('chain_getBlock', hash)) as { block: { extrinsics: string[] } };
    included += answer.block.extrinsics.length - 1; // the time is the first
    if (included >= signed.length) resolve();
    else sendMore();
  };
  const numberOf = (header: unknown): number => Number((header as { number: string }).number);
  const before = numberOf(await client.call('chain_getHeader'));
  const heads = await client.subscribe('chain_subscribeNewHeads', [], (header) => {
    const number = numberOf(header);
    if (number > before) count(number).catch(reject);
  });
  sendMore();
  await promise;
  await client.call('chain_unsubscribeNewHeads', heads);
  client.forget(heads);
}
