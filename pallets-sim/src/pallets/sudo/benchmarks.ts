import { addressOf } from '../../frame/address.ts';
import { type Benchmarks, CALLER, OTHER } from '../../frame/benchmark.ts';
import type { Context, RuntimeCall } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { ZERO_WEIGHT } from '../../frame/weight.ts';
import { systemPallet } from '../system/pallet.ts';
import { sudo } from './pallet.ts';

/** A call that does nothing: what is measured is what lies around it. */
const inner = systemPallet.call('remark', { remark: new Uint8Array() });

const byKey = (type: string, value: unknown) => ({
  setUp(context: Context) {
    sudo.storage.Key.put(context, CALLER);
    const call: RuntimeCall = { type: 'Sudo', value: { type, value } };
    return { origin: signed(CALLER), call };
  },
});

export const sudoBenchmarks: Benchmarks = {
  sudo: byKey('sudo', { call: inner }),
  sudoUncheckedWeight: byKey('sudoUncheckedWeight', { call: inner, weight: ZERO_WEIGHT }),
  setKey: byKey('setKey', { new: addressOf(OTHER) }),
  sudoAs: byKey('sudoAs', { who: addressOf(OTHER), call: inner }),
  removeKey: byKey('removeKey', {}),
};
