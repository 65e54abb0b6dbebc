import { toHex } from '@plumbline/runtime-types/scale/hex';
import { blake2AsU8a } from '@polkadot/util-crypto';
import type { RuntimeVersion } from './api.ts';

/** Runtime APIs (the Rust traits' names) and the versions of them that are implemented. */
const APIS = [
  ['Core', 5],
  ['Metadata', 2],
  ['BlockBuilder', 6],
  ['TaggedTransactionQueue', 3],
  ['AccountNonceApi', 1],
  ['TransactionPaymentApi', 4],
  ['GenesisBuilder', 1],
  ['AuthorshipApi', 1],
  ['TryStateApi', 1],
] as const;

/** The implemented version of a runtime API. */
export function apiVersion(name: string): number {
  const version = APIS.find(([api]) => api === name)?.[1];
  if (version === undefined) throw new TypeError(`the runtime API ${name} has no version: add it to APIS`);
  return version;
}

/** Raise `specVersion` when behaviour changes, `transactionVersion` when a call's index or arguments change. */
export const VERSION: RuntimeVersion = {
  specName: 'plumbline',
  implName: 'plumbline-ts',
  authoringVersion: 1,
  specVersion: 1,
  implVersion: 1,
  apis: APIS.map(([name, version]) => [toHex(blake2AsU8a(name, 64)), version] as const),
  transactionVersion: 1,
  stateVersion: 1,
};
