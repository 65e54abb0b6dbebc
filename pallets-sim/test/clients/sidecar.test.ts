import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningNode } from '../../src/node/node.ts';
import { account, startFundedNode, UNIT } from '../funded-node.ts';

const folder = new URL('./node_modules/', import.meta.url);
const main = new URL('@substrate/api-sidecar/build/src/main.js', folder).pathname;
const isInstalled = existsSync(main);
const reason = 'the clients are not installed: npm run test:clients installs and runs them';

type Json = Record<string, unknown>;

/** As much of `@substrate/txwrapper-polkadot` as is used here: its types are those of another polkadot.js. */
interface TxWrapper {
  getRegistry(options: Json): {
    createType(type: string, value: unknown, options: Json): { sign(pair: unknown): { signature: string } };
  };
  methods: Record<string, Record<string, (args: Json, info: Json, options: Json) => Json>>;
  construct: {
    signingPayload(unsigned: Json, options: Json): string;
    signedTx(unsigned: Json, signature: string, options: Json): string;
    txHash(signed: string): string;
  };
}

const [alice, bob, poor] = [account('Alice'), account('Bob'), account('Poor')];
let node: RunningNode;
let sidecar: ReturnType<typeof spawn>;
let url: string;

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

async function get(path: string, body?: Json): Promise<Json> {
  const response = await fetch(url + path, {
    ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    headers: { 'content-type': 'application/json' },
  });
  return (await response.json()) as Json;
}

beforeAll(async () => {
  if (!isInstalled) return;
  node = await startFundedNode();
  await node.sealer.seal();
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  sidecar = spawn(process.execPath, [main], {
    // In a test's own environment it would log nothing, and nobody would know when it is ready.
    env: {
      ...process.env,
      NODE_ENV: 'production',
      SAS_SUBSTRATE_URL: node.url,
      SAS_EXPRESS_PORT: String(port),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: sidecar.stdout! });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      if (line.includes('Listening on')) resolve();
    });
    sidecar.once('exit', (code) => reject(new Error(`sidecar ended with ${code}`)));
  });
}, 120_000);

afterAll(async () => {
  if (sidecar?.exitCode === null) {
    const exit = once(sidecar, 'exit');
    sidecar.kill('SIGKILL');
    await exit;
  }
  await node?.stop();
});

describe('@substrate/api-sidecar', () => {
  it('reads the node, the chain, constants, storage and metadata', async ({ skip }) => {
    skip(!isInstalled, reason);
    expect(await get('/node/version')).toMatchObject({ chain: 'Test' });
    expect(await get('/node/network')).toMatchObject({ numPeers: '0', isSyncing: false });
    expect(await get('/node/transaction-pool')).toEqual({ pool: [] });
    expect(await get('/runtime/spec')).toMatchObject({
      specName: 'plumbline',
      properties: { ss58Format: '42' },
    });
    const { errors } = (await get('/pallets/balances/errors?onlyIds=true')) as { errors?: unknown };
    expect(errors ?? (await get('/pallets/balances/errors')).items).not.toEqual([]);
    const item = await get('/pallets/balances/consts/existentialDeposit?metadata=true');
    expect(item).toMatchObject({ constantsItem: 'existentialDeposit' });
    expect(await get('/pallets/sudo/storage/key')).toMatchObject({ value: alice.address });
    const stored = await get(`/pallets/system/storage/account?keys[]=${bob.address}`);
    expect(stored).toMatchObject({ value: { data: { free: String(1_000_000n * UNIT) } } });
    expect(await get('/runtime/metadata')).toMatchObject({ metadata: { v14: expect.anything() } });
    expect(await get('/blocks/0')).toMatchObject({ number: '0', extrinsics: [] });
  });

  it('takes a transaction that txwrapper signed offline, and shows it in its block with its events', async ({
    skip,
  }) => {
    skip(!isInstalled, reason);
    const txwrapper = createRequire(folder)('@substrate/txwrapper-polkadot') as TxWrapper;
    const material = (await get('/transaction/material?metadata=scale')) as Json & {
      at: { hash: string; height: string };
    };
    const metadataRpc = material.metadata as string;
    const specVersion = Number(material.specVersion);
    const registry = txwrapper.getRegistry({
      chainName: material.chainName,
      specName: material.specName,
      specVersion,
      metadataRpc,
      properties: { ss58Format: 42, tokenDecimals: 12, tokenSymbol: 'PLUM' },
    });
    const options = { metadataRpc, registry };
    const signedTransfer = (nonce: number, era: Json) => {
      const unsigned = txwrapper.methods.balances!.transferKeepAlive!(
        { dest: { id: poor.address }, value: String(5n * UNIT) },
        {
          address: alice.address,
          blockHash: material.at.hash,
          blockNumber: Number(material.at.height),
          genesisHash: material.genesisHash,
          specVersion,
          transactionVersion: Number(material.txVersion),
          nonce,
          tip: 3,
          ...options,
          ...era,
        },
        options,
      );
      const payload = txwrapper.construct.signingPayload(unsigned, options);
      const { signature } = registry.createType('ExtrinsicPayload', payload, { version: 4 }).sign(alice);
      return txwrapper.construct.signedTx(unsigned, signature, options);
    };
    for (const [nonce, era] of [
      [0, { eraPeriod: 64 }],
      [1, { isImmortalEra: true }],
    ] as const) {
      const tx = signedTransfer(nonce, era);
      const estimate = await get('/transaction/fee-estimate', { tx });
      expect(estimate).toMatchObject({ class: 'Normal', partialFee: expect.stringMatching(/^[1-9]\d+$/) });
      expect(await get('/transaction', { tx })).toEqual({ hash: txwrapper.construct.txHash(tx) });
      await expect.poll(() => node.chain.head.number).toBe(2 + nonce);
      const fee = String(BigInt(String(estimate.partialFee)) + 3n);
      const block = (await get('/blocks/head')) as { extrinsics: Json[] };
      expect(block.extrinsics.at(-1)).toMatchObject({
        hash: txwrapper.construct.txHash(tx),
        method: { pallet: 'balances', method: 'transferKeepAlive' },
        success: true,
        paysFee: true,
        tip: '3',
        events: expect.arrayContaining([
          expect.objectContaining({ method: { pallet: 'balances', method: 'Transfer' } }),
          {
            method: { pallet: 'transactionPayment', method: 'TransactionFeePaid' },
            data: [alice.address, fee, '3'],
          },
        ]),
      });
    }
    expect(await get(`/accounts/${poor.address}/balance-info`)).toMatchObject({
      nonce: '0',
      tokenSymbol: 'PLUM',
      free: String(10n * UNIT),
      reserved: '0',
      frozen: '0',
      locks: [],
    });
    expect(await get(`/accounts/${alice.address}/balance-info?denominated=true&at=0`)).toMatchObject({
      at: { height: '0' },
      free: '1000000.000000000000',
    });
    expect(await get(`/accounts/${alice.address}/validate`)).toMatchObject({ isValid: true });
    expect(await get('/blocks/2/extrinsics/1')).toMatchObject({
      extrinsics: {
        success: true,
        method: { pallet: 'balances', method: 'transferKeepAlive' },
        // Only for the networks that sidecar has by name; others have TransactionFeePaid.
        info: { error: 'Fee calculation not supported for this network' },
      },
    });
    expect(await get('/blocks?range=1-3')).toHaveLength(3);
    expect(await get('/transaction', { tx: signedTransfer(0, { eraPeriod: 64 }) })).toMatchObject({
      code: 400,
      cause: expect.stringMatching(/1010|outdated/),
    });
  });
});
