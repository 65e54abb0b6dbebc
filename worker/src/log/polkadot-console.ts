import type { Logger } from './logger.ts';

/** The names that polkadot.js's own loggers stand behind. */
const POLKADOT = /^\s*(RPC-CORE|API\/INIT|API-WS|API\/DECORATION|REGISTRY):$/;

/**
 * polkadot.js writes failed requests to the console, although the caller is told of each as well. From now on those
 * lines go to the log, at level debug; everything else on the console stays where it was.
 */
export function routePolkadotConsole(log: Logger): void {
  for (const method of ['error', 'warn', 'log'] as const) {
    const write = console[method].bind(console);
    console[method] = (...values: unknown[]) => {
      if (typeof values[1] === 'string' && POLKADOT.test(values[1]))
        log.debug({ event: 'polkadot' }, values.slice(2).join(' '));
      else write(...values);
    };
  }
}
