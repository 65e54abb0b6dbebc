import { RuntimeApiError } from '../../runtime/api.ts';
import { databaseFault } from '../database/database-fault.ts';
import { NodeError } from '../errors.ts';
import { PoolError } from '../pool/errors.ts';
import { CLIENT_ERROR, RpcError } from './errors.ts';

/** Codes of FRAME's own RPC methods. */
const CANNOT_ASK = 1;
const CANNOT_DECODE = 2;

/**
 * Runs what asks the runtime of a block about an extrinsic or an account. What goes wrong is reported as the RPC methods
 * of FRAME's pallets do: code 2 for bytes that are no extrinsic, code 1 for an unknown block, a state that is gone, and
 * a runtime that fails. What the database says, and all else, stays what it is.
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
    const isUnknown = thrown instanceof RpcError && thrown.code === CLIENT_ERROR;
    const isGone = thrown instanceof NodeError && thrown.code === 'StateDiscarded';
    const isOfRuntime = thrown instanceof RuntimeApiError && databaseFault(thrown) === undefined;
    throw isUnknown || isGone || isOfRuntime ? failed(CANNOT_ASK, thrown.message) : thrown;
  }
}
