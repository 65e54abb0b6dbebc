import { tuple, vec } from '@plumbline/runtime-types/scale/composites';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { bytes, u32 } from '@plumbline/runtime-types/scale/primitives';
import { type ApiPromise, Keyring } from '@polkadot/api';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { concat } from '../frame/bytes.ts';
import { freeBalance } from '../pallets/balances/accounts.ts';
import { balances, UNIT } from '../pallets/balances/declaration.ts';
import { accountOf } from '../pallets/system/accounts.ts';
import { system } from '../pallets/system/declaration.ts';
import { header } from '../pallets/system/types.ts';
import { timestampPallet } from '../pallets/timestamp/pallet.ts';
import { feeDetails, runtimeDispatchInfo } from '../pallets/transaction-payment/types.ts';
import { RuntimeApiError } from './api.ts';
import { encodeInherent } from './extrinsic.ts';
import { assembly } from './runtime.ts';
import { seal } from './testing/author.ts';
import { connectApi } from './testing/offline-api.ts';
import { OfflineChain } from './testing/offline-chain.ts';

type Pair = ReturnType<Keyring['addFromUri']>;
type Call = ReturnType<ApiPromise['tx']>;

const keyring = new Keyring({ type: 'sr25519' });
const alice = keyring.addFromUri('//Alice');
const bob = keyring.addFromUri('//Bob');
const dave = keyring.addFromUri('//Dave', {}, 'ed25519');
const eve = keyring.addFromUri('//Eve', {}, 'ecdsa');
const poor = keyring.addFromUri('//Poor');
const idOf = (pair: Pair) => toHex(pair.addressRaw);

let chain: OfflineChain;
let api: ApiPromise;

beforeEach(async () => {
  chain = new OfflineChain({
    balances: { balances: [alice, dave, eve].map((pair) => [idOf(pair), String(1_000n * UNIT)]) },
    sudo: { key: alice.address },
  });
  api = await connectApi(chain);
});

const transfer = (value: bigint, dest: Pair = bob): Call =>
  api.tx.balances!.transferKeepAlive!(dest.address, value);

interface Signing {
  nonce?: number;
  tip?: bigint;
  genesisHash?: Uint8Array;
  specVersion?: number;
  era?: { current: number; period: number };
  blockHash?: Uint8Array;
}

/** Signs with the keyring and gives the bytes that `author_submitExtrinsic` would. */
function sign(call: Call, pair: Pair, options: Signing = {}): Uint8Array {
  const { nonce = 0, tip = 0n, genesisHash = chain.genesisHash, specVersion = 1, era } = options;
  const extrinsic = api.createType('Extrinsic', { method: call.method });
  extrinsic.sign(pair, {
    nonce,
    tip,
    genesisHash,
    blockHash: options.blockHash ?? genesisHash,
    era: api.createType('ExtrinsicEra', era) as never,
    runtimeVersion: { specVersion, transactionVersion: 1 } as never,
    signedExtensions: api.registry.signedExtensions,
  });
  return extrinsic.toU8a();
}

const eventNames = () =>
  api
    .createType('Vec<FrameSystemEventRecord>', chain.state.get(system.storage.Events.key()))
    .map((record) => {
      const { event } = record as unknown as { event: { section: string; method: string } };
      return `${event.section}.${event.method}`;
    });

const issuance = () => balances.storage.TotalIssuance.get(chain.context);

