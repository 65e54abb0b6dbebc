import { type DestinationStream, type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { NodeError } from '../errors.ts';

/** The parts of a node that log under their own level. */
export const LOG_MODULES = ['node', 'rpc', 'pool', 'sealing'] as const;
export type LogModule = (typeof LOG_MODULES)[number];

export type LogFormat = 'json' | 'pretty';
/** Gives each part of the node its logger. */
export type Logs = (module: LogModule) => Logger;

const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

/** Levels from a text such as `info,rpc=debug`. Throws `NodeError` `BadOption`. */
export function parseLogLevels(text: string): {
  readonly base: string;
  readonly modules: Map<string, string>;
} {
  let base = 'info';
  const modules = new Map<string, string>();
  for (const part of text.split(',').filter((item) => item !== '')) {
    const [first = '', second, ...rest] = part.split('=');
    const level = second ?? first;
    if (rest.length > 0 || !LEVELS.includes(level)) {
      throw badLog(`"${part}" names no level. Levels: ${LEVELS.join(', ')}`);
    }
    if (second === undefined) base = level;
    else if (LOG_MODULES.some((module) => module === first)) modules.set(first, level);
    else throw badLog(`"${first}" is no part of the node. Parts: ${LOG_MODULES.join(', ')}`);
  }
  return { base, modules };
}

function badLog(problem: string): NodeError {
  return new NodeError('BadOption', `--log: ${problem}. Example: --log info,rpc=debug`);
}

/** Logs to stderr. Writes at once, so that nothing is lost when the process ends. */
export function createLogs(options: {
  levels: string;
  format: LogFormat;
  destination?: DestinationStream;
}): Logs {
  const { base, modules } = parseLogLevels(options.levels);
  const destination = options.destination ?? stderr(options.format);
  const root = pino({ level: 'trace', base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return (module) => root.child({ module }, { level: modules.get(module) ?? base });
}

function stderr(format: LogFormat): DestinationStream {
  const stream =
    format === 'pretty'
      ? PinoPretty({ destination: 2, sync: true, ignore: 'pid,hostname', translateTime: 'HH:MM:ss.l' })
      : pino.destination({ dest: 2, sync: true });
  // When whoever read the log is gone, the node goes on without it.
  stream.on('error', () => {});
  return stream;
}
