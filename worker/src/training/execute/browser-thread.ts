import { TrainingError } from '../error.ts';
import { browserScope } from './browser-worker.ts';
import type { StartThread } from './kernel-team.ts';

/**
 * Starts threads of a browser that serve a team. The caller is a worker itself, since a page may not wait, and the
 * page is isolated from other origins, without which it shares no memory.
 *
 * @param entry where `browser-thread-entry.ts` is served, bundled.
 */
export function browserThreads(entry: URL): StartThread {
  return (data) =>
    new Promise((resolve, reject) => {
      const worker = new browserScope.Worker(entry, { type: 'module' });
      worker.onmessage = () => resolve({ stop: () => worker.terminate() });
      worker.onerror = ({ message }) =>
        reject(new TrainingError('ThreadFailed', `A thread from ${entry} did not start: ${message}.`));
      worker.postMessage(data);
    });
}
