import { isIP } from 'node:net';
import { type PruningMode, parsePruningMode } from '../node/database/pruning-mode.ts';
import { type LogFormat, parseLogLevels } from '../node/log/log.ts';
import type { AllowedOrigins } from '../node/rpc/cors.ts';
import type { MethodPolicy } from '../node/rpc/policy.ts';
import type { Sealing } from '../node/sealing/sealer.ts';
import { BadValue } from './option.ts';

export function text(given: string): string {
  if (given === '') throw new BadValue('Give a text.');
  return given;
}

export function switchValue(given: string): boolean {
  if (given === 'true' || given === '1') return true;
  if (given === 'false' || given === '0') return false;
  throw new BadValue('Give true or false.');
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65535) throw new BadValue('Give a number from 0 to 65535.');
  return port;
}

/** Reads a whole number between bounds, both included. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (given) => {
    const number = Number(given);
    if (/^\d+$/.test(given) && number >= least && number <= most) return number;
    throw new BadValue(`Give a whole number from ${least} to ${most}.`);
  };
}

export function parseSealing(text: string): Sealing {
  if (text === 'instant' || text === 'manual') return text;
  const everyMs = Number(text);
  if (!/^\d+$/.test(text) || everyMs < 1 || everyMs > 3_600_000) {
    throw new BadValue('Give instant, manual, or milliseconds between blocks (1 to 3600000).');
  }
  return { everyMs };
}

export function parsePruning(text: string): PruningMode {
  const mode = parsePruningMode(text);
  if (mode === undefined) {
    throw new BadValue('Give archive, archive-canonical, or how many of the last blocks.');
  }
  return mode;
}

export function parsePolicy(text: string): MethodPolicy {
  if (text === 'safe' || text === 'unsafe' || text === 'auto') return text;
  throw new BadValue('Give safe, unsafe or auto.');
}

/** Addresses, and networks as `10.0.0.0/8`, with commas between them. */
export function whitelist(given: string): string[] {
  const networks = given.split(',').map((network) => network.trim());
  for (const network of networks) {
    const [address = '', bits, ...rest] = network.split('/');
    const most = isIP(address) === 6 ? 128 : 32;
    const isRange = bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= most);
    if (isIP(address) === 0 || !isRange || rest.length > 0) {
      throw new BadValue(`"${network}" is no address or network. Give some such as 127.0.0.1,10.0.0.0/8.`);
    }
  }
  return networks;
}

export function logLevels(given: string): string {
  parseLogLevels(given);
  return given;
}

export function logFormat(given: string): LogFormat {
  if (given === 'json' || given === 'pretty') return given;
  throw new BadValue('Give json or pretty.');
}

/** `all`, or origins with commas between them. */
export function origins(text: string): AllowedOrigins {
  if (text === 'all' || text === '*') return 'all';
  const list = text.split(',').map((origin) => origin.trim());
  const wrong = list.find((origin) => !/^[a-z][a-z0-9+.-]*:\/\/[^/\s]+$/.test(origin));
  if (wrong !== undefined) {
    throw new BadValue(
      `"${wrong}" is no origin. Give all, or origins such as https://example.org,http://localhost:*`,
    );
  }
  return list;
}
