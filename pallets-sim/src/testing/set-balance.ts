import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { ScaleWriter } from '@plumbline/runtime-types/scale/writer';
import { concatBytes } from '../node/bytes.ts';
import type { NodeCore } from '../node/core.ts';
import { NodeError } from '../node/errors.ts';
import { runtimeMetadata } from '../node/metadata/runtime-metadata.ts';
import { storageItem } from '../node/metadata/storage-items.ts';
import type { StorageChange } from '../node/sealing/build-block.ts';
import type { Overlay } from '../node/state/overlay.ts';

/** Consumers, providers and sufficients of an account stand before its balances, after the nonce: four `u32`. */
const COUNTERS_BYTES = 16;
const U128_BYTES = 16;
const MOST = (1n << 128n) - 1n;
/** Of an account that has only a balance: nonce 0, no consumer, one provider. */
const NEW_ACCOUNT = Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0);

/**
 * Gives an account a free balance, and the total issuance what it has more or less, in a block of its own. Returns its hash.
 *
 * @throws NodeError `BadOption` for what is no address or no balance
 */
export async function setBalance(
  { chain, sealer }: NodeCore,
  address: string,
  free: bigint,
): Promise<string> {
  if (typeof free !== 'bigint' || free < 0n || free > MOST) {
    throw notBalance(free, 'a balance is a bigint of 128 bits, such as 10n ** 12n');
  }
  const metadata = runtimeMetadata(chain);
  const account = storageItem(metadata, 'System', 'Account');
  const issuance = storageItem(metadata, 'Balances', 'TotalIssuance');
  // Of the state in which it ends: another block may come before, and this one may move balances by itself.
  const changes = (state: Overlay): StorageChange[] => {
    const key = account.key([address]);
    const before = state.get(key) ?? concatBytes(NEW_ACCOUNT, account.encode({}).subarray(COUNTERS_BYTES));
    const had = new ScaleReader(before.subarray(COUNTERS_BYTES)).u128();
    const total = state.get(issuance.key([]));
    const supply = total ? new ScaleReader(total).u128() : 0n;
    const after = concatBytes(
      before.subarray(0, COUNTERS_BYTES),
      u128Bytes(free),
      before.subarray(COUNTERS_BYTES + U128_BYTES),
    );
    const issued = supply + free - had;
    if (issued > MOST) throw notBalance(free, `all balances together would be ${issued}, more than 128 bits`);
    return [
      [key, after],
      [issuance.key([]), u128Bytes(issued)],
    ];
  };
  const { header } = await sealer.seal({ extrinsics: [], changes });
  return toHex(header.hash);
}

function u128Bytes(value: bigint): Uint8Array {
  const output = new ScaleWriter(U128_BYTES);
  output.u128(value);
  return output.finish();
}

function notBalance(free: unknown, problem: string): NodeError {
  return new NodeError('BadOption', `cannot set the balance ${String(free)}: ${problem}`);
}
