import type { Runtime } from '../../runtime/api.ts';
import type { Application } from '../../runtime/transaction-validity.ts';
import { decodeApplyResult } from '../pool/validity.ts';
import type { Overlay } from '../state/overlay.ts';

/**
 * Has the runtime apply an extrinsic to the block under construction: by the shorter way where it has one.
 *
 * @throws RuntimeApiError
 */
export function applyExtrinsic(runtime: Runtime, extrinsic: Uint8Array, state: Overlay): Application {
  if (runtime.applyExtrinsic) return runtime.applyExtrinsic(extrinsic, state);
  return decodeApplyResult(runtime.call('BlockBuilder_apply_extrinsic', extrinsic, state));
}
