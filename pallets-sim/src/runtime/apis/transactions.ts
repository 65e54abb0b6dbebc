import { accountId, h256 } from '@plumbline/runtime-types/scale/composites';
import { u32, u128 } from '@plumbline/runtime-types/scale/primitives';
import type { Of, Shape } from '@plumbline/runtime-types/scale/shape';
import type { Assembly } from '../../frame/assembly.ts';
import type { Context } from '../../frame/context.ts';
import { weightShape } from '../../frame/weight.ts';
import { accountNonce } from '../../pallets/system/accounts.ts';
import {
  computeFee,
  inclusionFee,
  lengthToFee,
  weightToFee,
} from '../../pallets/transaction-payment/fees.ts';
import { feeDetails, runtimeDispatchInfo } from '../../pallets/transaction-payment/types.ts';
import { moveOn, validateTransaction } from '../executive.ts';
import type { Extrinsic } from '../extrinsic.ts';
import { transactionSource, transactionValidity, ValidityFailure } from '../validity.ts';
import { apiFunction, type RuntimeApi } from './api.ts';

/**
 * Whether, and in what order, a transaction may be included on top of a block. The state is moved on to the next block
 * and otherwise left as it was.
 */
export function validity(
  assembly: Assembly,
  context: Context,
  tx: Extrinsic,
  blockHash: Uint8Array,
): Of<typeof transactionValidity> {
  moveOn(context, blockHash);
  context.state.startTransaction();
  try {
    return { ok: true, value: validateTransaction(assembly, context, tx) };
  } catch (failure) {
    if (failure instanceof ValidityFailure) return { ok: false, error: failure.error };
    throw failure;
  } finally {
    context.state.rollback();
  }
}

export function transactionQueueApi(assembly: Assembly, extrinsic: Shape<Extrinsic>): RuntimeApi {
  return {
    name: 'TaggedTransactionQueue',
    docs: 'What the transaction pool asks.',
    functions: {
      validate_transaction: apiFunction(
        'Whether, and in what order, a transaction may be included on top of a block.',
        { source: transactionSource, tx: extrinsic, blockHash: h256 },
        transactionValidity,
        (context, { tx, blockHash }) => validity(assembly, context, tx, blockHash),
      ),
    },
  };
}

export function accountNonceApi(): RuntimeApi {
  return {
    name: 'AccountNonceApi',
    docs: 'The next nonce of accounts.',
    functions: {
      account_nonce: apiFunction(
        'The nonce that the next extrinsic of an account must have.',
        { account: accountId },
        u32,
        (context, { account }) => accountNonce(context, account),
      ),
    },
  };
}

export function transactionPaymentApi(extrinsic: Shape<Extrinsic>): RuntimeApi {
  return {
    name: 'TransactionPaymentApi',
    docs: 'What extrinsics cost.',
    functions: {
      query_info: apiFunction(
        'Weight, class and fee (without tip) of an extrinsic of so many bytes.',
        { uxt: extrinsic, len: u32 },
        runtimeDispatchInfo,
        (context, { uxt, len }) => {
          const info = context.runtime.dispatchInfo(uxt.call);
          const partialFee = uxt.signed === undefined ? 0n : computeFee(context, len, info, 0n);
          return { weight: info.weight, class: { type: info.class }, partialFee };
        },
      ),
      query_fee_details: apiFunction(
        'The parts of the fee of an extrinsic of so many bytes.',
        { uxt: extrinsic, len: u32 },
        feeDetails,
        (context, { uxt, len }) => ({
          inclusionFee:
            uxt.signed === undefined
              ? undefined
              : inclusionFee(context, len, context.runtime.dispatchInfo(uxt.call)),
          tip: 0n,
        }),
      ),
      query_weight_to_fee: apiFunction(
        'The fee of a weight.',
        { weight: weightShape },
        u128,
        (_context, { weight }) => weightToFee(weight),
      ),
      query_length_to_fee: apiFunction(
        'The fee of so many bytes.',
        { length: u32 },
        u128,
        (_context, { length }) => lengthToFee(length),
      ),
    },
  };
}
