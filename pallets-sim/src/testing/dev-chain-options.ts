import type { ChainSpec } from '../node/chain-spec/chain-spec.ts';
import { NodeError } from '../node/errors.ts';
import type { Logs } from '../node/log/log.ts';
import type { Sealing } from '../node/sealing/sealer.ts';

export interface DevChainOptions {
  /** The repository's chain-spec.json unless given; its type must be Development. */
  readonly spec?: ChainSpec;
  /** When blocks are made; `instant` unless given. */
  readonly sealing?: Sealing;
  /** Milliseconds since 1970; this machine's clock unless given. */
  readonly now?: () => number;
  /** Nothing is logged unless given. */
  readonly logs?: Logs;
}

const NAMES = ['spec', 'sealing', 'now', 'logs'];
const MOST_MS = 3_600_000;

/** Throws `NodeError` `BadOption` for what a caller without TypeScript may have given. */
export function requireDevChainOptions(options: DevChainOptions): void {
  if (typeof options !== 'object' || options === null) {
    throw new NodeError('BadOption', `the options cannot be ${String(options)}: give an object`);
  }
  const unknown = Object.keys(options).find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new NodeError(
      'BadOption',
      `createDevChain has no option "${unknown}": there are ${NAMES.join(', ')}`,
    );
  }
  for (const name of ['now', 'logs'] as const) {
    const given = options[name];
    if (given === undefined || typeof given === 'function') continue;
    throw new NodeError('BadOption', `${name} cannot be ${JSON.stringify(given)}: give a function`);
  }
  const { sealing = 'instant' } = options;
  if (sealing === 'instant' || sealing === 'manual') return;
  const { everyMs } = Object(sealing);
  if (Number.isSafeInteger(everyMs) && everyMs >= 1 && everyMs <= MOST_MS) return;
  throw new NodeError(
    'BadOption',
    `sealing cannot be ${JSON.stringify(sealing)}: give 'instant', 'manual' or { everyMs: 1 to ${MOST_MS} }`,
  );
}
