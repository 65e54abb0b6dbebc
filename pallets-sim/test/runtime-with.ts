import { assemble } from '../src/frame/assembly.ts';
import type { Pallet } from '../src/frame/pallet.ts';
import { depositEvent } from '../src/pallets/system/events.ts';
import type { Runtime } from '../src/runtime/api.ts';
import { createRuntime } from '../src/runtime/create-runtime.ts';
import { plumblinePallets } from '../src/runtime/runtime.ts';

const CRATE = 'test_runtime';

/** This chain's runtime with one more pallet. */
export function runtimeWith(index: number, pallet: Pallet): Runtime {
  const assembly = assemble({
    crate: CRATE,
    depositEvent,
    pallets: (outer) => ({ ...plumblinePallets(outer), [index]: pallet }),
  });
  return createRuntime(assembly, CRATE);
}
