import { toHex } from '@plumbline/runtime-types/scale/hex';
import { RuntimeApiError } from '../../runtime/api.ts';
import { databaseFault } from '../database/database-fault.ts';
import { messageOf, NodeError } from '../errors.ts';
import { PoolError, type PoolErrorCode } from '../pool/errors.ts';
import { TrieError } from '../trie/trie-store.ts';

/**
 * An error as JSON-RPC answers it. Where jsonrpsee or Substrate has a fixed message for a code, that is the message,
 * since clients compare it, and what is wrong in particular is the data.
 */
export class RpcError extends Error {
  readonly code: number;
  readonly data: unknown;
  /** @param cause what belongs in the log instead of this error */
  constructor(code: number, message: string, data?: unknown, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = 'RpcError';
    this.code = code;
    this.data = data;
  }
}

export const PARSE_ERROR = -32700;
export const INVALID_REQUEST = -32600;
export const METHOD_NOT_FOUND = -32601;
export const INVALID_PARAMS = -32602;
export const INTERNAL_ERROR = -32603;
/** Batches are refused; jsonrpsee's code. */
export const NO_BATCHES = -32005;
/** A batch of too many calls; jsonrpsee's code. */
export const BATCH_TOO_LONG = -32010;
/** A connection has too many subscriptions; jsonrpsee's code. */
export const TOO_MANY_SUBSCRIPTIONS = -32006;
/** A connection makes more calls than it may; the code that Substrate uses. */
export const TOO_MANY_CALLS = -32999;
/** The method makes no sense on this transport. */
export const NEEDS_WEBSOCKET = -32000;
/** Substrate's code for what the client side cannot do: an unknown block, a runtime call that fails. */
export const CLIENT_ERROR = 4003;
/** Substrate's code for blocks between which there is no way, and for single ones where it treats them as such. */
export const INVALID_BLOCK_RANGE = 4001;
/** Substrate's code for `state_getKeysPaged` that asks for too many. */
export const TOO_MANY_KEYS = 4002;

/** Codes of the JSON-RPC interface specification for `chainHead`. */
export const CHAIN_HEAD = {
  tooManyFollows: -32800,
  notPinned: -32801,
  withoutRuntime: -32802,
  notWaiting: -32803,
  duplicateHashes: -32804,
} as const;

/** Substrate's codes of the transaction pool (`sc-rpc-api`, author errors). */
const POOL_CODES: Record<PoolErrorCode, number> = {
  BadFormat: 1001,
  Verification: 1002,
  Invalid: 1010,
  Unknown: 1011,
  Banned: 1012,
  AlreadyImported: 1013,
  TooLowPriority: 1014,
  CycleDetected: 1015,
  ImmediatelyDropped: 1016,
  NothingProvided: 1019,
};

export function invalidRequest(problem: string): RpcError {
  return new RpcError(INVALID_REQUEST, 'Invalid request', problem);
}

export function invalidParams(problem: string): RpcError {
  return new RpcError(INVALID_PARAMS, 'Invalid params', problem);
}

export function unknownBlock(hash: Uint8Array): RpcError {
  return new RpcError(CLIENT_ERROR, `Client error: ${headerNotFound(hash)}`);
}

/** What Substrate's database says of a block that it does not have. */
export function headerNotFound(hash: Uint8Array): string {
  return `UnknownBlock: Header was not found in the database: ${toHex(hash)}`;
}

/**
 * Any error of the node as JSON-RPC answers it. What is not foreseen is an internal error, and so is what the database
 * said, also to the runtime: its code is the data.
 */
export function toRpcError(thrown: unknown): RpcError {
  if (thrown instanceof RpcError) return thrown;
  const error = databaseFault(thrown) ?? thrown;
  if (error instanceof PoolError) return new RpcError(POOL_CODES[error.code], error.message, error.detail);
  if (error instanceof RuntimeApiError) {
    const problem =
      error.code === 'UnknownMethod' ? `Other: Exported method ${error.method} is not found` : error.message;
    return new RpcError(CLIENT_ERROR, `Client error: Execution failed: ${problem}`);
  }
  if (error instanceof NodeError && error.code === 'StateDiscarded') {
    return new RpcError(CLIENT_ERROR, `Client error: UnknownBlock: ${error.message}`);
  }
  if (error instanceof TrieError) return new RpcError(INTERNAL_ERROR, error.message, error.code);
  if (error instanceof NodeError) return new RpcError(INTERNAL_ERROR, error.message, error.code);
  return new RpcError(INTERNAL_ERROR, `Internal error: ${messageOf(error)}`);
}
