import { expect, it } from 'vitest';
import { silent } from '../../../test/fake-node.ts';
import { Dispatcher } from './dispatch.ts';
import { call } from './method.ts';
import { RateLimit } from './rate-limit.ts';

it('hears once how each call ended, also one whose result cannot be written, and nothing of made-up names', async () => {
  const heard: string[] = [];
  const observer = {
    connected: () => () => {},
    called: (method: string, transport: string) => {
      heard.push(`${transport} ${method}`);
      return (end: string) => void heard.push(`${method} ${end}`);
    },
  };
  const methods = {
    fine: call(() => 'x'),
    later: call(async () => 'x'),
    large: call(() => 'x'.repeat(100)),
    broken: call(() => 1n),
  };
  const dispatcher = new Dispatcher(methods, { batchCalls: 9, answerBytes: 90 }, silent, observer);
  const rate = new RateLimit(5, () => 0);
  const ask = async (method: string) => {
    const { text } = await dispatcher.answer(JSON.stringify({ jsonrpc: '2.0', id: 1, method }), { rate });
    return JSON.parse(String(text)).error?.code;
  };
  const codes = [];
  for (const method of ['fine', 'later', 'large', 'broken', 'made_up', 'fine']) codes.push(await ask(method));
  expect(codes).toEqual([undefined, undefined, -32008, -32603, -32601, -32999]);
  expect(heard).toEqual(
    [
      ['fine', 'success'],
      ['later', 'success'],
      ['large', 'error'],
      ['broken', 'error'],
      ['unknown', 'error'],
      ['fine', 'rate-limited'],
    ].flatMap(([method, end]) => [`http ${method}`, `${method} ${end}`]),
  );
});
