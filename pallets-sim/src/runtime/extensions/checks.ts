import { h256, newtype, struct } from '@plumbline/runtime-types/scale/composites';
import { littleEndianHex } from '@plumbline/runtime-types/scale/hex';
import { compactU32, u32, unit } from '@plumbline/runtime-types/scale/primitives';
import { accountOf, increaseNonce } from '../../pallets/system/accounts.ts';
import { blockNumber } from '../../pallets/system/block.ts';
import { system } from '../../pallets/system/declaration.ts';
import { type Era, era, eraBirth, eraDeath } from '../era.ts';
import { invalid } from '../validity.ts';
import { VERSION } from '../version.ts';
import type { SignedExtension } from './extension.ts';

const path = (module: string, name: string) => ['frame_system', 'extensions', module, name];
type Nothing = Record<never, never>;

const NOBODY = `0x${'00'.repeat(32)}`;

/** The zero account cannot sign, though some curves have a signature for it. */
export const checkNonZeroSender: SignedExtension<Nothing, undefined> = {
  identifier: 'CheckNonZeroSender',
  extra: struct(path('check_non_zero_sender', 'CheckNonZeroSender'), {}),
  additional: unit,
  additionalSigned: () => undefined,
  check(_context, { who }) {
    if (who === NOBODY) throw invalid('BadSigner');
  },
};

/** Signed for this version of the runtime's behaviour. */
export const checkSpecVersion: SignedExtension<Nothing, number> = {
  identifier: 'CheckSpecVersion',
  extra: struct(path('check_spec_version', 'CheckSpecVersion'), {}),
  additional: u32,
  additionalSigned: () => VERSION.specVersion,
};

/** Signed for this version of the calls' encoding. */
export const checkTxVersion: SignedExtension<Nothing, number> = {
  identifier: 'CheckTxVersion',
  extra: struct(path('check_tx_version', 'CheckTxVersion'), {}),
  additional: u32,
  additionalSigned: () => VERSION.transactionVersion,
};

/** Signed for this chain. */
export const checkGenesis: SignedExtension<Nothing, Uint8Array> = {
  identifier: 'CheckGenesis',
  extra: struct(path('check_genesis', 'CheckGenesis'), {}),
  additional: h256,
  additionalSigned: (context) => system.storage.BlockHash.peek(context, 0),
};

/** Signed for a span of blocks on this fork. */
export const checkMortality: SignedExtension<Era, Uint8Array> = {
  identifier: 'CheckMortality',
  extra: newtype(path('check_mortality', 'CheckMortality'), era),
  additional: h256,
  additionalSigned(context, value) {
    const birth = eraBirth(value, blockNumber(context));
    if (!system.storage.BlockHash.has(context, birth)) throw invalid('AncientBirthBlock');
    return system.storage.BlockHash.peek(context, birth);
  },
  describe(context, _transaction, value) {
    const current = blockNumber(context);
    const death = eraDeath(value, current);
    return death === undefined ? undefined : { longevity: BigInt(death - current) };
  },
};

/** `(AccountId, u32)` in hex. */
const nonceTag = (who: string, nonce: number): string => who + littleEndianHex(nonce);

/** Each of an account's extrinsics once, in order. */
export const checkNonce: SignedExtension<number, undefined, number> = {
  identifier: 'CheckNonce',
  extra: newtype(path('check_nonce', 'CheckNonce'), compactU32),
  additional: unit,
  additionalSigned: () => undefined,
  /** Finds the nonce that the account's next extrinsic must have. */
  check(context, { who }, nonce) {
    const account = accountOf(context, who);
    // Nobody can pay from an account that does not exist, and its nonce would be forgotten.
    if (account.providers === 0 && account.sufficients === 0) throw invalid('Payment');
    if (nonce < account.nonce) throw invalid('Stale');
    return account.nonce;
  },
  describe(_context, { who }, nonce, expected) {
    const provides = [nonceTag(who, nonce)];
    return nonce > expected ? { provides, requires: [nonceTag(who, nonce - 1)] } : { provides };
  },
  prepare(context, { who }, nonce, expected) {
    if (nonce !== expected) throw invalid(nonce < expected ? 'Stale' : 'Future');
    increaseNonce(context, who);
  },
};
