import { toHex } from '@plumbline/runtime-types/scale/hex';
import { bytes } from '@plumbline/runtime-types/scale/primitives';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf } from '../../src/frame/address.ts';
import { mockExtrinsic } from '../../src/node/metadata/mock-extrinsic.ts';
import { runtimeMetadata } from '../../src/node/metadata/runtime-metadata.ts';
import { storageItem } from '../../src/node/metadata/storage-items.ts';
import type { RunningNode } from '../../src/node/node.ts';
import { balancesPallet } from '../../src/pallets/balances/pallet.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { stakesPallet } from '../../src/pallets/stakes/pallet.ts';
import { systemPallet } from '../../src/pallets/system/pallet.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { assembly } from '../../src/runtime/runtime.ts';
import { account, startFundedNode } from '../funded-node.ts';
import { tinySpec } from '../protocol/tiny-training.ts';
import { connect } from '../rpc-client.ts';
import { params } from './any-params.ts';

/** What a node may have in use more than before while it reads nonsense. */
const MOST_GROWTH_BYTES = 256 << 20;
/** What was not foreseen. */
const INTERNAL_ERROR = -32603;

const alice = account('Alice');
let node: RunningNode;
let client: Awaited<ReturnType<typeof connect>>;

beforeAll(async () => {
  node = await startFundedNode('manual', { mockSignatures: true });
  client = await connect(node.url);
});
afterAll(async () => {
  await client?.[Symbol.asyncDispose]();
  await node?.stop();
});

const used = () => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** Asks, and expects an answer or an error that was foreseen, and no more memory than a message may cost. */
async function survives(method: string, ...given: unknown[]): Promise<void> {
  const before = used();
  const { error } = await client.call(method, ...given);
  expect(error?.code, `${method}: ${error?.message}`).not.toBe(INTERNAL_ERROR);
  expect(used() - before, method).toBeLessThan(MOST_GROWTH_BYTES);
}

const who = addressOf(toHex(alice.publicKey));
const calls = [
  systemPallet.call('remarkWithEvent', { remark: new Uint8Array(20) }),
  systemPallet.call('setStorage', { items: [[new Uint8Array(8), new Uint8Array(40)]] }),
  balancesPallet.call('transferKeepAlive', { dest: who, value: 5n }),
  stakesPallet.call('register', { role: { type: 'Solver' }, amount: 10n ** 15n, price: 9n }),
  tasksPallet.call('submit', { spec: tinySpec() }),
  disputesPallet.call('demand', { task: 0, what: { type: 'Program', value: { leaf: 0 } } }),
].map((call) => assembly.call.codec.enc(call));

/** The start of `Utility.batch` of one call. */
const batchOfOne = (() => {
  const inner = systemPallet.call('remark', { remark: new Uint8Array() });
  const whole = assembly.call.codec.enc({
    type: 'Utility',
    value: { type: 'batch', value: { calls: [inner] } },
  });
  return whole.subarray(0, whole.length - assembly.call.codec.enc(inner).length);
})();

const nested = (depth: number, inner: Uint8Array): Uint8Array =>
  Buffer.concat([...new Array<Uint8Array>(depth).fill(batchOfOne), inner]);

/** Compact lengths that promise more than there is: up to 2³⁰, up to 2³², and up to 2⁵³⁶. */
const LYING_LENGTHS = [
  [0xfe, 0xff, 0xff, 0xff],
  [0x03, 0xff, 0xff, 0xff, 0xff],
  [0x13, ...new Array<number>(8).fill(0xff)],
  [0xff, ...new Array<number>(67).fill(0xff)],
  [0xfd, 0xff],
];

