import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeOf, messageOf } from '../errors.ts';
import { createLoggers, type LoggerOf } from '../log/logger.ts';
import { routePolkadotConsole } from '../log/polkadot-console.ts';
import { onStdoutRefusal, stdoutWritten } from './stdout-refusal.ts';

export interface LogFlags {
  readonly log: string;
  readonly logFormat?: 'json' | 'pretty';
}

export interface RunContext {
  readonly loggerOf: LoggerOf;
  /** Fires on Ctrl-C or SIGTERM. */
  readonly signal: AbortSignal;
}

/** What a service logs when nothing is said: for people on a terminal, for machines elsewhere. */
export function terminalFormat(): 'json' | 'pretty' {
  return process.stderr.isTTY === true ? 'pretty' : 'json';
}

/** After being asked to stop, a process that has not ended by then is ended. */
const GRACE_MILLISECONDS = 1_800;

/**
 * Runs a command: stops it on SIGINT and SIGTERM and when stdout takes nothing more, and says in one line what went
 * wrong. The exit code is 1 after an error, 0 after a stop that was asked for.
 */
export async function run(flags: LogFlags, command: (context: RunContext) => Promise<void>): Promise<void> {
  const stop = new AbortController();
  const onSignal = (): void => {
    stop.abort();
    setTimeout(() => process.exit(), GRACE_MILLISECONDS).unref();
  };
  onStdoutRefusal(onSignal);
  process.once('SIGINT', onSignal);
  process.once('SIGTERM', onSignal);
  try {
    const format = flags.logFormat ?? 'pretty';
    const loggerOf = createLoggers({ levels: flags.log, format });
    routePolkadotConsole(loggerOf('chain'));
    try {
      await command({ loggerOf, signal: stop.signal });
    } catch (thrown) {
      if (!stop.signal.aborted) report(loggerOf, flags, format, thrown);
    }
  } catch (thrown) {
    // The log flags themselves are wrong.
    process.stderr.write(`error: ${messageOf(thrown)}\n`);
    process.exitCode = 1;
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
  await stdoutWritten();
  // polkadot.js keeps timers of its own for a while; nothing that matters is left to do.
  process.exit();
}

function report(loggerOf: LoggerOf, flags: LogFlags, format: string, thrown: unknown): void {
  process.exitCode = 1;
  const fields = { event: 'failed', code: codeOf(thrown) };
  if (format === 'json') loggerOf('cli').error(fields, messageOf(thrown));
  else process.stderr.write(`error: ${messageOf(thrown)}\n`);
  if (/\b(debug|trace)\b/.test(flags.log) && thrown instanceof Error)
    process.stderr.write(`${thrown.stack}\n`);
}

/** Runs with the folder given, or with a temporary one that is removed at the end. */
export async function withFolder<T>(
  folder: string | undefined,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  if (folder !== undefined) return work(folder);
  const temporary = await mkdtemp(join(tmpdir(), 'plumbline-'));
  try {
    return await work(temporary);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}
