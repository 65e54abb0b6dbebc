import { expect, test } from 'vitest';
import { parseLevels } from './levels.ts';
import { createLoggers } from './logger.ts';

test('one level for all, another for a module', () => {
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const loggerOf = createLoggers({ levels: 'warn,network=debug', format: 'json', stream });
  loggerOf('network').debug({ event: 'dial' }, 'dialling');
  loggerOf('solver').info('not shown');
  loggerOf('solver').warn('shown');
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { module: 'network', event: 'dial', level: 20, msg: 'dialling' },
    { module: 'solver', level: 40, msg: 'shown' },
  ]);
});

test('an unknown level is named, with those that there are', () => {
  expect(() => parseLevels('info,network=loud')).toThrow(/"loud".*use one of trace, debug, info/);
  expect(parseLevels(' debug , chain = silent ')).toEqual({
    fallback: 'debug',
    modules: new Map([['chain', 'silent']]),
  });
});
