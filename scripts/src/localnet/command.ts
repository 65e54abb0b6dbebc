import { onStdoutRefusal } from '@plumbline/worker/cli/stdout-refusal';
import type { Command } from 'commander';
import { NetworkError } from './network.ts';
import { type LocalnetOptions, localnetOptions } from './options.ts';
import { runLocalnet } from './run.ts';

/** Exit code of a program that was interrupted. */
const INTERRUPTED = 130;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** `plumbline localnet`. */
export function localnetCommand(): Command {
  return localnetOptions().action(async (options: LocalnetOptions) => {
    const stop = new AbortController();
    const onSignal = (): void => stop.abort();
    for (const signal of SIGNALS) process.on(signal, onSignal);
    onStdoutRefusal(onSignal);
    try {
      process.exitCode = await runLocalnet(options, stop);
    } catch (error) {
      const { reason } = stop.signal;
      const interrupted = stop.signal.aborted && !(reason instanceof NetworkError);
      process.exitCode = interrupted ? INTERRUPTED : 1;
      if (!interrupted)
        process.stderr.write(`error: ${messageOf(reason instanceof NetworkError ? reason : error)}\n`);
    } finally {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    }
  });
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
