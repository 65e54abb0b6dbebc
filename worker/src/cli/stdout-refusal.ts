import { codeOf, messageOf } from '../errors.ts';

/** Ends a command that nobody can be told anything of; says why, unless the reader has read what it wanted. */
export function onStdoutRefusal(end: () => void): void {
  let isRefused = false;
  process.stdout.on('error', (error) => {
    if (isRefused) return; // what is still written is refused, too
    isRefused = true;
    if (codeOf(error) !== 'EPIPE') {
      process.stderr.write(`error: cannot write to stdout: ${messageOf(error)}\n`);
    }
    process.exitCode = 1;
    end();
  });
}

/** Resolves when what was written to stdout is taken, or refused. */
export function stdoutWritten(): Promise<void> {
  return new Promise((resolve) => process.stdout.write('', () => resolve()));
}
