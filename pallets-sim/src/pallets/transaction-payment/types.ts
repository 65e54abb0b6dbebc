import { option, struct } from '@plumbline/runtime-types/scale/composites';
import { u128 } from '@plumbline/runtime-types/scale/primitives';
import { dispatchClass, weightShape } from '../../frame/weight.ts';

const TYPES = ['pallet_transaction_payment', 'types'];

/** What a client is told about a call that it wants to sign. */
export const runtimeDispatchInfo = struct([...TYPES, 'RuntimeDispatchInfo'], {
  weight: weightShape,
  class: dispatchClass,
  partialFee: u128,
});

export const feeDetails = struct([...TYPES, 'FeeDetails'], {
  inclusionFee: option(
    struct([...TYPES, 'InclusionFee'], { baseFee: u128, lenFee: u128, adjustedWeightFee: u128 }),
  ),
  tip: u128,
});
