import { newtype } from '@plumbline/runtime-types/scale/composites';
import { compactU128, unit } from '@plumbline/runtime-types/scale/primitives';
import {
  canPay,
  computeFee,
  priority,
  settleFee,
  withdrawFee,
} from '../../pallets/transaction-payment/fees.ts';
import { invalid } from '../validity.ts';
import type { SignedExtension } from './extension.ts';

/** The fee, and a tip for priority. */
export const chargeTransactionPayment: SignedExtension<bigint, undefined, bigint> = {
  identifier: 'ChargeTransactionPayment',
  extra: newtype(['pallet_transaction_payment', 'ChargeTransactionPayment'], compactU128),
  additional: unit,
  additionalSigned: () => undefined,
  /** Finds the fee. */
  check(context, { who, info, bytes }, tip) {
    const fee = computeFee(context, bytes, info, tip);
    if (!canPay(context, who, fee)) throw invalid('Payment');
    return fee;
  },
  describe: (_context, { info, bytes }, tip, fee) => ({ priority: priority(bytes, info, tip, fee) }),
  prepare(context, { who, info, bytes }, tip, fee) {
    withdrawFee(context, who, fee);
    return ({ post }) => settleFee(context, who, fee, tip, bytes, info, post);
  },
};
