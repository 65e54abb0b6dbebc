/** A worker of the web, as far as it is used here; Node's types do not know it. */
export interface BrowserWorker {
  postMessage(message: unknown): void;
  terminate(): void;
  onmessage: ((event: { readonly data: unknown }) => void) | null;
  onerror: ((event: { readonly message?: string }) => void) | null;
}

interface BrowserScope extends Pick<BrowserWorker, 'postMessage' | 'onmessage'> {
  Worker: new (url: URL | string, options: { readonly type: 'module' }) => BrowserWorker;
}

/** The global scope of a page or of a worker in it. */
export const browserScope = globalThis as unknown as BrowserScope;
