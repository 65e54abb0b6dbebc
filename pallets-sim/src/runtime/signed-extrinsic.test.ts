import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { describe, expect, it } from 'vitest';
import { alice, bob, dave, eve, fundedChain, idOf, poor } from '../../test/funded-chain.ts';
import { concat } from '../frame/bytes.ts';
import { freeBalance } from '../pallets/balances/accounts.ts';
import { balances, UNIT } from '../pallets/balances/declaration.ts';
import { accountOf } from '../pallets/system/accounts.ts';
import { feeDetails, runtimeDispatchInfo } from '../pallets/transaction-payment/types.ts';
import { RuntimeApiError } from './api.ts';
import { encodeInherent } from './extrinsic.ts';
import { assembly } from './runtime.ts';
import type { OfflineChain } from './testing/offline-chain.ts';

const issuance = (chain: OfflineChain) => balances.storage.TotalIssuance.get(chain.context);

describe('a signed extrinsic', () => {
  it('transfers, pays its fee by burning, and says so in events that @polkadot/api reads', async () => {
    const { chain, sign, transfer, eventNames } = await fundedChain();
    const { applied, extrinsics } = chain.build([sign(transfer(5n * UNIT), alice, { tip: 7n })]);
    expect(applied).toEqual(['ok']);
    expect(extrinsics).toHaveLength(2);
    expect(freeBalance(chain.context, idOf(bob))).toBe(5n * UNIT);
    expect(accountOf(chain.context, idOf(alice)).nonce).toBe(1);
    const fee = 995n * UNIT - freeBalance(chain.context, idOf(alice));
    expect(fee).toBeGreaterThan(7n);
    expect(issuance(chain)).toBe(3_000n * UNIT - fee);
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

  it('may be signed with ed25519 or ECDSA as well', async () => {
    const { chain, sign, transfer } = await fundedChain();
    expect(chain.build([dave, eve].map((pair) => sign(transfer(UNIT), pair))).applied).toEqual(['ok', 'ok']);
  });

  it('that fails pays its fee and changes nothing else', async () => {
    const { chain, sign, transfer, eventNames } = await fundedChain();
    const before = freeBalance(chain.context, idOf(alice));
    expect(chain.build([sign(transfer(2_000n * UNIT), alice)]).applied).toEqual(['Token']);
    expect(freeBalance(chain.context, idOf(bob))).toBe(0n);
    const fee = before - freeBalance(chain.context, idOf(alice));
    expect(fee).toBeGreaterThan(0n);
    expect(issuance(chain)).toBe(3_000n * UNIT - fee);
    expect(accountOf(chain.context, idOf(alice)).nonce).toBe(1);
    expect(eventNames().slice(1)).toEqual([
      'balances.Withdraw',
      'transactionPayment.TransactionFeePaid',
      'system.ExtrinsicFailed',
    ]);
  });

  it('costs what was announced, and less when it used less weight', async () => {
    const { chain, api, sign, transfer, eventNames } = await fundedChain();
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

  it('tells the pool what it waits for, what it gives, and its rank', async () => {
    const { chain, sign, transfer } = await fundedChain();
    const tagOf = (nonce: number) => toHex(concat([alice.addressRaw, u32.codec.enc(nonce)]));
    const first = chain.validate(sign(transfer(UNIT), alice));
    const third = chain.validate(sign(transfer(UNIT), alice, { nonce: 2, tip: 50n }));
    expect(first).toMatchObject({ ok: true, value: { requires: [], provides: [tagOf(0)], propagate: true } });
    expect(third).toMatchObject({ ok: true, value: { requires: [tagOf(1)], provides: [tagOf(2)] } });
    if (!first.ok || !third.ok) throw new Error('both are valid');
    expect(third.value.priority).toBeGreaterThan(first.value.priority * 40n);
    expect(first.value.longevity).toBe(2n ** 64n - 1n);
  });

  it('is judged and applied alike by the API of bytes and by that for a node in the same memory', async () => {
    const { chain, sign, transfer } = await fundedChain();
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
