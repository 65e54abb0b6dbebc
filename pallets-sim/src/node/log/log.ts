import { type DestinationStream, type Logger, pino } from 'pino';
import { PinoPretty } from 'pino-pretty';
import { NodeError } from '../errors.ts';

/** The parts of a node that log under their own level. */
export const LOG_MODULES = ['node', 'rpc', 'pool', 'sealing'] as const;
export type LogModule = (typeof LOG_MODULES)[number];

export type LogFormat = 'json' | 'pretty';
/** Gives each part of the node its logger. */
export type Logs = (module: LogModule) => Logger;

/** Changes what is logged while the node runs. */
export interface LogFilter {
  /** Levels as `--log` takes them, on top of those that hold now. Throws `NodeError` `BadOption`. */
  add(levels: string): void;
  /** Back to the levels that the node started with. */
  reset(): void;
}

const LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

const DEFAULT_LEVEL = 'info';

/** Levels from a text such as `info,rpc=debug`. Throws `NodeError` `BadOption`. */
export function parseLogLevels(text: string): {
  /** For the parts that are not named. */
  readonly base: string | undefined;
  readonly modules: Map<string, string>;
} {
  let base: string | undefined;
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
  return new NodeError('BadOption', `${problem}. Example: info,rpc=debug`);
}

/** Logs to stderr. Writes at once, so that nothing is lost when the process ends. */
export function createLogs(options: { levels: string; format: LogFormat; destination?: DestinationStream }): {
  readonly logs: Logs;
  readonly filter: LogFilter;
} {
  const destination = options.destination ?? stderr(options.format);
  const root = pino({ level: 'trace', base: null, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  const loggers = new Map(LOG_MODULES.map((module) => [module, root.child({ module })] as const));
  const apply = (levels: string, whole: boolean): void => {
    const { base, modules } = parseLogLevels(levels);
    for (const [module, logger] of loggers) {
      const level = modules.get(module) ?? (whole ? (base ?? DEFAULT_LEVEL) : base);
      if (level) logger.level = level;
    }
  };
  apply(options.levels, true);
  return {
    logs: (module) => loggers.get(module) ?? root.child({ module }),
    filter: { add: (levels) => apply(levels, false), reset: () => apply(options.levels, true) },
  };
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
