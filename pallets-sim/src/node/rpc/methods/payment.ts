import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { concatBytes } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { u32Bytes } from '../../scale.ts';
import { askingRuntime } from '../asking-runtime.ts';
import { blockAt } from '../blocks.ts';
import { call, type Methods } from '../method.ts';
import type { Params } from '../params.ts';
import { extrinsic } from './author.ts';

const CLASSES = ['normal', 'operational', 'mandatory'];

/** `payment_*`: what an extrinsic costs. */
export function paymentMethods(chain: Chain): Methods {
  const ask = (method: string, params: Params, problem: string): ScaleReader =>
    askingRuntime(problem, () => {
      const bytes = extrinsic(params, 0, 'encodedXt');
      const args = concatBytes(bytes, u32Bytes(bytes.length));
      return new ScaleReader(chain.call(method, args, blockAt(chain, params, 1, 'at')));
    });
  return {
    payment_queryInfo: call((params) => {
      const reader = ask('TransactionPaymentApi_query_info', params, 'Unable to query dispatch info.');
      // Substrate writes the parts of a weight like this.
      const weight = { ref_time: Number(reader.compactBig(8)), proof_size: Number(reader.compactBig(8)) };
      const dispatchClass = CLASSES[reader.u8()];
      return { weight, class: dispatchClass, partialFee: reader.u128().toString() };
    }),
    payment_queryFeeDetails: call((params) => {
      const reader = ask('TransactionPaymentApi_query_fee_details', params, 'Unable to query fee details.');
      const hex = () => `0x${reader.u128().toString(16)}`;
      if (reader.u8() === 0) return { inclusionFee: null };
      return { inclusionFee: { baseFee: hex(), lenFee: hex(), adjustedWeightFee: hex() } };
    }),
  };
}
