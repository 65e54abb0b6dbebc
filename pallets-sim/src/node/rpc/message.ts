import { isUtf8 } from 'node:buffer';
import { isObject } from '../chain-spec/lossless-json.ts';
import type { RpcError } from './errors.ts';
import { exactIds } from './exact-ids.ts';

/** Clients may count their calls in 64 bits, of which a double holds 53. */
const LONG_ID = /"id"\s*:\s*-?\d{16}/;

/** The text of a message that came as bytes. What is no UTF-8 is no JSON either, so its text is empty. */
export function textOf(bytes: Buffer): string {
  return isUtf8(bytes) ? bytes.toString('utf8') : '';
}

/** Reads a message; an id that is a whole number comes whole, as bigint where need be. Throws `SyntaxError`. */
export function parseMessage(text: string): unknown {
  if (!LONG_ID.test(text)) return JSON.parse(text);
  const message: unknown = JSON.parse(text);
  const calls: readonly unknown[] = Array.isArray(message) ? message : [message];
  for (const [place, id] of exactIds(text, Array.isArray(message))) {
    const call = calls[place];
    if (isObject(call) && !Number.isSafeInteger(call.id)) call.id = id;
  }
  return message;
}

/** Whether an answer can be sent under this id; a message without any is a notification. */
export function isCallId(id: unknown): boolean {
  if (typeof id === 'number') return Number.isFinite(id); // 1e999 is JSON, and no number here
  return typeof id === 'string' || typeof id === 'bigint' || id === null;
}

/** The answer to a call that went well. */
export function success(id: unknown, result: unknown): string {
  return `{"jsonrpc":"2.0","result":${JSON.stringify(result ?? null)},"id":${idText(id)}}`;
}

/** The answer to a call that did not. */
export function failure(id: unknown, { code, message, data }: RpcError): string {
  const error = data === undefined ? { code, message } : { code, message, data };
  return `{"jsonrpc":"2.0","error":${JSON.stringify(error)},"id":${idText(id)}}`;
}

function idText(id: unknown): string {
  return typeof id === 'bigint' ? id.toString() : JSON.stringify(id);
}
