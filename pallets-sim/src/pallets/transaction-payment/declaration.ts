import { accountId, newtype } from '@plumbline/runtime-types/scale/composites';
import { u8, u128 } from '@plumbline/runtime-types/scale/primitives';
import { constant, declarePallet, event } from '../../frame/declaration.ts';
import { value } from '../../frame/storage.ts';

/** A fixed-point number of 18 decimals. */
const fixedU128 = newtype(['sp_arithmetic', 'fixed_point', 'FixedU128'], u128);

export const ONE = 1_000_000_000_000_000_000n;

export const transactionPayment = declarePallet({
  name: 'TransactionPayment',
  docs: 'Fees: for weight, for bytes, and a tip for priority. What is paid is burnt.',
  storage: {
    NextFeeMultiplier: value('What the weight fee is multiplied by.', fixedU128, ONE),
  },
  events: {
    TransactionFeePaid: event('A fee was paid, of which a tip.', {
      who: accountId,
      actualFee: u128,
      tip: u128,
    }),
  },
  constants: {
    OperationalFeeMultiplier: constant('How much an operational call outbids normal ones, in fees.', u8, 5),
  },
});
