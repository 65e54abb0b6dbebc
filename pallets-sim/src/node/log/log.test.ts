import { describe, expect, it } from 'vitest';
import { createLogs, parseLogLevels } from './log.ts';

describe('logs', () => {
  it('has a level per part of the node', () => {
    const lines: string[] = [];
    const { logs, filter } = createLogs({
      levels: 'warn,rpc=debug',
      format: 'json',
      destination: { write: (line) => void lines.push(line) },
    });
    logs('node').info('hidden');
    logs('node').warn('shown');
    logs('rpc').debug({ method: 'x' }, 'call');
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { module: 'node', msg: 'shown' },
      { module: 'rpc', msg: 'call', method: 'x' },
    ]);
    lines.length = 0;
    filter.add('node=debug');
    logs('node').debug('now shown');
    logs('pool').info('still hidden');
    filter.reset();
    logs('node').info('hidden again');
    expect(lines.map((line) => JSON.parse(line).msg)).toEqual(['now shown']);
    expect(() => filter.add('loud')).toThrow(/names no level/);
  });

  it('names a wrong level and a wrong part', () => {
    expect(() => parseLogLevels('loud')).toThrow(/"loud" names no level. Levels: silent/);
    expect(() => parseLogLevels('info,net=debug')).toThrow(/"net" is no part of the node. Parts: node/);
  });
});
