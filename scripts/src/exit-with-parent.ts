/** Set by a process that starts us with a pipe as standard input: when the pipe ends, our parent is gone. */
export const EXIT_WITH_PARENT = 'PLUMBLINE_EXIT_WITH_PARENT';

/** Stops this process as Ctrl-C would when its parent dies, however it dies, so that a killed localnet leaves no orphan. */
export function exitWithParent(): void {
  if (process.env[EXIT_WITH_PARENT] !== '1') return;
  process.stdin.resume();
  process.stdin.on('end', () => {
    process.kill(process.pid, 'SIGTERM');
    setTimeout(() => process.exit(1), 2_000).unref();
  });
  process.stdin.unref?.();
}
