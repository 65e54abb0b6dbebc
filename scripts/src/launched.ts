import { constants } from 'node:os';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** In how short a time the launcher and this process hear of the same Ctrl-C. */
const SAME_MS = 1_000;
/** How long a signal of our own may come after the launcher's word of it. */
const WAIT_MS = 100;

/**
 * Takes signals from the launcher (`bin/plumbline.js` on a Node without TypeScript), and ends with it however it ends.
 * What is sent to the whole process group, as Ctrl-C is, reaches this process too, and counts once.
 */
export function listenToLauncher(): void {
  if (process.send === undefined) return;
  const heardAt = new Map<string, number>();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      heardAt.set(signal, performance.now());
      // Ours alone: nobody here has anything to bring to an end.
      if (process.listenerCount(signal) === 1) process.exit(128 + constants.signals[signal]);
    });
  }
  const pass = (signal: NodeJS.Signals): void => {
    const said = performance.now();
    setTimeout(() => {
      if ((heardAt.get(signal) ?? Number.NEGATIVE_INFINITY) < said - SAME_MS)
        process.kill(process.pid, signal);
    }, WAIT_MS);
  };
  process.on('message', (message: unknown) => {
    if (typeof message !== 'object' || message === null || !('signal' in message)) return;
    const signal = SIGNALS.find((one) => one === message.signal);
    if (signal) pass(signal);
  });
  process.on('disconnect', () => pass('SIGTERM'));
  process.channel?.unref();
}
