// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */


// import type lookup before we augment - in some environments
// this is required to allow for ambient/previous definitions
import '@polkadot/api-base/types/storage';

import type { ApiTypes, AugmentedQuery, QueryableStorageEntry } from '@polkadot/api-base/types';
import type { Bytes, Option, U8aFixed, Vec, bool, u128, u32, u64 } from '@polkadot/types-codec';
import type { AnyNumber } from '@polkadot/types-codec/types';
import type { AccountId32, H256 } from '@polkadot/types/interfaces/runtime';
import type { FrameSupportDispatchPerDispatchClassWeight, FrameSupportTokensMiscIdAmount, FrameSystemAccountInfo, FrameSystemEventRecord, FrameSystemLastRuntimeUpgradeInfo, FrameSystemPhase, PalletBalancesAccountData, PalletBalancesBalanceLock, PalletBalancesReserveData, PalletDisputesDemand, PalletDisputesDispute, PalletDisputesParams, PalletDisputesTallyDispute, PalletDisputesWaitingChallenge, PalletDisputesWitnesses, PalletStakesParams, PalletStakesPeer, PalletStakesRegistration, PalletStakesRole, PalletStakesWeightBranch, PalletTasksParams, PalletTasksProvenModel, PalletTasksRootPair, PalletTasksTask, PlumblineAuthorshipAuthorityId, SpRuntimeDigest } from '@polkadot/types/lookup';
import type { Observable } from '@polkadot/types/types';

export type __AugmentedQuery<ApiType extends ApiTypes> = AugmentedQuery<ApiType, () => unknown>;
export type __QueryableStorageEntry<ApiType extends ApiTypes> = QueryableStorageEntry<ApiType>;

