import type { IncomingMessage, ServerResponse } from 'node:http';
import { type AllowedOrigins, isOriginAllowed } from './cors.ts';
import type { Dispatcher } from './dispatch.ts';
import { HEALTH } from './methods/system.ts';
import type { RateLimit } from './rate-limit.ts';
import { readBody } from './request-body.ts';

/** Answers HTTP: JSON-RPC by POST, `/health` and `/health/readiness` by GET. */
export async function answerHttp(
  request: IncomingMessage,
  response: ServerResponse,
  options: {
    dispatcher: Dispatcher;
    maxMessageBytes: number;
    origins: AllowedOrigins;
    rate: RateLimit | undefined;
    /** There are too many connections. */
    isCrowded: boolean;
    isReady: boolean;
  },
): Promise<void> {
  if (!isOriginAllowed(request, options.origins))
    return plain(response, 403, 'This origin may not use this node.\n');
  if (options.isCrowded) {
    response.setHeader('connection', 'close');
    return plain(response, 429, 'Too many connections.\n');
  }
  if (request.headers.origin) {
    response.setHeader('access-control-allow-origin', request.headers.origin);
    response.setHeader('access-control-allow-headers', 'content-type');
    response.setHeader('vary', 'origin');
  }
  const path = request.url?.split('?')[0];
  if (request.method === 'OPTIONS') return plain(response, 204, '');
  if (request.method === 'GET' && path === '/health') return json(response, 200, JSON.stringify(HEALTH));
  if (request.method === 'GET' && path === '/health/readiness') {
    return json(response, options.isReady ? 200 : 503, JSON.stringify({ ready: options.isReady }));
  }
  if (request.method !== 'POST') {
    return plain(
      response,
      405,
      'POST JSON-RPC 2.0 here, or connect with a WebSocket. GET /health tells how it is.\n',
    );
  }
  if (!request.headers['content-type']?.toLowerCase().startsWith('application/json')) {
    return plain(response, 415, 'The content type must be application/json.\n');
  }
  const body = await readBody(request, options.maxMessageBytes);
  if (body === undefined) {
    response.setHeader('connection', 'close');
    return plain(response, 413, `The message is too large: at most ${options.maxMessageBytes} bytes.\n`);
  }
  const { text } = await options.dispatcher.answer(body, { rate: options.rate });
  if (text === undefined) return plain(response, 204, '');
  json(response, 200, text);
}

function plain(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(text);
}

function json(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(text);
}
