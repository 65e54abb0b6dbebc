import { once } from 'node:events';
import { join } from 'node:path';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { executeBlock } from '../../src/node/block/import-block.ts';
import { Chain } from '../../src/node/chain/chain.ts';
import { readChainSpec } from '../../src/node/chain-spec/chain-spec.ts';
import { runtime } from '../../src/runtime/runtime.ts';
import { connectApi } from '../../src/runtime/testing/offline-api.ts';
import { OfflineChain } from '../../src/runtime/testing/offline-chain.ts';
import { account } from '../funded-node.ts';
import { startProcessIn } from '../node-process.ts';
import { connect, type RpcAnswer } from '../rpc-client.ts';

/** How many transactions wait for their blocks at a time. */
const IN_FLIGHT = 20;

export interface KillRounds {
  /** A chain spec that endows Alice. */
  readonly specFile: string;
  /** Where the chain lies; it must be new. */
  readonly basePath: string;
  readonly rounds: number;
  /** A number from 0 to 1, as `Math.random`. */
  readonly random: () => number;
  /** Flags of the node besides. */
  readonly flags?: readonly string[];
  readonly onRound?: (round: number, blocks: number) => void;
}

type Head = { readonly number: string };

/**
 * Kills a node again and again while it takes transactions, and starts it on what is left. Throws when it does not
 * start, has lost a block that it said was final, or is at a block that it did not store as a whole.
 *
 * @returns how many blocks the chain has in the end, all executed again then
 */
export async function killRounds({ specFile, basePath, rounds, random, flags = [], onRound }: KillRounds) {
  const args = ['--chain', specFile, '--base-path', basePath, '--log', 'info', ...flags];
  let sign: Sign | undefined;
  let last: { number: number; hash: string } | undefined;
  for (let round = 0; round < rounds; round++) {
    using node = await startProcessIn({}, ...args);
    await using client = await connect(node.rpc);
    if (last) await mustHave(client, last);
    sign ??= await signer(client);
    const killed = once(node.child, 'exit');
    const killSoon = () => void setTimeout(() => node.child.kill('SIGKILL'), random() * 400);
    // Mostly while blocks are made, however slow the machine is; now and then before the first.
    const isEarly = random() < 0.25;
    if (isEarly) killSoon();
    last =
      (await load(client, sign, killed, () => {
        if (!isEarly) killSoon();
      })) ?? last;
    onRound?.(round + 1, last?.number ?? 0);
  }
  return executeAgain(specFile, basePath, last?.number ?? 0);
}

type Client = Awaited<ReturnType<typeof connect>>;
type Sign = (nonce: number) => string;

/** So many accounts are paid at once, so that a block changes more of the state than is stored with it. */
const PAID_AT_ONCE = 150;

/** Signs remarks of Alice off line, and now and then payments to many. */
async function signer(client: Client): Promise<Sign> {
  const api = await connectApi(new OfflineChain({}));
  const { result: genesisHash } = await client.call('chain_getBlockHash', 0);
  const alice = account('Alice');
  const { runtimeVersion } = api;
  const pay = (to: number) => api.tx.balances!.transferKeepAlive!(new Uint8Array(32).fill(to), 10n ** 12n);
  const payMany = () => api.tx.utility!.batch!(Array.from({ length: PAID_AT_ONCE }, (_, i) => pay(i + 1)));
  const remark = (length: number) => api.tx.system!.remark!(`0x${'5a'.repeat(length)}`);
  return (nonce) =>
    (nonce % 40 === 7 ? payMany() : remark(nonce % 300))
      .sign(alice, {
        nonce,
        blockHash: String(genesisHash),
        genesisHash: String(genesisHash),
        runtimeVersion,
      })
      .toHex();
}

async function mustHave(client: Client, { number, hash }: { number: number; hash: string }): Promise<void> {
  const { result } = await client.call('chain_getBlockHash', number);
  if (result !== hash)
    throw new Error(`block ${number} was final as ${hash}, and is ${result} after the kill`);
}

/** Sends transactions until the node is gone; resolves with the last block that it said was final. */
async function load(client: Client, sign: Sign, killed: Promise<unknown>, onFirst: () => void) {
  let isGone = false;
  const gone = killed.then(() => {
    isGone = true;
  });
  const call = (method: string, ...params: unknown[]) =>
    Promise.race([client.call(method, ...params), gone.then((): RpcAnswer => ({}))]);
  const { result: next } = await call('system_accountNextIndex', account('Alice').address);
  let nonce = Number(next);
  let last: { number: number; hash: string } | undefined;
  while (!isGone) {
    await Promise.all(Array.from({ length: IN_FLIGHT }, () => call('author_submitExtrinsic', sign(nonce++))));
    const { result: hash } = await call('chain_getFinalizedHead');
    const { result: header } = await call('chain_getHeader', hash);
    if (header && !last) onFirst();
    if (header) last = { number: Number((header as Head).number), hash: String(hash) };
  }
  return last;
}

/** Executes every block again on the state before it; the states must come out as the headers say. */
async function executeAgain(specFile: string, basePath: string, least: number): Promise<number> {
  const spec = await readChainSpec(specFile);
  const folder = join(basePath, 'chains', spec.id, 'db');
  const chain = await Chain.open({ folder, spec, runtime });
  try {
    if (chain.head.number < least) throw new Error(`the chain ends at ${chain.head.number}, before ${least}`);
    for (let number = 1; number <= chain.head.number; number++) {
      const hash = chain.blockHash(number);
      const header = hash && chain.header(hash);
      const body = hash && chain.body(hash);
      if (!header || !body) throw new Error(`block ${number} ${hash && toHex(hash)} is not there as a whole`);
      if (chain.keepsState(chain.header(header.parentHash) ?? header)) executeBlock(chain, { header, body });
    }
    return chain.head.number;
  } finally {
    await chain.close();
  }
}