describe('a signed extrinsic', () => {
  it('transfers, pays its fee by burning, and says so in events that @polkadot/api reads', () => {
    const { applied, extrinsics } = chain.build([sign(transfer(5n * UNIT), alice, { tip: 7n })]);
    expect(applied).toEqual(['ok']);
    expect(extrinsics).toHaveLength(2);
    expect(freeBalance(chain.context, idOf(bob))).toBe(5n * UNIT);
    expect(accountOf(chain.context, idOf(alice)).nonce).toBe(1);
    const fee = 995n * UNIT - freeBalance(chain.context, idOf(alice));
    expect(fee).toBeGreaterThan(7n);
    expect(issuance()).toBe(3_000n * UNIT - fee);
    expect(eventNames()).toEqual([
      'system.ExtrinsicSuccess',
      'balances.Withdraw',
      'system.NewAccount',
      'balances.Endowed',
      'balances.Transfer',
      'transactionPayment.TransactionFeePaid',
      'system.ExtrinsicSuccess',
    ]);
  });

  it('may be signed with ed25519 or ECDSA as well', () => {
    expect(chain.build([dave, eve].map((pair) => sign(transfer(UNIT), pair))).applied).toEqual(['ok', 'ok']);
  });

  it('that fails pays its fee and changes nothing else', () => {
    const before = freeBalance(chain.context, idOf(alice));
    expect(chain.build([sign(transfer(2_000n * UNIT), alice)]).applied).toEqual(['Token']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(0n);
    const fee = before - freeBalance(chain.context, idOf(alice));
    expect(fee).toBeGreaterThan(0n);
    expect(issuance()).toBe(3_000n * UNIT - fee);
    expect(accountOf(chain.context, idOf(alice)).nonce).toBe(1);
    expect(eventNames().slice(1)).toEqual([
      'balances.Withdraw',
      'transactionPayment.TransactionFeePaid',
      'system.ExtrinsicFailed',
    ]);
  });

  it('costs what was announced, and less when it used less weight', () => {
    const extrinsic = sign(transfer(UNIT), alice);
    const args = concat([extrinsic, u32.codec.enc(extrinsic.length)]);
    const { partialFee } = runtimeDispatchInfo.codec.dec(
      chain.call('TransactionPaymentApi_query_info', args),
    );
    const { inclusionFee } = feeDetails.codec.dec(
      chain.call('TransactionPaymentApi_query_fee_details', args),
    );
    const { baseFee, lenFee, adjustedWeightFee } = inclusionFee!;
    expect(baseFee + lenFee + adjustedWeightFee).toBe(partialFee);
    chain.build([extrinsic]);
    expect(freeBalance(chain.context, idOf(alice))).toBe(999n * UNIT - partialFee);

    const tooMuch = transfer(5_000n * UNIT).method;
    const batch = api.tx.utility!.batch!([tooMuch, tooMuch, tooMuch, tooMuch, tooMuch]);
    const signed = sign(batch, dave);
    const announced = runtimeDispatchInfo.codec.dec(
      chain.call('TransactionPaymentApi_query_info', concat([signed, u32.codec.enc(signed.length)])),
    );
    expect(chain.build([signed]).applied).toEqual(['ok']);
    expect(freeBalance(chain.context, idOf(dave))).toBeGreaterThan(1_000n * UNIT - announced.partialFee);
    expect(eventNames()).toContain('utility.BatchInterrupted');
    expect(eventNames()).toContain('balances.Deposit');
  });

  it('tells the pool what it waits for, what it gives, and its rank', () => {
    const tagOf = (nonce: number) => toHex(concat([alice.addressRaw, u32.codec.enc(nonce)]));
    const first = chain.validate(sign(transfer(UNIT), alice));
    const third = chain.validate(sign(transfer(UNIT), alice, { nonce: 2, tip: 50n }));
    expect(first).toMatchObject({ ok: true, value: { requires: [], provides: [tagOf(0)], propagate: true } });
    expect(third).toMatchObject({ ok: true, value: { requires: [tagOf(1)], provides: [tagOf(2)] } });
    if (!first.ok || !third.ok) throw new Error('both are valid');
    expect(third.value.priority).toBeGreaterThan(first.value.priority * 40n);
    expect(first.value.longevity).toBe(2n ** 64n - 1n);
  });

  it('is judged and applied alike by the API of bytes and by that for a node in the same memory', () => {
    chain.build([sign(transfer(UNIT), alice)]);
    const good = sign(transfer(UNIT), alice, { nonce: 1 });
    const said = (ask: () => unknown): unknown => {
      try {
        return ask();
      } catch (error) {
        return error instanceof RuntimeApiError ? error.code : error;
      }
    };
    const extrinsics = [
      good,
      sign(transfer(UNIT), alice, { nonce: 3, tip: 7n, era: { current: 1, period: 8 } }),
      sign(transfer(UNIT), alice),
      sign(transfer(UNIT), alice, { nonce: 1, specVersion: 2 }),
      sign(transfer(UNIT), poor),
      encodeInherent({ type: 'System', value: { type: 'remark', value: { remark: good } } }, assembly.call),
      good.slice(0, -1),
      fromHex('0x0405'),
    ];
    const answers = extrinsics.map((extrinsic) => {
      const byBytes = said(() => chain.validate(extrinsic));
      expect(said(() => chain.validateDirectly(extrinsic))).toEqual(byBytes);
      return byBytes;
    });
    expect(new Set(answers.map((answer) => typeof answer))).toEqual(new Set(['object', 'string']));
    chain.begin();
    const undone = (apply: () => unknown): unknown => {
      chain.state.startTransaction();
      const answer = said(apply);
      chain.state.rollback();
      return answer;
    };
    const applied = extrinsics.map((extrinsic) => {
      const byBytes = undone(() => chain.apply(extrinsic));
      expect(undone(() => chain.applyDirectly(extrinsic))).toEqual(byBytes);
      return byBytes;
    });
    const codes = ['Invalid.Stale', 'Invalid.BadProof', 'Unknown.NoUnsignedValidator'];
    for (const answer of ['ok', ...codes, 'BadArguments']) expect(applied).toContain(answer);
    // Bytes behind an extrinsic belong to something else in an API of bytes; here they are too many.
    const tooLong = concat([good, Uint8Array.of(0)]);
    expect(() => chain.validateDirectly(tooLong)).toThrow(expect.objectContaining({ code: 'BadArguments' }));
  });
});

describe('an extrinsic that may not be in a block', () => {
  it('is refused for its nonce', () => {
    chain.build([sign(transfer(UNIT), alice)]);
    expect(chain.problem(sign(transfer(UNIT), alice))).toBe('Invalid.Stale');
    const { applied } = chain.build([sign(transfer(UNIT), alice), sign(transfer(UNIT), alice, { nonce: 2 })]);
    expect(applied).toEqual(['Invalid.Stale', 'Invalid.Future']);
    expect(accountOf(chain.context, idOf(alice)).nonce).toBe(1);
  });

  it('is refused for its signature', () => {
    const good = sign(transfer(UNIT), alice);
    const tampered = good.slice();
    tampered[tampered.length - 1]! ^= 1;
    for (const bad of [
      tampered,
      sign(transfer(UNIT), alice, { genesisHash: new Uint8Array(32) }),
      sign(transfer(UNIT), alice, { specVersion: 2 }),
    ]) {
      expect(chain.problem(bad)).toBe('Invalid.BadProof');
      expect(chain.build([bad]).applied).toEqual(['Invalid.BadProof']);
    }
  });

  it('is refused when nobody can pay for it', () => {
    expect(chain.problem(sign(transfer(UNIT), poor))).toBe('Invalid.Payment');
    expect(chain.problem(sign(transfer(UNIT), alice, { tip: 1_000n * UNIT }))).toBe('Invalid.Payment');
    expect(chain.build([sign(transfer(UNIT), alice, { tip: 1_000n * UNIT })]).applied).toEqual([
      'Invalid.Payment',
    ]);
  });

  it('is refused outside its era', () => {
    const birth = chain.build();
    const mortal = (blockHash: Uint8Array) =>
      sign(transfer(UNIT), alice, { era: { current: 1, period: 4 }, blockHash });
    const extrinsic = mortal(chain.head);
    expect(birth.header.number).toBe(1);
    expect(chain.validate(extrinsic)).toMatchObject({ ok: true, value: { longevity: 3n } });
    expect(chain.problem(mortal(chain.genesisHash))).toBe('Invalid.BadProof');
    for (let block = 2; block <= 4; block++) chain.build();
    expect(chain.problem(extrinsic)).toBe('Invalid.AncientBirthBlock');
    chain.build();
    expect(chain.problem(extrinsic)).toBe('Invalid.BadProof');
    const fromTheFuture = sign(transfer(UNIT), alice, { era: { current: 63, period: 64 } });
    expect(chain.problem(fromTheFuture)).toBe('Invalid.AncientBirthBlock');
  });

  it('is refused when it is too long or too heavy for any block', () => {
    const remark = api.tx.system!.remark!(`0x${'00'.repeat(4 * 1024 * 1024)}`);
    expect(chain.problem(sign(remark, alice))).toBe('Invalid.ExhaustsResources');
    const heavy = api.tx.sudo!.sudoUncheckedWeight!(transfer(UNIT).method, {
      refTime: 2n ** 60n,
      proofSize: 0,
    });
    expect(chain.problem(sign(heavy, alice))).toBe('Invalid.ExhaustsResources');
  });

  it('is refused when it is unsigned and no inherent, or an inherent in the pool', () => {
    const unsigned = fromHex(api.createType('Extrinsic', { method: transfer(UNIT).method }).toHex());
    expect(chain.problem(unsigned)).toBe('Unknown.NoUnsignedValidator');
    expect(chain.build([unsigned]).applied).toEqual(['Unknown.NoUnsignedValidator']);
    const setTime = encodeInherent(timestampPallet.call('set', { now: 1n }), assembly.call);
    expect(chain.problem(setTime)).toBe('Invalid.MandatoryValidation');
    expect(chain.build([setTime]).applied).toEqual(['Invalid.BadMandatory']);
  });
});

describe('bytes that are no extrinsic', () => {
  const refused = (extrinsic: Uint8Array): void => {
    expect(() => chain.problem(extrinsic)).toThrow(RuntimeApiError);
    expect(() => chain.apply(extrinsic)).toThrow(expect.objectContaining({ code: 'BadArguments' }));
  };

  it('are refused with what is wrong with them', () => {
    expect(() => chain.apply(fromHex('0x'))).toThrow('1 bytes wanted at offset 0 of 0');
    expect(() => chain.apply(fromHex('0x0405'))).toThrow('extrinsic format 5; this chain reads 4');
    expect(() => chain.apply(fromHex('0x0c04ff00'))).toThrow('RuntimeCall has no variant with index 255');
    expect(() => chain.apply(fromHex('0x100400000000'))).toThrow();
    refused(fromHex('0xffffffff'));
  });

  it('are refused when calls are nested without end', () => {
    const layer = fromHex('0x050004');
    const deep = concat([new Uint8Array([4]), ...Array.from({ length: 5_000 }, () => layer)]);
    expect(() => chain.apply(bytes.codec.enc(deep))).toThrow('nested more than 256 levels deep');
    const allowed = concat([
      new Uint8Array([4]),
      ...Array.from({ length: 200 }, () => layer),
      fromHex('0x000000'),
    ]);
    expect(chain.problem(bytes.codec.enc(allowed))).toBe('Unknown.NoUnsignedValidator');
  });

  it('never bring the runtime down, whatever they are', () => {
    const good = sign(
      api.tx.utility!.batchAll!([transfer(UNIT).method, api.tx.system!.remark!('0x1234').method]),
      eve,
    );
    const settle = (extrinsic: Uint8Array) => {
      try {
        chain.validate(extrinsic);
        chain.state.startTransaction();
        chain.apply(extrinsic);
      } catch (error) {
        expect(error).toMatchObject({ name: 'RuntimeApiError', code: 'BadArguments' });
        return;
      }
      chain.state.rollback();
    };
    chain.begin();
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: good.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const mutated = good.slice();
          mutated[at]! ^= flip;
          settle(mutated);
        },
      ),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => settle(bytes.codec.enc(raw))),
      { numRuns: 200 },
    );
  });
});

