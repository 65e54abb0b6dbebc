// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */


// import type lookup before we augment - in some environments
// this is required to allow for ambient/previous definitions
import '@polkadot/api-base/types/consts';

import type { ApiTypes, AugmentedConst } from '@polkadot/api-base/types';
import type { u128, u16, u32, u64, u8 } from '@polkadot/types-codec';
import type { FrameSystemLimitsBlockLength, FrameSystemLimitsBlockWeights, SpVersionRuntimeVersion, SpWeightsRuntimeDbWeight } from '@polkadot/types/lookup';

export type __AugmentedConst<ApiType extends ApiTypes> = AugmentedConst<ApiType>;

declare module '@polkadot/api-base/types/consts' {
  interface AugmentedConsts<ApiType extends ApiTypes> {
    balances: {
      /**
       * The least that an account must have to exist.
       **/
      existentialDeposit: u128 & AugmentedConst<ApiType>;
      /**
       * How many freezes an account can have: one for each reason.
       **/
      maxFreezes: u32 & AugmentedConst<ApiType>;
      /**
       * How many locks of an account are kept in mind.
       **/
      maxLocks: u32 & AugmentedConst<ApiType>;
      /**
       * How many named reserves an account can have.
       **/
      maxReserves: u32 & AugmentedConst<ApiType>;
    };
    disputes: {
      /**
       * A Solver loses by witnesses when so many say that it served them nothing; fewer are not called.
       **/
      witnessQuorum: u8 & AugmentedConst<ApiType>;
    };
    system: {
      /**
       * How many recent block hashes are kept.
       **/
      blockHashCount: u32 & AugmentedConst<ApiType>;
      /**
       * How long a block may be, in bytes.
       **/
      blockLength: FrameSystemLimitsBlockLength & AugmentedConst<ApiType>;
      /**
       * How heavy a block may be.
       **/
      blockWeights: FrameSystemLimitsBlockWeights & AugmentedConst<ApiType>;
      /**
       * What a database read and write weigh.
       **/
      dbWeight: SpWeightsRuntimeDbWeight & AugmentedConst<ApiType>;
      /**
       * The prefix of addresses: 42, Substrate in general.
       **/
      ss58Prefix: u16 & AugmentedConst<ApiType>;
      /**
       * The version of the runtime.
       **/
      version: SpVersionRuntimeVersion & AugmentedConst<ApiType>;
    };
    tasks: {
      /**
       * One step of every tensor of a tolerant task is at least so many thresholds, or the task is rejected.
       **/
      stepsPerThreshold: u64 & AugmentedConst<ApiType>;
    };
    timestamp: {
      /**
       * Least time between two blocks, in milliseconds.
       **/
      minimumPeriod: u64 & AugmentedConst<ApiType>;
    };
    transactionPayment: {
      /**
       * How much an operational call outbids normal ones, in fees.
       **/
      operationalFeeMultiplier: u8 & AugmentedConst<ApiType>;
    };
    utility: {
      /**
       * How many calls a batch may have.
       **/
      batchedCallsLimit: u32 & AugmentedConst<ApiType>;
    };
  } // AugmentedConsts
} // declare module
