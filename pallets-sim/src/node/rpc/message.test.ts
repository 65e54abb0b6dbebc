import { expect, it } from 'vitest';
import { RpcError } from './errors.ts';
import { failure, isCallId, parseMessage, success } from './message.ts';

it('answers under the id of a client that counts in 64 bits', () => {
  for (const id of [
    '18446744073709551615',
    '-9223372036854775808',
    '9007199254740993',
    '1',
    '1.5',
    '"a"',
    'null',
  ]) {
    const [message] = parseMessage(`[{"jsonrpc":"2.0","method":"m","id": ${id}}]`) as [{ id: unknown }];
    expect(isCallId(message.id)).toBe(true);
    expect(success(message.id, { sum: 1 })).toBe(`{"jsonrpc":"2.0","result":{"sum":1},"id":${id}}`);
    expect(failure(message.id, new RpcError(4003, 'no', '"'))).toBe(
      `{"jsonrpc":"2.0","error":{"code":4003,"message":"no","data":"\\""},"id":${id}}`,
    );
  }
  const message = parseMessage('{"id": 18446744073709551615, "params": [18446744073709551615, 1e300]}');
  expect(message).toEqual({ id: 2n ** 64n - 1n, params: [2 ** 64, 1e300] });
});
