import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import type { BrowserBundle } from './bundle.ts';

/** What the page tells of its worker, see `browser-entry.ts`. */
export interface PageReport {
  readonly item?: { readonly name: string; readonly hash: string };
  readonly error?: string;
  readonly done?: boolean;
}

/** Pages that may share memory between threads come with these. */
const ISOLATED = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

/** Starts a worker with the request and passes on everything it says, in order. */
function html(request: { readonly threads: number; readonly short: boolean }): string {
  return `<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>Conformance</title>
<script type="module">
  let sent = Promise.resolve();
  const send = (report) => { sent = sent.then(() => fetch('/report', { method: 'POST', body: JSON.stringify(report) })); };
  const worker = new Worker('/conformance.js', { type: 'module' });
  worker.onmessage = ({ data }) => send(data);
  worker.onerror = ({ message }) => send({ error: message || 'the worker did not start' });
  worker.postMessage({ ...${JSON.stringify(request)}, threadEntry: new URL('/thread.js', location.href).href });
</script>
`;
}

/** Serves the page on a free port of the loopback interface. */
export async function servePage(
  { files }: BrowserBundle,
  request: { readonly threads: number; readonly short: boolean },
  onReport: (report: PageReport) => void,
): Promise<{ readonly url: string; readonly server: Server }> {
  const answer = (response: ServerResponse, status: number, type: string, body: string): void => {
    response.writeHead(status, { 'Content-Type': type, ...ISOLATED }).end(body);
  };
  const server = createServer(async (incoming, response) => {
    const { method, url = '/' } = incoming;
    const script = files.get(url.slice(1));
    if (method === 'POST' && url === '/report') {
      onReport((await json(incoming)) as PageReport);
      answer(response, 204, 'text/plain', '');
    } else if (url === '/') answer(response, 200, 'text/html', html(request));
    else if (script !== undefined) answer(response, 200, 'text/javascript', script);
    else answer(response, 404, 'text/plain', 'There is nothing here.');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/`, server };
}
