import type { IncomingMessage } from 'node:http';

/** Which browser pages may talk to the node: all, or those served from these origins. */
export type AllowedOrigins = 'all' | readonly string[];

/** Pages served from this machine (any port), and polkadot.js' apps. */
export const DEFAULT_ORIGINS: AllowedOrigins = [
  'http://localhost:*',
  'http://127.0.0.1:*',
  'http://[::1]:*',
  'https://localhost:*',
  'https://127.0.0.1:*',
  'https://[::1]:*',
  'https://polkadot.js.org',
];

/** Whether a request may be answered: programs send no origin, browsers send that of the page. */
export function isOriginAllowed(request: IncomingMessage, allowed: AllowedOrigins): boolean {
  const { origin } = request.headers;
  if (origin === undefined || allowed === 'all') return true;
  return allowed.some((pattern) =>
    pattern.endsWith(':*')
      ? origin === pattern.slice(0, -2) || isPortOf(origin, pattern.slice(0, -1))
      : origin === pattern,
  );
}

function isPortOf(origin: string, prefix: string): boolean {
  return origin.startsWith(prefix) && /^\d+$/.test(origin.slice(prefix.length));
}
