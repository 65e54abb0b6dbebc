import pino from 'pino';
import { expect, it } from 'vitest';
import { RuntimeApiError } from '../../runtime/api.ts';
import { NodeError } from '../errors.ts';
import { badFormat } from '../pool/errors.ts';
import { TrieError } from '../trie/trie-store.ts';
import { askingRuntime } from './asking-runtime.ts';
import { RpcError, unknownBlock } from './errors.ts';
import { logFailure } from './log-failure.ts';

function reported(thrown: unknown): unknown {
  try {
    return askingRuntime('Unable to ask.', () => {
      throw thrown;
    });
  } catch (error) {
    return error;
  }
}

const trap = new RuntimeApiError('Trap', 'Some_call', 'it gave up');

it('reports what a client sent, and what the runtime did, in the codes of FRAME', () => {
  expect(askingRuntime('', () => 5)).toBe(5);
  const shown = (thrown: unknown) => {
    const { code, message, data } = reported(thrown) as RpcError;
    return [code, message, data];
  };
  const [code, message, data] = shown(badFormat('it is too short'));
  expect([code, message]).toEqual([2, 'Unable to ask.']);
  expect(data).toMatch(/invalid format: it is too short\. Send the SCALE/);
  expect(shown(trap)).toEqual([1, 'Unable to ask.', 'Some_call: it gave up']);
  expect(shown(unknownBlock(new Uint8Array(32)))[0]).toBe(1);
  expect(shown(new NodeError('StateDiscarded', 'gone'))).toEqual([1, 'Unable to ask.', 'gone']);
});

it('leaves faults of the database and of the program as they are', () => {
  const fault = new TrieError('CorruptNode', new Uint8Array(32));
  const stopped = new RuntimeApiError('Trap', 'Some_call', 'it could not read', { cause: fault });
  const refused = new RpcError(-32602, 'Invalid params');
  for (const thrown of [fault, stopped, refused, new TypeError('a mistake')])
    expect(reported(thrown)).toBe(thrown);
});

it('a crash of the runtime is in the log with its stack all the same', () => {
  const lines: { level: number; err?: { stack: string } }[] = [];
  const log = pino({ level: 'info' }, { write: (line: string) => void lines.push(JSON.parse(line)) });
  logFailure(log, 'payment_queryInfo', reported(trap));
  expect(lines).toMatchObject([
    { level: 50, err: { stack: expect.stringContaining('Some_call: it gave up') } },
  ]);
});
