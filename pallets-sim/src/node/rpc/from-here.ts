import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback } from './policy.ts';

/** What proxies add to a request that they pass on. */
const PASSED_ON = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

/**
 * Whether a program of this machine asks, as far as the request shows: `Host` names a loopback address, and no proxy
 * says that it passes the request on. A page whose own name was pointed at this machine (DNS rebinding) comes with that
 * name.
 */
export function isFromHere(headers: IncomingHttpHeaders): boolean {
  if (PASSED_ON.some((name) => headers[name] !== undefined)) return false;
  return headers.host === undefined || isLoopback(nameIn(headers.host));
}

/** `localhost` of `localhost:9944` and of `localhost.`, `::1` of `[::1]:9944`. */
function nameIn(host: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/.exec(host.toLowerCase()) ?? [];
  return bracketed ?? plain?.replace(/\.$/, '') ?? '';
}
