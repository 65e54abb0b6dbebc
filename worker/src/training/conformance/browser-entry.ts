import { browserScope } from '../execute/browser-worker.ts';

/** Asks the worker that this module is to run conformance. */
export interface BrowserRequest {
  readonly threads: number;
  readonly short: boolean;
  /** Where `browser-thread-entry.ts` is served. */
  readonly threadEntry: string;
}

// Answers with each item, then with an error's message or with nothing more to come. Whoever listens only after an
// import that waits misses the request.
browserScope.onmessage = async ({ data }) => {
  const { threads, short, threadEntry } = data as BrowserRequest;
  try {
    const { browserThreads } = await import('../execute/browser-thread.ts');
    const { runConformance } = await import('./run.ts');
    const startThread = browserThreads(new URL(threadEntry));
    for await (const item of runConformance({ threads, startThread, short }))
      browserScope.postMessage({ item });
    browserScope.postMessage({ done: true });
  } catch (error) {
    browserScope.postMessage({ error: `${error}` });
  }
};
