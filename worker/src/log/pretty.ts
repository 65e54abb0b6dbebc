import type { DestinationStream } from 'pino';
import pretty from 'pino-pretty';

/** Lines for people, on stderr. */
export function pinoPretty(): DestinationStream {
  return pretty({
    destination: 2,
    sync: true,
    colorize: process.stderr.isTTY === true,
    translateTime: 'SYS:HH:MM:ss.l',
    ignore: 'pid,hostname,module',
    messageFormat: '{module} {msg}',
    singleLine: true,
  });
}
