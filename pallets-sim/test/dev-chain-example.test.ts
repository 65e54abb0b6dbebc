// example: begin
import { createDevChain, type DevChain } from '@plumbline/pallets-sim/testing';
import { ApiPromise } from '@polkadot/api';
import { afterAll, beforeAll, expect, it } from 'vitest';

const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';
const BOB = '5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty';
const UNIT = 10n ** 12n;

let chain: DevChain;
let api: ApiPromise;

beforeAll(async () => {
  chain = await createDevChain({ sealing: 'manual' });
  api = await ApiPromise.create({ provider: chain.polkadotJs(), noInitWarn: true });
});

afterAll(async () => {
  await api.disconnect();
  await chain.stop();
});

const freeOf = async (address: string) =>
  BigInt(((await api.query.system!.account!(address)) as unknown as { data: { free: bigint } }).data.free);

/** Prepared once; each test that loads it finds the chain as it was at its end. */
async function richBob(chain: DevChain) {
  await chain.setBalance(BOB, 1_000n * UNIT);
  return { bob: chain.impersonate(BOB) };
}

it('pays Alice', async () => {
  const { bob } = await chain.loadFixture(richBob);
  const had = await freeOf(ALICE);
  await api.tx.balances!.transferKeepAlive!(ALICE, 10n * UNIT).signAndSend(bob.address, {
    signer: bob.signer,
  });
  await chain.mine();
  expect(await freeOf(ALICE)).toBe(had + 10n * UNIT);
});

it('is where it was', async () => {
  await chain.loadFixture(richBob);
  expect(await freeOf(BOB)).toBe(1_000n * UNIT);
  await chain.travelTo('2100-01-01');
  expect(Number(await api.query.timestamp!.now!())).toBe(Date.parse('2100-01-01'));
  expect(await chain.mine(10)).toBe((await api.rpc.chain.getBlockHash()).toHex());
});
// example: end

it('stands in the page for operators as it is here', async () => {
  const { readFile } = await import('node:fs/promises');
  const [here = '', page = ''] = await Promise.all(
    [new URL(import.meta.url), new URL('../../docs/node.md', import.meta.url)].map((file) =>
      readFile(file, 'utf8'),
    ),
  );
  const example = here.slice(here.indexOf('// example: begin\n') + 18, here.indexOf('// example: end'));
  expect(page).toContain(`\`\`\`ts\n${example}\`\`\``);
});
