import type { Logger } from 'pino';
import { RuntimeApiError } from '../../runtime/api.ts';
import { INTERNAL_ERROR, RpcError, toRpcError } from './errors.ts';

/** Writes of a failed call what belongs in the log: all of a crash of the runtime or the node, little of a refusal. */
export function logFailure(log: Logger, method: string, thrown: unknown): void {
  const error = toRpcError(thrown);
  const cause = thrown instanceof RpcError && thrown.cause !== undefined ? thrown.cause : thrown;
  const isTrap = cause instanceof RuntimeApiError && cause.code === 'Trap';
  if (isTrap || error.code === INTERNAL_ERROR) log.error({ method, err: cause }, 'a call failed');
  else log.debug({ method, code: error.code, reason: error.message, data: error.data }, 'call refused');
}
