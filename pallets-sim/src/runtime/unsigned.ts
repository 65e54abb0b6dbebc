import { toHex } from '@plumbline/runtime-types/scale/hex';
import { str } from '@plumbline/runtime-types/scale/primitives';
import type { Assembly } from '../frame/assembly.ts';
import { concat } from '../frame/bytes.ts';
import type { Context, RuntimeCall } from '../frame/context.ts';
import { custom, invalid, MAX_LONGEVITY, unknown, type ValidTransaction } from './validity.ts';

/**
 * What a pallet says of a call of its own that nobody signed.
 *
 * @throws ValidityFailure when it refuses the call, or takes no such calls
 */
export function validateUnsigned(assembly: Assembly, context: Context, call: RuntimeCall): ValidTransaction {
  const pallet = assembly.pallets.find((at) => at.pallet.name === call.type)?.pallet;
  const found = pallet?.unsigned?.validate(context, call);
  if (found === undefined) throw unknown('NoUnsignedValidator');
  if (typeof found === 'number') throw custom(found);
  if (typeof found === 'string') throw invalid(found);
  const { provides, requires = [], priority = 0n, longevity = MAX_LONGEVITY } = found;
  if (provides.length === 0)
    throw new TypeError(`pallet ${call.type}: an unsigned call has to provide a tag`);
  const tag = (own: Uint8Array): string => toHex(concat([str.codec.enc(call.type), own]));
  return { priority, requires: requires.map(tag), provides: provides.map(tag), longevity, propagate: true };
}