const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });
/** Changes to an encoding: a byte, some that are put in or left out, an end that is missing, a length that lies. */
const mutation = fc.oneof(
  fc.record({ at: place, remove: fc.constantFrom(0, 1, 2, 9), insert: fc.uint8Array({ maxLength: 6 }) }),
  fc.record({ at: place, remove: fc.constantFrom(0, 1, 4), insert: fc.constantFrom(...LYING_LENGTHS) }),
  fc.record({ at: place, remove: fc.constant(1_000_000), insert: fc.uint8Array({ maxLength: 2 }) }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function changed(encoded: Uint8Array, mutations: readonly Mutation[]): Uint8Array {
  let now = Buffer.from(encoded);
  for (const { at, remove, insert } of mutations) {
    const start = Math.floor(at * now.length);
    now = Buffer.concat([now.subarray(0, start), Uint8Array.from(insert), now.subarray(start + remove)]);
  }
  return now;
}

const call = fc
  .tuple(fc.constantFrom(...calls), fc.constantFrom(0, 0, 1, 3, 20), fc.array(mutation, { maxLength: 3 }))
  .map(([encoded, depth, mutations]) => changed(nested(depth, encoded), mutations));

describe('bytes that are almost an extrinsic', () => {
  it('of any call that is almost one, are taken or refused with a code; the runtime answers for each', async () => {
    await fc.assert(
      fc.asyncProperty(call, fc.boolean(), async (encoded, isApplied) => {
        const extrinsic = toHex(mockExtrinsic(node.chain, node.chain.head, encoded, alice.publicKey));
        if (isApplied) await survives('dev_newBlock', { transactions: [extrinsic] });
        else await survives('author_submitExtrinsic', extrinsic);
        await survives('dev_dryRun', { extrinsic });
        await survives('payment_queryInfo', extrinsic);
      }),
      { numRuns: 250 },
    );
    expect(node.chain.head.number, 'some were what they were before').toBeGreaterThan(5);
    expect((await client.call('dev_newBlock')).error).toBeUndefined();
  });

  it('with a signature, a length or an era that was changed, too', async () => {
    const whole = mockExtrinsic(node.chain, node.chain.head, calls[0]!, alice.publicKey);
    const methods = ['author_submitExtrinsic', 'dev_dryRun', 'payment_queryInfo', 'payment_queryFeeDetails'];
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        fc.boolean(),
        fc.constantFrom(...methods),
        async (mutations, isFramed, method) => {
          const body = changed(whole.subarray(2), mutations);
          const extrinsic = isFramed ? bytes.codec.enc(body) : changed(whole, mutations);
          await survives(method, toHex(extrinsic));
          await survives('state_call', 'BlockBuilder_apply_extrinsic', toHex(extrinsic));
          await survives('state_call', 'Core_execute_block', toHex(extrinsic));
        },
      ),
      { numRuns: 250 },
    );
  });

  it('nested as deep as a message allows are refused before the stack ends', async () => {
    for (const depth of [100, 255, 300, 5_000, 1_000_000]) {
      const deep = nested(depth, calls[0]!);
      const extrinsic = toHex(mockExtrinsic(node.chain, node.chain.head, deep, alice.publicKey));
      const { error } = await client.call('author_submitExtrinsic', extrinsic);
      if (depth >= 300) expect(error?.code, `${depth} batches`).toBe(1001);
      await survives('payment_queryInfo', extrinsic);
      await survives('dev_newBlock', { transactions: [extrinsic] });
    }
  });
});

it('any parameters of any method get an answer or an error that was foreseen, from the real runtime', async () => {
  const { methods } = (await client.call('rpc_methods')).result as { methods: string[] };
  const metadata = runtimeMetadata(node.chain);
  const items = metadata.pallets.flatMap(({ name, storage }) =>
    (storage?.items ?? []).map((item) => toHex(storageItem(metadata, name, item.name).prefix)),
  );
  const key = fc
    .tuple(fc.constantFrom(...items), fc.uint8Array({ maxLength: 40 }))
    .map(([prefix, rest]) => prefix + Buffer.from(rest).toString('hex'));
  const given = fc.oneof(params, fc.array(fc.oneof(key, fc.array(key, { maxLength: 3 })), { maxLength: 3 }));
  let id = 0;
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...methods), given, async (method, list) => {
      const before = used();
      const text = JSON.stringify({ jsonrpc: '2.0', id: `any ${++id}`, method, params: list });
      const answer = (await client.raw(text)) as { id: string; error?: { code: number; message: string } };
      expect(answer.id).toBe(`any ${id}`);
      expect(answer.error?.code, `${method}: ${answer.error?.message}`).not.toBe(INTERNAL_ERROR);
      expect(used() - before, method).toBeLessThan(MOST_GROWTH_BYTES);
    }),
    { numRuns: 1000 },
  );
  expect((await client.call('system_name')).result).toBe('plumbline-node');
});
