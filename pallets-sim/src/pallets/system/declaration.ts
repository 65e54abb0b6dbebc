import { accountId, h256, vec } from '@plumbline/runtime-types/scale/composites';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { bool, bytes, u16, u32 } from '@plumbline/runtime-types/scale/primitives';
import { constant, declarePallet, event } from '../../frame/declaration.ts';
import { dispatchError } from '../../frame/dispatch-error.ts';
import { map, value } from '../../frame/storage.ts';
import { DB_READ, DB_WRITE, ZERO_WEIGHT } from '../../frame/weight.ts';
import { VERSION } from '../../runtime/version.ts';
import { EMPTY_ACCOUNT_DATA } from '../balances/account-data.ts';
import { BLOCK_LENGTH, BLOCK_WEIGHTS } from './limits.ts';
import {
  accountInfo,
  blockLength,
  blockWeights,
  dbWeight,
  digest,
  dispatchEventInfo,
  eventRecord,
  lastRuntimeUpgrade,
  phase,
  runtimeVersion,
  weightPerClass,
} from './types.ts';

const NO_HASH = new Uint8Array(32);

export const system = declarePallet({
  name: 'System',
  crate: 'frame_system',
  docs: 'Accounts, the block under construction, and its events.',
  storage: {
    Account: map('All accounts.', accountId, accountInfo, {
      fallback: { nonce: 0, consumers: 0, providers: 0, sufficients: 0, data: EMPTY_ACCOUNT_DATA },
    }),
    ExtrinsicCount: value('How many extrinsics the block has.', u32),
    InherentsApplied: value('Whether all inherents have been applied.', bool, false),
    BlockWeight: value('The weight of the block so far, by dispatch class.', weightPerClass, {
      normal: ZERO_WEIGHT,
      operational: ZERO_WEIGHT,
      mandatory: ZERO_WEIGHT,
    }),
    AllExtrinsicsLen: value('Bytes of all extrinsics of the block so far.', u32),
    BlockHash: map('Hashes of recent blocks.', u32, h256, { hasher: 'Twox64Concat', fallback: NO_HASH }),
    ExtrinsicData: map('The extrinsics of the block, until it is finalised.', u32, bytes, {
      hasher: 'Twox64Concat',
      fallback: new Uint8Array(),
    }),
    Number: value('The number of the block being processed.', u32, 0),
    ParentHash: value('Hash of the block before.', h256, NO_HASH),
    Digest: value('Digest of the block, part of its header.', digest, { logs: [] }),
    Events: value('Events of the block.', vec(eventRecord), []),
    EventCount: value('How many events the block has.', u32, 0),
    LastRuntimeUpgrade: value('The version of the runtime that ran last.', lastRuntimeUpgrade),
    ExecutionPhase: value('Where in the block execution is.', phase),
  },
  events: {
    ExtrinsicSuccess: event('An extrinsic completed.', { dispatchInfo: dispatchEventInfo }),
    ExtrinsicFailed: event('An extrinsic failed; it paid its fee and did nothing else.', {
      dispatchError,
      dispatchInfo: dispatchEventInfo,
    }),
    CodeUpdated: event('The runtime code was updated.'),
    NewAccount: event('An account came into being.', { account: accountId }),
    KilledAccount: event('An account was reaped.', { account: accountId }),
    Remarked: event('Somebody left a remark.', { sender: accountId, hash: h256 }),
  },
  errors: {
    InvalidSpecName: 'The name of the new runtime is not that of the current one.',
    SpecVersionNeedsToIncrease: 'The new runtime has no higher spec version.',
    FailedToExtractRuntimeVersion: 'The new runtime does not say its version.',
    NonDefaultComposite: 'The account still holds something.',
    NonZeroRefCount: 'Something still refers to the account.',
    CallFiltered: 'The origin may not make this call.',
  },
  constants: {
    BlockWeights: constant('How heavy a block may be.', blockWeights, BLOCK_WEIGHTS),
    BlockLength: constant('How long a block may be, in bytes.', blockLength, BLOCK_LENGTH),
    BlockHashCount: constant('How many recent block hashes are kept.', u32, 4096),
    DbWeight: constant('What a database read and write weigh.', dbWeight, { read: DB_READ, write: DB_WRITE }),
    Version: constant('The version of the runtime.', runtimeVersion, {
      ...VERSION,
      apis: VERSION.apis.map(([id, version]): [Uint8Array, number] => [fromHex(id), version]),
      systemVersion: VERSION.stateVersion,
    }),
    SS58Prefix: constant('The prefix of addresses: 42, Substrate in general.', u16, 42),
  },
});