declare module '@polkadot/api-base/types/storage' {
  interface AugmentedQueries<ApiType extends ApiTypes> {
    balances: {
      /**
       * Balances that do not lie in System.Account: none on this chain.
       **/
      account: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<PalletBalancesAccountData>, [AccountId32]>;
      /**
       * Freezes of an account, each for its reason: no pallet on this chain has one.
       **/
      freezes: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<Vec<FrameSupportTokensMiscIdAmount>>, [AccountId32]>;
      /**
       * An account's holds; they add up to what is reserved.
       **/
      holds: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<Vec<FrameSupportTokensMiscIdAmount>>, [AccountId32]>;
      /**
       * What of the issuance is never used: nothing on this chain.
       **/
      inactiveIssuance: AugmentedQuery<ApiType, () => Observable<u128>, []>;
      /**
       * Liquidity locks of an account, as older pallets place them: none on this chain does.
       **/
      locks: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<Vec<PalletBalancesBalanceLock>>, [AccountId32]>;
      /**
       * Named reserves of an account, as older pallets place them: none on this chain does.
       **/
      reserves: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<Vec<PalletBalancesReserveData>>, [AccountId32]>;
      /**
       * All units that exist.
       **/
      totalIssuance: AugmentedQuery<ApiType, () => Observable<u128>, []>;
    };
    disputes: {
      /**
       * Disputes whose move was due before a block.
       **/
      deadlines: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Vec<u32>>, [u32]>;
      /**
       * Tasks of which something was to be shown before a block.
       **/
      demandDeadlines: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Vec<u32>>, [u32]>;
      /**
       * Leaves that have to be shown on chain, by task.
       **/
      demands: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Vec<PalletDisputesDemand>>, [u32]>;
      /**
       * Disputes being played.
       **/
      disputes: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Option<PalletDisputesDispute>>, [u32]>;
      /**
       * The id of the next dispute.
       **/
      nextDisputeId: AugmentedQuery<ApiType, () => Observable<u32>, []>;
      /**
       * Bond and time for a move.
       **/
      params: AugmentedQuery<ApiType, () => Observable<PalletDisputesParams>, []>;
      /**
       * Games about what a program takes, by task.
       **/
      tallies: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Option<PalletDisputesTallyDispute>>, [u32]>;
      /**
       * Challenges that wait for the dispute about their task.
       **/
      waiting: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Vec<PalletDisputesWaitingChallenge>>, [u32]>;
      /**
       * Verifiers that find out whether the trace of a tolerant interval is served, by dispute.
       **/
      witnesses: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Option<PalletDisputesWitnesses>>, [u32]>;
    };
    randomness: {
      /**
       * The keys that may make blocks.
       **/
      authorities: AugmentedQuery<ApiType, () => Observable<Vec<PlumblineAuthorshipAuthorityId>>, []>;
      /**
       * Randomness of the block: a hash of that of the block before and of what its author had to draw.
       **/
      randomness: AugmentedQuery<ApiType, () => Observable<U8aFixed>, []>;
    };
    stakes: {
      /**
       * Minimum stakes and slashes.
       **/
      params: AugmentedQuery<ApiType, () => Observable<PalletStakesParams>, []>;
      /**
       * The libp2p peer that an account has tied to itself.
       **/
      peers: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<Option<PalletStakesPeer>>, [AccountId32]>;
      /**
       * Worker keys that have not accepted yet, by account.
       **/
      proposedKeys: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<Option<AccountId32>>, [AccountId32]>;
      /**
       * Accounts in their roles.
       **/
      registrations: AugmentedQuery<ApiType, (arg1: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, arg2: AccountId32 | string | Uint8Array) => Observable<Option<PalletStakesRegistration>>, [PalletStakesRole, AccountId32]>;
      /**
       * The account that a worker key acts for.
       **/
      stashes: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<Option<AccountId32>>, [AccountId32]>;
      /**
       * The weights that accounts of a role are drawn by, as a tree of sums.
       **/
      weights: AugmentedQuery<ApiType, (arg1: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, arg2: Bytes | string | Uint8Array) => Observable<Vec<PalletStakesWeightBranch>>, [PalletStakesRole, Bytes]>;
      /**
       * The key that acts for an account beside its own.
       **/
      workerKeys: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<Option<AccountId32>>, [AccountId32]>;
    };
    sudo: {
      /**
       * The account that may act as root.
       **/
      key: AugmentedQuery<ApiType, () => Observable<Option<AccountId32>>, []>;
    };
    system: {
      /**
       * All accounts.
       **/
      account: AugmentedQuery<ApiType, (arg: AccountId32 | string | Uint8Array) => Observable<FrameSystemAccountInfo>, [AccountId32]>;
      /**
       * Bytes of all extrinsics of the block so far.
       **/
      allExtrinsicsLen: AugmentedQuery<ApiType, () => Observable<Option<u32>>, []>;
      /**
       * Hashes of recent blocks.
       **/
      blockHash: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<H256>, [u32]>;
      /**
       * The weight of the block so far, by dispatch class.
       **/
      blockWeight: AugmentedQuery<ApiType, () => Observable<FrameSupportDispatchPerDispatchClassWeight>, []>;
      /**
       * Digest of the block, part of its header.
       **/
      digest: AugmentedQuery<ApiType, () => Observable<SpRuntimeDigest>, []>;
      /**
       * How many events the block has.
       **/
      eventCount: AugmentedQuery<ApiType, () => Observable<u32>, []>;
      /**
       * Events of the block.
       **/
      events: AugmentedQuery<ApiType, () => Observable<Vec<FrameSystemEventRecord>>, []>;
      /**
       * Where in the block execution is.
       **/
      executionPhase: AugmentedQuery<ApiType, () => Observable<Option<FrameSystemPhase>>, []>;
      /**
       * How many extrinsics the block has.
       **/
      extrinsicCount: AugmentedQuery<ApiType, () => Observable<Option<u32>>, []>;
      /**
       * The extrinsics of the block, until it is finalised.
       **/
      extrinsicData: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Bytes>, [u32]>;
      /**
       * Whether all inherents have been applied.
       **/
      inherentsApplied: AugmentedQuery<ApiType, () => Observable<bool>, []>;
      /**
       * The version of the runtime that ran last.
       **/
      lastRuntimeUpgrade: AugmentedQuery<ApiType, () => Observable<Option<FrameSystemLastRuntimeUpgradeInfo>>, []>;
      /**
       * The number of the block being processed.
       **/
      number: AugmentedQuery<ApiType, () => Observable<u32>, []>;
      /**
       * Hash of the block before.
       **/
      parentHash: AugmentedQuery<ApiType, () => Observable<H256>, []>;
    };
    tasks: {
      /**
       * Pairs of state roots that the Solver posted, one right and one altered; those below progress.checkpoints are of the present attempt.
       **/
      checkpoints: AugmentedQuery<ApiType, (arg1: u32 | AnyNumber | Uint8Array, arg2: u32 | AnyNumber | Uint8Array) => Observable<Option<PalletTasksRootPair>>, [u32, u32]>;
      /**
       * Tasks to look at when a block begins.
       **/
      deadlines: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Vec<u32>>, [u32]>;
      /**
       * Tasks that are over and whose checkpoints and sealed keys are being removed, with the block in which they ended.
       **/
      leftovers: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Option<u32>>, [u32]>;
      /**
       * The id of the next task.
       **/
      nextTaskId: AugmentedQuery<ApiType, () => Observable<u32>, []>;
      /**
       * Fees, windows and bounds.
       **/
      params: AugmentedQuery<ApiType, () => Observable<PalletTasksParams>, []>;
      /**
       * What tasks that were settled trained.
       **/
      provenModels: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Option<PalletTasksProvenModel>>, [u32]>;
      /**
       * Keys of private tasks, sealed to those drawn; they go when the task is over.
       **/
      sealedKeys: AugmentedQuery<ApiType, (arg1: u32 | AnyNumber | Uint8Array, arg2: AccountId32 | string | Uint8Array) => Observable<Option<U8aFixed>>, [u32, AccountId32]>;
      /**
       * All tasks.
       **/
      tasks: AugmentedQuery<ApiType, (arg: u32 | AnyNumber | Uint8Array) => Observable<Option<PalletTasksTask>>, [u32]>;
    };
    timestamp: {
      /**
       * Whether the time was set in this block.
       **/
      didUpdate: AugmentedQuery<ApiType, () => Observable<bool>, []>;
      /**
       * The time of the block.
       **/
      now: AugmentedQuery<ApiType, () => Observable<u64>, []>;
    };
    transactionPayment: {
      /**
       * What the weight fee is multiplied by.
       **/
      nextFeeMultiplier: AugmentedQuery<ApiType, () => Observable<u128>, []>;
    };
  } // AugmentedQueries
} // declare module
