import { type DestinationStream, destination, type Logger, pino } from 'pino';
import { parseLevels } from './levels.ts';
import { pinoPretty } from './pretty.ts';

export type { Logger } from 'pino';

/** Makes the logger of one module: its lines carry `module` and are cut at that module's level. */
export type LoggerOf = (module: string) => Logger;

export interface LogOptions {
  /** As `info,network=debug`. */
  readonly levels: string;
  readonly format: 'json' | 'pretty';
  /** Fields on every line, such as the worker's name. */
  readonly base?: Readonly<Record<string, unknown>>;
  /** Where lines go instead of stderr. */
  readonly stream?: DestinationStream;
}

/**
 * One logger for a process, to stderr, so that stdout stays free for results. Written synchronously: the last
 * lines before a crash are the ones that matter.
 */
export function createLoggers(options: LogOptions): LoggerOf {
  const levels = parseLevels(options.levels);
  const stream =
    options.stream ?? (options.format === 'pretty' ? pinoPretty() : destination({ dest: 2, sync: true }));
  const root = pino(
    {
      level: 'trace',
      base: { ...options.base },
      timestamp: pino.stdTimeFunctions.isoTime,
    },
    stream,
  );
  return (module) => root.child({ module }, { level: levels.modules.get(module) ?? levels.fallback });
}

/** Loggers that say nothing, for tests. */
export const silentLoggers: LoggerOf = createLoggers({
  levels: 'silent',
  format: 'json',
  stream: { write: () => undefined },
});
