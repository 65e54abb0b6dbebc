import { concatBytes, equalBytes, u32BigEndian } from '../bytes.ts';
import type { Records, Transaction } from './records.ts';

/** The hashes of all stored blocks with a number, those of the chain and those of branches that it has left. */
export function blocksAt(records: Records | Transaction, number: number): Uint8Array[] {
  const hashes = records.get('level', u32BigEndian(number)) ?? new Uint8Array();
  return Array.from({ length: hashes.length / 32 }, (_, i) => hashes.subarray(32 * i, 32 * (i + 1)));
}

export function addBlockAt(transaction: Transaction, number: number, hash: Uint8Array): void {
  transaction.put('level', u32BigEndian(number), concatBytes(...blocksAt(transaction, number), hash));
}

export function removeBlockAt(transaction: Transaction, number: number, hash: Uint8Array): void {
  const left = blocksAt(transaction, number).filter((other) => !equalBytes(other, hash));
  transaction.put('level', u32BigEndian(number), concatBytes(...left));
}