describe('a block', () => {
  it('is the same when somebody else executes it, and refused when its header lies', () => {
    const genesis = {
      balances: { balances: [[idOf(alice), String(1_000n * UNIT)]] },
      sudo: { key: null },
    };
    const author = new OfflineChain(genesis);
    const signing = { genesisHash: author.genesisHash };
    const { header: built, extrinsics } = author.build([
      sign(transfer(UNIT), alice, signing),
      sign(transfer(9_000n * UNIT), alice, { ...signing, nonce: 1 }),
    ]);
    expect(extrinsics).toHaveLength(3);
    const block = (claimed: typeof built) =>
      concat([header.codec.enc(claimed), u32Compact(3), ...extrinsics]);
    const importer = new OfflineChain(genesis);
    importer.call('Core_execute_block', block(built));
    expect(importer.state.root()).toEqual(author.state.root());
    const other = new OfflineChain(genesis);
    const lie = { ...built, stateRoot: new Uint8Array(32), digest: { logs: built.digest.logs.slice(0, -1) } };
    expect(() => other.call('Core_execute_block', block(seal(lie)))).toThrow(
      `the header says 0x${'00'.repeat(32)}`,
    );
  });

  it('keeps the root key: its calls are free, and it may act as root', () => {
    const set = api.tx.balances!.forceSetBalance!(bob.address, 7n * UNIT);
    expect(chain.build([sign(api.tx.sudo!.sudo!(set.method), dave)]).applied).toEqual(['Module']);
    const before = freeBalance(chain.context, idOf(alice));
    expect(chain.build([sign(api.tx.sudo!.sudo!(set.method), alice)]).applied).toEqual(['ok']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(7n * UNIT);
    expect(freeBalance(chain.context, idOf(alice))).toBe(before);
    const handOver = api.tx.sudo!.setKey!(dave.address);
    expect(chain.build([sign(handOver, alice, { nonce: 1 })]).applied).toEqual(['ok']);
    expect(chain.build([sign(api.tx.sudo!.removeKey!(), alice, { nonce: 2 })]).applied).toEqual(['Module']);
  });

  it('undoes a batch as a whole, or keeps what succeeded', () => {
    const [good, bad] = [transfer(UNIT).method, transfer(5_000n * UNIT).method];
    expect(chain.build([sign(api.tx.utility!.batchAll!([good, bad]), alice)]).applied).toEqual(['Token']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(0n);
    expect(
      chain.build([sign(api.tx.utility!.batch!([good, bad, good]), alice, { nonce: 1 })]).applied,
    ).toEqual(['ok']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(UNIT);
    const force = api.tx.utility!.forceBatch!([good, bad, good]);
    expect(chain.build([sign(force, alice, { nonce: 2 })]).applied).toEqual(['ok']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(3n * UNIT);
    expect(eventNames()).toContain('utility.BatchCompletedWithErrors');
  });

  it('refuses what would make it too heavy, and goes on', () => {
    const fill = api.tx.sudo!.sudoUncheckedWeight!(transfer(UNIT).method, {
      refTime: 1_400_000_000_000n,
      proofSize: 0,
    });
    const { applied } = chain.build([
      sign(fill, alice),
      sign(fill, alice, { nonce: 1 }),
      sign(transfer(UNIT), dave),
    ]);
    expect(applied).toEqual(['ok', 'Invalid.ExhaustsResources', 'ok']);
  });
});

describe('the runtime border', () => {
  it('says when a function or a genesis config is not known', () => {
    expect(() => chain.call('Core_foo')).toThrow(expect.objectContaining({ code: 'UnknownMethod' }));
    expect(() => chain.call('AccountNonceApi_account_nonce', new Uint8Array(3))).toThrow('cannot be decoded');
    expect(() => new OfflineChain({ balance: {} })).toThrow(
      'balance: no pallet has such a config; there are system, ',
    );
    expect(() => new OfflineChain({ sudo: { key: '5Grw' } })).toThrow('sudo.key: an account is wanted');
  });

  it('gives a default genesis config that builds', () => {
    const preset = chain.call('GenesisBuilder_get_preset', new Uint8Array([0]));
    const json = JSON.parse(new TextDecoder().decode(bytes.codec.dec(preset.subarray(1)))) as Record<
      string,
      unknown
    >;
    expect(json).toMatchObject({ balances: { balances: [] }, sudo: { key: null } });
    expect(() => new OfflineChain(json)).not.toThrow();
  });

  it('knows the version by its runtime API ids', () => {
    const version = api.createType('RuntimeVersion', chain.call('Core_version')).toJSON();
    expect(version).toMatchObject({ specName: 'plumbline', specVersion: 1, transactionVersion: 1 });
    expect((version as { apis: unknown[] }).apis[0]).toEqual(['0xdf6acb689907609b', 5]);
  });
});

const u32Compact = (count: number) => vec(tuple()).codec.enc(Array.from({ length: count }, () => []));
