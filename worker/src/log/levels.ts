import { WorkerError } from '../errors.ts';

const NAMES = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;
export type LevelName = (typeof NAMES)[number];

/** The level of every module that is named, and of all others. */
export interface Levels {
  readonly fallback: LevelName;
  readonly modules: ReadonlyMap<string, LevelName>;
}

export class LevelsError extends WorkerError<'UnknownLevel'> {}

function levelName(text: string, spec: string): LevelName {
  const found = NAMES.find((name) => name === text);
  if (found === undefined) {
    const message = `log level "${text}" in "${spec}" is unknown; use one of ${NAMES.join(', ')}, as in "info,network=debug"`;
    throw new LevelsError('UnknownLevel', message, { level: text });
  }
  return found;
}

/** Reads `info,network=debug`: one level for all, then one per module that differs. */
export function parseLevels(spec: string): Levels {
  let fallback: LevelName = 'info';
  const modules = new Map<string, LevelName>();
  for (const part of spec.split(',')) {
    const text = part.trim();
    if (text === '') continue;
    const equals = text.indexOf('=');
    if (equals < 0) fallback = levelName(text, spec);
    else modules.set(text.slice(0, equals).trim(), levelName(text.slice(equals + 1).trim(), spec));
  }
  return { fallback, modules };
}
