import type { TasksParams } from '@plumbline/runtime-types/domain/params';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { sr25519PairFromSeed, sr25519Sign } from '@polkadot/util-crypto';
import { UNIT } from '../../src/pallets/balances/declaration.ts';
import { DEFAULT_PARAMS } from '../../src/pallets/tasks/params.ts';

const keys = new Map<string, ReturnType<typeof sr25519PairFromSeed>>();

/** An account whose key the test has. */
export function account(index: number): string {
  const pair = sr25519PairFromSeed(new Uint8Array(32).fill(index));
  const id = toHex(pair.publicKey);
  keys.set(id, pair);
  return id;
}

/** What an account signs beside extrinsics. */
export function signatureOf(who: string, message: Uint8Array): Uint8Array {
  const pair = keys.get(who);
  if (pair === undefined) throw new Error(`the test has no key of ${who}`);
  return sr25519Sign(message, pair);
}

export const SUBMITTER = account(1);
export const SOLVERS = [account(10), account(11), account(12)].sort();
export const VERIFIERS = [account(20), account(21), account(22), account(23)].sort();
/** Those that a test has besides, where it asks for more. */
export const MORE_VERIFIERS = [40, 41, 42, 43, 44, 45, 46, 47].map(account);
export const WHISTLEBLOWER = account(30);
/** Accounts with money that a test may register. */
export const MORE_WHISTLEBLOWERS = [account(31), account(32), account(33)];
export const EVERYBODY = [
  SUBMITTER,
  ...SOLVERS,
  ...[...VERIFIERS, ...MORE_VERIFIERS],
  ...[WHISTLEBLOWER, ...MORE_WHISTLEBLOWERS],
];

export const ENDOWMENT = 10_000n * UNIT;
export const STAKE = 1_000n * UNIT;
export const SALT = new Uint8Array(32).fill(7);
export const PRICE = 400_000_000_000_000n;

/** Of every Solver. */
export const SECRET = new Uint8Array(32).fill(5);

/** Shorter windows than on a real chain, so that tests wait for fewer blocks, and no forced errors but on demand. */
export const PARAMS: TasksParams = {
  ...DEFAULT_PARAMS,
  profilingBlocks: 9,
  openBlocks: 9,
  forcedErrorRate: 0,
  reportBlocks: 0,
  commitBlocks: 15,
  revealBlocks: 8,
};
