import { RuntimeApiError } from '../../runtime/api.ts';
import { NodeError } from '../errors.ts';
import { PoolError } from '../pool/errors.ts';
import { CLIENT_ERROR, RpcError } from './errors.ts';

/** Codes of FRAME's own RPC methods. */
const CANNOT_ASK = 1;
const CANNOT_DECODE = 2;

/**
 * Runs what asks the runtime of a block about an extrinsic or an account. What goes wrong is reported as the RPC methods
 * of FRAME's pallets do: code 2 for bytes that are no extrinsic, code 1 for all else that a client can do something about.
 * A fault of the node stays what it is.
 *
 * @param problem the error's message, as Substrate has it; why is its data
 * @throws RpcError
 */
export function askingRuntime<T>(problem: string, ask: () => T): T {
  try {
    return ask();
  } catch (thrown) {
    const failed = (code: number, why: string) => new RpcError(code, problem, why, thrown);
    if (thrown instanceof PoolError && thrown.code === 'BadFormat') {
      throw failed(CANNOT_DECODE, `${thrown.message}. ${thrown.detail}`);
    }
    const isGone = thrown instanceof NodeError && thrown.code === 'StateDiscarded';
    const isUnknown = thrown instanceof RpcError && thrown.code === CLIENT_ERROR;
    if (isGone || isUnknown || thrown instanceof RuntimeApiError) throw failed(CANNOT_ASK, thrown.message);
    throw thrown;
  }
}
