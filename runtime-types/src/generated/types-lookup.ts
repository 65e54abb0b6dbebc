// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */


// import type lookup before we augment - in some environments
// this is required to allow for ambient/previous definitions
import '@polkadot/types/lookup';

import type { BTreeMap, Bytes, Compact, Enum, Null, Option, Result, Struct, Text, U8aFixed, Vec, bool, u128, u16, u32, u64, u8 } from '@polkadot/types-codec';
import type { ITuple } from '@polkadot/types-codec/types';
import type { AccountId32, Call, H256, MultiAddress } from '@polkadot/types/interfaces/runtime';
import type { Event } from '@polkadot/types/interfaces/system';

declare module '@polkadot/types/lookup' {
  /** @name FrameSystemAccountInfo (0) */
  interface FrameSystemAccountInfo extends Struct {
    readonly nonce: u32;
    readonly consumers: u32;
    readonly providers: u32;
    readonly sufficients: u32;
    readonly data: PalletBalancesAccountData;
  }

  /** @name PalletBalancesAccountData (2) */
  interface PalletBalancesAccountData extends Struct {
    readonly free: u128;
    readonly reserved: u128;
    readonly frozen: u128;
    readonly flags: u128;
  }

  /** @name FrameSupportDispatchPerDispatchClassWeight (9) */
  interface FrameSupportDispatchPerDispatchClassWeight extends Struct {
    readonly normal: SpWeightsWeightV2Weight;
    readonly operational: SpWeightsWeightV2Weight;
    readonly mandatory: SpWeightsWeightV2Weight;
  }

  /** @name SpWeightsWeightV2Weight (10) */
  interface SpWeightsWeightV2Weight extends Struct {
    readonly refTime: Compact<u64>;
    readonly proofSize: Compact<u64>;
  }

  /** @name SpRuntimeDigest (15) */
  interface SpRuntimeDigest extends Struct {
    readonly logs: Vec<SpRuntimeDigestDigestItem>;
  }

  /** @name SpRuntimeDigestDigestItem (16) */
  interface SpRuntimeDigestDigestItem extends Enum {
    readonly isOther: boolean;
    readonly asOther: Bytes;
    readonly isConsensus: boolean;
    readonly asConsensus: ITuple<[U8aFixed, Bytes]>;
    readonly isSeal: boolean;
    readonly asSeal: ITuple<[U8aFixed, Bytes]>;
    readonly isPreRuntime: boolean;
    readonly asPreRuntime: ITuple<[U8aFixed, Bytes]>;
    readonly isRuntimeEnvironmentUpdated: boolean;
    readonly type: 'Other' | 'Consensus' | 'Seal' | 'PreRuntime' | 'RuntimeEnvironmentUpdated';
  }

  /** @name FrameSystemEventRecord (19) */
  interface FrameSystemEventRecord extends Struct {
    readonly phase: FrameSystemPhase;
    readonly event: Event;
    readonly topics: Vec<H256>;
  }

  /** @name FrameSystemEvent (21) */
  interface FrameSystemEvent extends Enum {
    readonly isExtrinsicSuccess: boolean;
    readonly asExtrinsicSuccess: {
      readonly dispatchInfo: FrameSystemDispatchEventInfo;
    } & Struct;
    readonly isExtrinsicFailed: boolean;
    readonly asExtrinsicFailed: {
      readonly dispatchError: SpRuntimeDispatchError;
      readonly dispatchInfo: FrameSystemDispatchEventInfo;
    } & Struct;
    readonly isCodeUpdated: boolean;
    readonly isNewAccount: boolean;
    readonly asNewAccount: {
      readonly account: AccountId32;
    } & Struct;
    readonly isKilledAccount: boolean;
    readonly asKilledAccount: {
      readonly account: AccountId32;
    } & Struct;
    readonly isRemarked: boolean;
    readonly asRemarked: {
      readonly sender: AccountId32;
      readonly hash_: H256;
    } & Struct;
    readonly type: 'ExtrinsicSuccess' | 'ExtrinsicFailed' | 'CodeUpdated' | 'NewAccount' | 'KilledAccount' | 'Remarked';
  }

  /** @name FrameSystemDispatchEventInfo (22) */
  interface FrameSystemDispatchEventInfo extends Struct {
    readonly weight: SpWeightsWeightV2Weight;
    readonly class: FrameSupportDispatchDispatchClass;
    readonly paysFee: FrameSupportDispatchPays;
  }

  /** @name FrameSupportDispatchDispatchClass (23) */
  interface FrameSupportDispatchDispatchClass extends Enum {
    readonly isNormal: boolean;
    readonly isOperational: boolean;
    readonly isMandatory: boolean;
    readonly type: 'Normal' | 'Operational' | 'Mandatory';
  }

  /** @name FrameSupportDispatchPays (24) */
  interface FrameSupportDispatchPays extends Enum {
    readonly isYes: boolean;
    readonly isNo: boolean;
    readonly type: 'Yes' | 'No';
  }

  /** @name SpRuntimeDispatchError (25) */
  interface SpRuntimeDispatchError extends Enum {
    readonly isOther: boolean;
    readonly isCannotLookup: boolean;
    readonly isBadOrigin: boolean;
    readonly isModule: boolean;
    readonly asModule: SpRuntimeModuleError;
    readonly isConsumerRemaining: boolean;
    readonly isNoProviders: boolean;
    readonly isTooManyConsumers: boolean;
    readonly isToken: boolean;
    readonly asToken: SpRuntimeTokenError;
    readonly isArithmetic: boolean;
    readonly asArithmetic: SpArithmeticArithmeticError;
    readonly isTransactional: boolean;
    readonly asTransactional: SpRuntimeTransactionalError;
    readonly isExhausted: boolean;
    readonly isCorruption: boolean;
    readonly isUnavailable: boolean;
    readonly isRootNotAllowed: boolean;
    readonly isTrie: boolean;
    readonly asTrie: SpRuntimeProvingTrieTrieError;
    readonly type: 'Other' | 'CannotLookup' | 'BadOrigin' | 'Module' | 'ConsumerRemaining' | 'NoProviders' | 'TooManyConsumers' | 'Token' | 'Arithmetic' | 'Transactional' | 'Exhausted' | 'Corruption' | 'Unavailable' | 'RootNotAllowed' | 'Trie';
  }

  /** @name SpRuntimeModuleError (26) */
  interface SpRuntimeModuleError extends Struct {
    readonly index: u8;
    readonly error: U8aFixed;
  }

  /** @name SpRuntimeTokenError (27) */
  interface SpRuntimeTokenError extends Enum {
    readonly isFundsUnavailable: boolean;
    readonly isOnlyProvider: boolean;
    readonly isBelowMinimum: boolean;
    readonly isCannotCreate: boolean;
    readonly isUnknownAsset: boolean;
    readonly isFrozen: boolean;
    readonly isUnsupported: boolean;
    readonly isCannotCreateHold: boolean;
    readonly isNotExpendable: boolean;
    readonly isBlocked: boolean;
    readonly type: 'FundsUnavailable' | 'OnlyProvider' | 'BelowMinimum' | 'CannotCreate' | 'UnknownAsset' | 'Frozen' | 'Unsupported' | 'CannotCreateHold' | 'NotExpendable' | 'Blocked';
  }

  /** @name SpArithmeticArithmeticError (28) */
  interface SpArithmeticArithmeticError extends Enum {
    readonly isUnderflow: boolean;
    readonly isOverflow: boolean;
    readonly isDivisionByZero: boolean;
    readonly type: 'Underflow' | 'Overflow' | 'DivisionByZero';
  }

  /** @name SpRuntimeTransactionalError (29) */
  interface SpRuntimeTransactionalError extends Enum {
    readonly isLimitReached: boolean;
    readonly isNoLayer: boolean;
    readonly type: 'LimitReached' | 'NoLayer';
  }

  /** @name SpRuntimeProvingTrieTrieError (30) */
  interface SpRuntimeProvingTrieTrieError extends Enum {
    readonly isInvalidStateRoot: boolean;
    readonly isIncompleteDatabase: boolean;
    readonly isValueAtIncompleteKey: boolean;
    readonly isDecoderError: boolean;
    readonly isInvalidHash: boolean;
    readonly isDuplicateKey: boolean;
    readonly isExtraneousNode: boolean;
    readonly isExtraneousValue: boolean;
    readonly isExtraneousHashReference: boolean;
    readonly isInvalidChildReference: boolean;
    readonly isValueMismatch: boolean;
    readonly isIncompleteProof: boolean;
    readonly isRootMismatch: boolean;
    readonly isDecodeError: boolean;
    readonly type: 'InvalidStateRoot' | 'IncompleteDatabase' | 'ValueAtIncompleteKey' | 'DecoderError' | 'InvalidHash' | 'DuplicateKey' | 'ExtraneousNode' | 'ExtraneousValue' | 'ExtraneousHashReference' | 'InvalidChildReference' | 'ValueMismatch' | 'IncompleteProof' | 'RootMismatch' | 'DecodeError';
  }

  /** @name PalletBalancesEvent (31) */
  interface PalletBalancesEvent extends Enum {
    readonly isEndowed: boolean;
    readonly asEndowed: {
      readonly account: AccountId32;
      readonly freeBalance: u128;
    } & Struct;
    readonly isDustLost: boolean;
    readonly asDustLost: {
      readonly account: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isTransfer: boolean;
    readonly asTransfer: {
      readonly from: AccountId32;
      readonly to: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isBalanceSet: boolean;
    readonly asBalanceSet: {
      readonly who: AccountId32;
      readonly free: u128;
    } & Struct;
    readonly isDeposit: boolean;
    readonly asDeposit: {
      readonly who: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isWithdraw: boolean;
    readonly asWithdraw: {
      readonly who: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isBurned: boolean;
    readonly asBurned: {
      readonly who: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isIssued: boolean;
    readonly asIssued: {
      readonly amount: u128;
    } & Struct;
    readonly isRescinded: boolean;
    readonly asRescinded: {
      readonly amount: u128;
    } & Struct;
    readonly isHeld: boolean;
    readonly asHeld: {
      readonly reason: PlumblineRuntimeRuntimeHoldReason;
      readonly who: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isBurnedHeld: boolean;
    readonly asBurnedHeld: {
      readonly reason: PlumblineRuntimeRuntimeHoldReason;
      readonly who: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isTransferOnHold: boolean;
    readonly asTransferOnHold: {
      readonly reason: PlumblineRuntimeRuntimeHoldReason;
      readonly source: AccountId32;
      readonly dest: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isReleased: boolean;
    readonly asReleased: {
      readonly reason: PlumblineRuntimeRuntimeHoldReason;
      readonly who: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly type: 'Endowed' | 'DustLost' | 'Transfer' | 'BalanceSet' | 'Deposit' | 'Withdraw' | 'Burned' | 'Issued' | 'Rescinded' | 'Held' | 'BurnedHeld' | 'TransferOnHold' | 'Released';
  }

  /** @name PlumblineRuntimeRuntimeHoldReason (32) */
  interface PlumblineRuntimeRuntimeHoldReason extends Enum {
    readonly isStakes: boolean;
    readonly asStakes: PalletStakesHoldReason;
    readonly isTasks: boolean;
    readonly asTasks: PalletTasksHoldReason;
    readonly isDisputes: boolean;
    readonly asDisputes: PalletDisputesHoldReason;
    readonly type: 'Stakes' | 'Tasks' | 'Disputes';
  }

  /** @name PalletStakesHoldReason (33) */
  interface PalletStakesHoldReason extends Enum {
    readonly isStake: boolean;
    readonly type: 'Stake';
  }

  /** @name PalletTasksHoldReason (34) */
  interface PalletTasksHoldReason extends Enum {
    readonly isEscrow: boolean;
    readonly isReport: boolean;
    readonly type: 'Escrow' | 'Report';
  }

  /** @name PalletDisputesHoldReason (35) */
  interface PalletDisputesHoldReason extends Enum {
    readonly isBond: boolean;
    readonly isDemand: boolean;
    readonly isWitness: boolean;
    readonly type: 'Bond' | 'Demand' | 'Witness';
  }

  /** @name PalletTransactionPaymentEvent (36) */
  interface PalletTransactionPaymentEvent extends Enum {
    readonly isTransactionFeePaid: boolean;
    readonly asTransactionFeePaid: {
      readonly who: AccountId32;
      readonly actualFee: u128;
      readonly tip: u128;
    } & Struct;
    readonly type: 'TransactionFeePaid';
  }

  /** @name PalletSudoEvent (37) */
  interface PalletSudoEvent extends Enum {
    readonly isSudid: boolean;
    readonly asSudid: {
      readonly sudoResult: Result<Null, SpRuntimeDispatchError>;
    } & Struct;
    readonly isKeyChanged: boolean;
    readonly asKeyChanged: {
      readonly old: Option<AccountId32>;
      readonly new_: AccountId32;
    } & Struct;
    readonly isKeyRemoved: boolean;
    readonly isSudoAsDone: boolean;
    readonly asSudoAsDone: {
      readonly sudoResult: Result<Null, SpRuntimeDispatchError>;
    } & Struct;
    readonly type: 'Sudid' | 'KeyChanged' | 'KeyRemoved' | 'SudoAsDone';
  }

  /** @name PalletUtilityEvent (41) */
  interface PalletUtilityEvent extends Enum {
    readonly isBatchInterrupted: boolean;
    readonly asBatchInterrupted: {
      readonly index: u32;
      readonly error: SpRuntimeDispatchError;
    } & Struct;
    readonly isBatchCompleted: boolean;
    readonly isBatchCompletedWithErrors: boolean;
    readonly isItemCompleted: boolean;
    readonly isItemFailed: boolean;
    readonly asItemFailed: {
      readonly error: SpRuntimeDispatchError;
    } & Struct;
    readonly type: 'BatchInterrupted' | 'BatchCompleted' | 'BatchCompletedWithErrors' | 'ItemCompleted' | 'ItemFailed';
  }

  /** @name PalletStakesEvent (42) */
  interface PalletStakesEvent extends Enum {
    readonly isRegistered: boolean;
    readonly asRegistered: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
      readonly amount: u128;
    } & Struct;
    readonly isBonded: boolean;
    readonly asBonded: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
      readonly amount: u128;
    } & Struct;
    readonly isPriceSet: boolean;
    readonly asPriceSet: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
      readonly price: u64;
    } & Struct;
    readonly isOnlineSet: boolean;
    readonly asOnlineSet: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
      readonly online: bool;
    } & Struct;
    readonly isCapacitySet: boolean;
    readonly asCapacitySet: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
      readonly capacity: u32;
    } & Struct;
    readonly isAbsent: boolean;
    readonly asAbsent: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
    } & Struct;
    readonly isUnbonded: boolean;
    readonly asUnbonded: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
      readonly amount: u128;
      readonly freeAt: u32;
    } & Struct;
    readonly isWithdrawn: boolean;
    readonly asWithdrawn: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
      readonly amount: u128;
    } & Struct;
    readonly isUnregistered: boolean;
    readonly asUnregistered: {
      readonly who: AccountId32;
      readonly role: PalletStakesRole;
    } & Struct;
    readonly isPeerBound: boolean;
    readonly asPeerBound: {
      readonly who: AccountId32;
      readonly peerId: Text;
      readonly expiry: u32;
    } & Struct;
    readonly isWorkerKeyProposed: boolean;
    readonly asWorkerKeyProposed: {
      readonly who: AccountId32;
      readonly worker: AccountId32;
    } & Struct;
    readonly isWorkerKeySet: boolean;
    readonly asWorkerKeySet: {
      readonly who: AccountId32;
      readonly worker: Option<AccountId32>;
    } & Struct;
    readonly type: 'Registered' | 'Bonded' | 'PriceSet' | 'OnlineSet' | 'CapacitySet' | 'Absent' | 'Unbonded' | 'Withdrawn' | 'Unregistered' | 'PeerBound' | 'WorkerKeyProposed' | 'WorkerKeySet';
  }

  /** @name PalletStakesRole (43) */
  interface PalletStakesRole extends Enum {
    readonly isSolver: boolean;
    readonly isVerifier: boolean;
    readonly isWhistleblower: boolean;
    readonly type: 'Solver' | 'Verifier' | 'Whistleblower';
  }

  /** @name PalletTasksEvent (45) */
  interface PalletTasksEvent extends Enum {
    readonly isSubmitted: boolean;
    readonly asSubmitted: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly escrow: u128;
    } & Struct;
    readonly isProfilerDrawn: boolean;
    readonly asProfilerDrawn: {
      readonly task: u32;
      readonly who: AccountId32;
    } & Struct;
    readonly isProfileCommitted: boolean;
    readonly asProfileCommitted: {
      readonly task: u32;
      readonly who: AccountId32;
    } & Struct;
    readonly isProfileRevealed: boolean;
    readonly asProfileRevealed: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly report: PalletTasksProfileReport;
    } & Struct;
    readonly isProfiled: boolean;
    readonly asProfiled: {
      readonly task: u32;
      readonly report: PalletTasksProfileReport;
    } & Struct;
    readonly isSecondLook: boolean;
    readonly asSecondLook: {
      readonly task: u32;
    } & Struct;
    readonly isOpened: boolean;
    readonly asOpened: {
      readonly task: u32;
      readonly attempt: u8;
    } & Struct;
    readonly isAssigned: boolean;
    readonly asAssigned: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly price: u64;
      readonly seed: H256;
    } & Struct;
    readonly isDeclined: boolean;
    readonly asDeclined: {
      readonly task: u32;
      readonly who: AccountId32;
    } & Struct;
    readonly isStarted: boolean;
    readonly asStarted: {
      readonly task: u32;
    } & Struct;
    readonly isSalted: boolean;
    readonly asSalted: {
      readonly task: u32;
      readonly salt: H256;
    } & Struct;
    readonly isProgress: boolean;
    readonly asProgress: {
      readonly task: u32;
      readonly checkpoint: u32;
      readonly roots: PalletTasksRootPair;
      readonly loss: u32;
    } & Struct;
    readonly isCompleted: boolean;
    readonly asCompleted: {
      readonly task: u32;
      readonly proofRoots: PalletTasksRootPair;
    } & Struct;
    readonly isLotteryDrawn: boolean;
    readonly asLotteryDrawn: {
      readonly task: u32;
      readonly lottery: H256;
    } & Struct;
    readonly isDesignated: boolean;
    readonly asDesignated: {
      readonly task: u32;
      readonly position: PalletTasksPosition;
    } & Struct;
    readonly isVerifiersDrawn: boolean;
    readonly asVerifiersDrawn: {
      readonly task: u32;
      readonly accounts: Vec<AccountId32>;
      readonly drawSeed: H256;
    } & Struct;
    readonly isVerdictCommitted: boolean;
    readonly asVerdictCommitted: {
      readonly task: u32;
      readonly who: AccountId32;
    } & Struct;
    readonly isRevealStarted: boolean;
    readonly asRevealStarted: {
      readonly task: u32;
    } & Struct;
    readonly isVerdictRevealed: boolean;
    readonly asVerdictRevealed: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly verdict: PalletTasksVerdict;
    } & Struct;
    readonly isReportCommitted: boolean;
    readonly asReportCommitted: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly bond: u128;
    } & Struct;
    readonly isReportRevealed: boolean;
    readonly asReportRevealed: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly verdict: PalletTasksVerdict;
    } & Struct;
    readonly isUnsealStarted: boolean;
    readonly asUnsealStarted: {
      readonly task: u32;
    } & Struct;
    readonly isSecretRevealed: boolean;
    readonly asSecretRevealed: {
      readonly task: u32;
      readonly secret: H256;
      readonly obeyed: bool;
    } & Struct;
    readonly isForcedErrorFound: boolean;
    readonly asForcedErrorFound: {
      readonly task: u32;
      readonly reporters: Vec<AccountId32>;
      readonly accused: Vec<PalletTasksAccused>;
    } & Struct;
    readonly isAlterationProved: boolean;
    readonly asAlterationProved: {
      readonly task: u32;
      readonly checkpoint: u32;
    } & Struct;
    readonly isSecondPass: boolean;
    readonly asSecondPass: {
      readonly task: u32;
    } & Struct;
    readonly isAccepted: boolean;
    readonly asAccepted: {
      readonly task: u32;
      readonly until: u32;
    } & Struct;
    readonly isDisputed: boolean;
    readonly asDisputed: {
      readonly task: u32;
      readonly dispute: u32;
    } & Struct;
    readonly isResumed: boolean;
    readonly asResumed: {
      readonly task: u32;
      readonly dispute: u32;
    } & Struct;
    readonly isReopened: boolean;
    readonly asReopened: {
      readonly task: u32;
      readonly attempt: u8;
    } & Struct;
    readonly isSettled: boolean;
    readonly asSettled: {
      readonly task: u32;
      readonly solver: AccountId32;
      readonly stateRoot: H256;
    } & Struct;
    readonly isCancelled: boolean;
    readonly asCancelled: {
      readonly task: u32;
    } & Struct;
    readonly isRejected: boolean;
    readonly asRejected: {
      readonly task: u32;
      readonly report: PalletTasksProfileReport;
    } & Struct;
    readonly isKeySealed: boolean;
    readonly asKeySealed: {
      readonly task: u32;
      readonly who: AccountId32;
    } & Struct;
    readonly isExpired: boolean;
    readonly asExpired: {
      readonly task: u32;
      readonly reason: PalletTasksExpiryReason;
    } & Struct;
    readonly isPaid: boolean;
    readonly asPaid: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly amount: u128;
      readonly reason: PalletTasksPaidReason;
    } & Struct;
    readonly isRefunded: boolean;
    readonly asRefunded: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly amount: u128;
    } & Struct;
    readonly isSlashed: boolean;
    readonly asSlashed: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly amount: u128;
      readonly reason: PalletTasksSlashReason;
    } & Struct;
    readonly type: 'Submitted' | 'ProfilerDrawn' | 'ProfileCommitted' | 'ProfileRevealed' | 'Profiled' | 'SecondLook' | 'Opened' | 'Assigned' | 'Declined' | 'Started' | 'Salted' | 'Progress' | 'Completed' | 'LotteryDrawn' | 'Designated' | 'VerifiersDrawn' | 'VerdictCommitted' | 'RevealStarted' | 'VerdictRevealed' | 'ReportCommitted' | 'ReportRevealed' | 'UnsealStarted' | 'SecretRevealed' | 'ForcedErrorFound' | 'AlterationProved' | 'SecondPass' | 'Accepted' | 'Disputed' | 'Resumed' | 'Reopened' | 'Settled' | 'Cancelled' | 'Rejected' | 'KeySealed' | 'Expired' | 'Paid' | 'Refunded' | 'Slashed';
  }

  /** @name PalletTasksProfileReport (46) */
  interface PalletTasksProfileReport extends Enum {
    readonly isOk: boolean;
    readonly asOk: {
      readonly unitsPerStep: u64;
    } & Struct;
    readonly isUnavailable: boolean;
    readonly isMalformed: boolean;
    readonly asMalformed: {
      readonly record: u32;
    } & Struct;
    readonly isNonFinite: boolean;
    readonly isTooLarge: boolean;
    readonly isMeasured: boolean;
    readonly asMeasured: {
      readonly unitsPerStep: u64;
      readonly threshold: u64;
      readonly step: u64;
    } & Struct;
    readonly isTooCoarse: boolean;
    readonly type: 'Ok' | 'Unavailable' | 'Malformed' | 'NonFinite' | 'TooLarge' | 'Measured' | 'TooCoarse';
  }

  /** @name PalletTasksRootPair (47) */
  interface PalletTasksRootPair extends Struct {
    readonly first: H256;
    readonly second: H256;
  }

  /** @name PalletTasksPosition (48) */
  interface PalletTasksPosition extends Enum {
    readonly isFirst: boolean;
    readonly isSecond: boolean;
    readonly type: 'First' | 'Second';
  }

  /** @name PalletTasksVerdict (50) */
  interface PalletTasksVerdict extends Enum {
    readonly isAccept: boolean;
    readonly isFault: boolean;
    readonly asFault: {
      readonly interval: u32;
    } & Struct;
    readonly isDistance: boolean;
    readonly asDistance: {
      readonly interval: u32;
      readonly distance: u64;
    } & Struct;
    readonly type: 'Accept' | 'Fault' | 'Distance';
  }

  /** @name PalletTasksAccused (51) */
  interface PalletTasksAccused extends Struct {
    readonly account: AccountId32;
    readonly interval: u32;
  }

  /** @name PalletTasksExpiryReason (53) */
  interface PalletTasksExpiryReason extends Enum {
    readonly isNoProfiler: boolean;
    readonly isNoSolver: boolean;
    readonly isNoVerifiers: boolean;
    readonly isTooManyAttempts: boolean;
    readonly type: 'NoProfiler' | 'NoSolver' | 'NoVerifiers' | 'TooManyAttempts';
  }

  /** @name PalletTasksPaidReason (54) */
  interface PalletTasksPaidReason extends Enum {
    readonly isFee: boolean;
    readonly isVerifierFee: boolean;
    readonly isProfileFee: boolean;
    readonly isTax: boolean;
    readonly isReward: boolean;
    readonly isCompensation: boolean;
    readonly isForcedError: boolean;
    readonly isTimeBound: boolean;
    readonly isJackpot: boolean;
    readonly isWitnessFee: boolean;
    readonly type: 'Fee' | 'VerifierFee' | 'ProfileFee' | 'Tax' | 'Reward' | 'Compensation' | 'ForcedError' | 'TimeBound' | 'Jackpot' | 'WitnessFee';
  }

  /** @name PalletTasksSlashReason (55) */
  interface PalletTasksSlashReason extends Enum {
    readonly isFault: boolean;
    readonly isAcceptedFault: boolean;
    readonly isAcceptedForcedError: boolean;
    readonly isWrongDesignation: boolean;
    readonly isFailedChallenge: boolean;
    readonly isWrongProfile: boolean;
    readonly isSilence: boolean;
    readonly isDeclined: boolean;
    readonly type: 'Fault' | 'AcceptedFault' | 'AcceptedForcedError' | 'WrongDesignation' | 'FailedChallenge' | 'WrongProfile' | 'Silence' | 'Declined';
  }

  /** @name PalletDisputesEvent (56) */
  interface PalletDisputesEvent extends Enum {
    readonly isOpened: boolean;
    readonly asOpened: {
      readonly dispute: u32;
      readonly task: u32;
      readonly challenger: AccountId32;
      readonly defender: AccountId32;
      readonly interval: u32;
    } & Struct;
    readonly isMoved: boolean;
    readonly asMoved: {
      readonly dispute: u32;
      readonly round: u32;
      readonly side: PalletDisputesSide;
      readonly phase: Text;
    } & Struct;
    readonly isWaits: boolean;
    readonly asWaits: {
      readonly task: u32;
      readonly challenger: AccountId32;
      readonly interval: u32;
    } & Struct;
    readonly isDefenceOpen: boolean;
    readonly asDefenceOpen: {
      readonly dispute: u32;
      readonly task: u32;
    } & Struct;
    readonly isDefenceTaken: boolean;
    readonly asDefenceTaken: {
      readonly dispute: u32;
      readonly task: u32;
      readonly who: AccountId32;
    } & Struct;
    readonly isDemanded: boolean;
    readonly asDemanded: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly what: PalletDisputesDemandedLeaf;
      readonly deadline: u32;
    } & Struct;
    readonly isSupplied: boolean;
    readonly asSupplied: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly what: PalletDisputesDemandedLeaf;
    } & Struct;
    readonly isWithheld: boolean;
    readonly asWithheld: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly what: PalletDisputesDemandedLeaf;
    } & Struct;
    readonly isMalformed: boolean;
    readonly asMalformed: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly record: u32;
    } & Struct;
    readonly isProfileRefuted: boolean;
    readonly asProfileRefuted: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly profiler: AccountId32;
    } & Struct;
    readonly isDenied: boolean;
    readonly asDenied: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly defender: AccountId32;
    } & Struct;
    readonly isTallied: boolean;
    readonly asTallied: {
      readonly task: u32;
      readonly side: PalletDisputesSide;
      readonly phase: Text;
    } & Struct;
    readonly isTallyJudged: boolean;
    readonly asTallyJudged: {
      readonly task: u32;
      readonly winner: PalletDisputesSide;
    } & Struct;
    readonly isUnserved: boolean;
    readonly asUnserved: {
      readonly dispute: u32;
      readonly task: u32;
      readonly who: AccountId32;
    } & Struct;
    readonly isWitnessesDrawn: boolean;
    readonly asWitnessesDrawn: {
      readonly dispute: u32;
      readonly accounts: Vec<AccountId32>;
    } & Struct;
    readonly isWitnessCommitted: boolean;
    readonly asWitnessCommitted: {
      readonly dispute: u32;
      readonly who: AccountId32;
    } & Struct;
    readonly isWitnessRevealed: boolean;
    readonly asWitnessRevealed: {
      readonly dispute: u32;
      readonly who: AccountId32;
      readonly served: bool;
    } & Struct;
    readonly isWitnessesHeard: boolean;
    readonly asWitnessesHeard: {
      readonly dispute: u32;
      readonly served: u32;
      readonly unserved: u32;
    } & Struct;
    readonly isJudged: boolean;
    readonly asJudged: {
      readonly dispute: u32;
      readonly task: u32;
      readonly winner: PalletDisputesSide;
      readonly reason: PalletDisputesJudgement;
    } & Struct;
    readonly type: 'Opened' | 'Moved' | 'Waits' | 'DefenceOpen' | 'DefenceTaken' | 'Demanded' | 'Supplied' | 'Withheld' | 'Malformed' | 'ProfileRefuted' | 'Denied' | 'Tallied' | 'TallyJudged' | 'Unserved' | 'WitnessesDrawn' | 'WitnessCommitted' | 'WitnessRevealed' | 'WitnessesHeard' | 'Judged';
  }

  /** @name PalletDisputesSide (57) */
  interface PalletDisputesSide extends Enum {
    readonly isChallenger: boolean;
    readonly isDefender: boolean;
    readonly type: 'Challenger' | 'Defender';
  }

  /** @name PalletDisputesDemandedLeaf (58) */
  interface PalletDisputesDemandedLeaf extends Enum {
    readonly isState: boolean;
    readonly asState: PalletDisputesCommittedLeaf;
    readonly isProgram: boolean;
    readonly asProgram: {
      readonly leaf: u32;
    } & Struct;
    readonly isDataset: boolean;
    readonly asDataset: {
      readonly leaf: u32;
    } & Struct;
    readonly type: 'State' | 'Program' | 'Dataset';
  }

  /** @name PalletDisputesCommittedLeaf (59) */
  interface PalletDisputesCommittedLeaf extends Struct {
    readonly checkpoint: u32;
    readonly tensor: u32;
    readonly leaf: u32;
  }

  /** @name PalletDisputesJudgement (60) */
  interface PalletDisputesJudgement extends Enum {
    readonly isEndStateWrong: boolean;
    readonly isEndStateRight: boolean;
    readonly isSourceWrong: boolean;
    readonly isSourceRight: boolean;
    readonly isInitialWrong: boolean;
    readonly isInitialRight: boolean;
    readonly isOperationWrong: boolean;
    readonly isOperationRight: boolean;
    readonly isElementWrong: boolean;
    readonly isElementRight: boolean;
    readonly isConceded: boolean;
    readonly isSilent: boolean;
    readonly isUnserved: boolean;
    readonly type: 'EndStateWrong' | 'EndStateRight' | 'SourceWrong' | 'SourceRight' | 'InitialWrong' | 'InitialRight' | 'OperationWrong' | 'OperationRight' | 'ElementWrong' | 'ElementRight' | 'Conceded' | 'Silent' | 'Unserved';
  }

  /** @name FrameSystemPhase (61) */
  interface FrameSystemPhase extends Enum {
    readonly isApplyExtrinsic: boolean;
    readonly asApplyExtrinsic: u32;
    readonly isFinalization: boolean;
    readonly isInitialization: boolean;
    readonly type: 'ApplyExtrinsic' | 'Finalization' | 'Initialization';
  }

  /** @name FrameSystemLastRuntimeUpgradeInfo (64) */
  interface FrameSystemLastRuntimeUpgradeInfo extends Struct {
    readonly specVersion: Compact<u32>;
    readonly specName: Text;
  }

  /** @name FrameSystemCall (66) */
  interface FrameSystemCall extends Enum {
    readonly isRemark: boolean;
    readonly asRemark: {
      readonly remark: Bytes;
    } & Struct;
    readonly isSetStorage: boolean;
    readonly asSetStorage: {
      readonly items: Vec<ITuple<[Bytes, Bytes]>>;
    } & Struct;
    readonly isKillStorage: boolean;
    readonly asKillStorage: {
      readonly keys_: Vec<Bytes>;
    } & Struct;
    readonly isKillPrefix: boolean;
    readonly asKillPrefix: {
      readonly prefix: Bytes;
      readonly subkeys: u32;
    } & Struct;
    readonly isRemarkWithEvent: boolean;
    readonly asRemarkWithEvent: {
      readonly remark: Bytes;
    } & Struct;
    readonly type: 'Remark' | 'SetStorage' | 'KillStorage' | 'KillPrefix' | 'RemarkWithEvent';
  }

  /** @name FrameSystemError (70) */
  interface FrameSystemError extends Enum {
    readonly isInvalidSpecName: boolean;
    readonly isSpecVersionNeedsToIncrease: boolean;
    readonly isFailedToExtractRuntimeVersion: boolean;
    readonly isNonDefaultComposite: boolean;
    readonly isNonZeroRefCount: boolean;
    readonly isCallFiltered: boolean;
    readonly type: 'InvalidSpecName' | 'SpecVersionNeedsToIncrease' | 'FailedToExtractRuntimeVersion' | 'NonDefaultComposite' | 'NonZeroRefCount' | 'CallFiltered';
  }

  /** @name FrameSystemLimitsBlockWeights (71) */
  interface FrameSystemLimitsBlockWeights extends Struct {
    readonly baseBlock: SpWeightsWeightV2Weight;
    readonly maxBlock: SpWeightsWeightV2Weight;
    readonly perClass: FrameSupportDispatchPerDispatchClassWeightsPerClass;
  }

  /** @name FrameSupportDispatchPerDispatchClassWeightsPerClass (72) */
  interface FrameSupportDispatchPerDispatchClassWeightsPerClass extends Struct {
    readonly normal: FrameSystemLimitsWeightsPerClass;
    readonly operational: FrameSystemLimitsWeightsPerClass;
    readonly mandatory: FrameSystemLimitsWeightsPerClass;
  }

  /** @name FrameSystemLimitsWeightsPerClass (73) */
  interface FrameSystemLimitsWeightsPerClass extends Struct {
    readonly baseExtrinsic: SpWeightsWeightV2Weight;
    readonly maxExtrinsic: Option<SpWeightsWeightV2Weight>;
    readonly maxTotal: Option<SpWeightsWeightV2Weight>;
    readonly reserved: Option<SpWeightsWeightV2Weight>;
  }

  /** @name FrameSystemLimitsBlockLength (75) */
  interface FrameSystemLimitsBlockLength extends Struct {
    readonly max: FrameSupportDispatchPerDispatchClassU32;
  }

  /** @name FrameSupportDispatchPerDispatchClassU32 (76) */
  interface FrameSupportDispatchPerDispatchClassU32 extends Struct {
    readonly normal: u32;
    readonly operational: u32;
    readonly mandatory: u32;
  }

  /** @name SpWeightsRuntimeDbWeight (77) */
  interface SpWeightsRuntimeDbWeight extends Struct {
    readonly read: u64;
    readonly write: u64;
  }

  /** @name SpVersionRuntimeVersion (78) */
  interface SpVersionRuntimeVersion extends Struct {
    readonly specName: Text;
    readonly implName: Text;
    readonly authoringVersion: u32;
    readonly specVersion: u32;
    readonly implVersion: u32;
    readonly apis: Vec<ITuple<[U8aFixed, u32]>>;
    readonly transactionVersion: u32;
    readonly systemVersion: u8;
  }

  /** @name PalletTimestampCall (84) */
  interface PalletTimestampCall extends Enum {
    readonly isSet: boolean;
    readonly asSet: {
      readonly now: Compact<u64>;
    } & Struct;
    readonly type: 'Set';
  }

  /** @name PalletBalancesBalanceLock (86) */
  interface PalletBalancesBalanceLock extends Struct {
    readonly id: U8aFixed;
    readonly amount: u128;
    readonly reasons: PalletBalancesReasons;
  }

  /** @name PalletBalancesReasons (87) */
  interface PalletBalancesReasons extends Enum {
    readonly isFee: boolean;
    readonly isMisc: boolean;
    readonly isAll: boolean;
    readonly type: 'Fee' | 'Misc' | 'All';
  }

  /** @name PalletBalancesReserveData (89) */
  interface PalletBalancesReserveData extends Struct {
    readonly id: U8aFixed;
    readonly amount: u128;
  }

  /** @name FrameSupportTokensMiscIdAmount (92) */
  interface FrameSupportTokensMiscIdAmount extends Struct {
    readonly id: PlumblineRuntimeRuntimeHoldReason;
    readonly amount: u128;
  }

  /** @name PlumblineRuntimeRuntimeFreezeReason (96) */
  type PlumblineRuntimeRuntimeFreezeReason = Null;

  /** @name PalletBalancesCall (99) */
  interface PalletBalancesCall extends Enum {
    readonly isTransferAllowDeath: boolean;
    readonly asTransferAllowDeath: {
      readonly dest: MultiAddress;
      readonly value: Compact<u128>;
    } & Struct;
    readonly isForceTransfer: boolean;
    readonly asForceTransfer: {
      readonly source: MultiAddress;
      readonly dest: MultiAddress;
      readonly value: Compact<u128>;
    } & Struct;
    readonly isTransferKeepAlive: boolean;
    readonly asTransferKeepAlive: {
      readonly dest: MultiAddress;
      readonly value: Compact<u128>;
    } & Struct;
    readonly isTransferAll: boolean;
    readonly asTransferAll: {
      readonly dest: MultiAddress;
      readonly keepAlive: bool;
    } & Struct;
    readonly isForceSetBalance: boolean;
    readonly asForceSetBalance: {
      readonly who: MultiAddress;
      readonly newFree: Compact<u128>;
    } & Struct;
    readonly isBurn: boolean;
    readonly asBurn: {
      readonly value: Compact<u128>;
      readonly keepAlive: bool;
    } & Struct;
    readonly type: 'TransferAllowDeath' | 'ForceTransfer' | 'TransferKeepAlive' | 'TransferAll' | 'ForceSetBalance' | 'Burn';
  }

  /** @name PalletBalancesError (104) */
  interface PalletBalancesError extends Enum {
    readonly isVestingBalance: boolean;
    readonly isLiquidityRestrictions: boolean;
    readonly isInsufficientBalance: boolean;
    readonly isExistentialDeposit: boolean;
    readonly isExpendability: boolean;
    readonly isExistingVestingSchedule: boolean;
    readonly isDeadAccount: boolean;
    readonly isTooManyReserves: boolean;
    readonly isTooManyHolds: boolean;
    readonly isTooManyFreezes: boolean;
    readonly isIssuanceDeactivated: boolean;
    readonly isDeltaZero: boolean;
    readonly type: 'VestingBalance' | 'LiquidityRestrictions' | 'InsufficientBalance' | 'ExistentialDeposit' | 'Expendability' | 'ExistingVestingSchedule' | 'DeadAccount' | 'TooManyReserves' | 'TooManyHolds' | 'TooManyFreezes' | 'IssuanceDeactivated' | 'DeltaZero';
  }

  /** @name PalletSudoCall (106) */
  interface PalletSudoCall extends Enum {
    readonly isSudo: boolean;
    readonly asSudo: {
      readonly call: Call;
    } & Struct;
    readonly isSudoUncheckedWeight: boolean;
    readonly asSudoUncheckedWeight: {
      readonly call: Call;
      readonly weight: SpWeightsWeightV2Weight;
    } & Struct;
    readonly isSetKey: boolean;
    readonly asSetKey: {
      readonly new_: MultiAddress;
    } & Struct;
    readonly isSudoAs: boolean;
    readonly asSudoAs: {
      readonly who: MultiAddress;
      readonly call: Call;
    } & Struct;
    readonly isRemoveKey: boolean;
    readonly type: 'Sudo' | 'SudoUncheckedWeight' | 'SetKey' | 'SudoAs' | 'RemoveKey';
  }

  /** @name PalletUtilityCall (108) */
  interface PalletUtilityCall extends Enum {
    readonly isBatch: boolean;
    readonly asBatch: {
      readonly calls: Vec<Call>;
    } & Struct;
    readonly isAsDerivative: boolean;
    readonly asAsDerivative: {
      readonly index: u16;
      readonly call: Call;
    } & Struct;
    readonly isBatchAll: boolean;
    readonly asBatchAll: {
      readonly calls: Vec<Call>;
    } & Struct;
    readonly isForceBatch: boolean;
    readonly asForceBatch: {
      readonly calls: Vec<Call>;
    } & Struct;
    readonly type: 'Batch' | 'AsDerivative' | 'BatchAll' | 'ForceBatch';
  }

  /** @name PalletStakesCall (110) */
  interface PalletStakesCall extends Enum {
    readonly isRegister: boolean;
    readonly asRegister: {
      readonly role: PalletStakesRole;
      readonly amount: u128;
      readonly price: u64;
    } & Struct;
    readonly isBondMore: boolean;
    readonly asBondMore: {
      readonly role: PalletStakesRole;
      readonly amount: u128;
    } & Struct;
    readonly isSetPrice: boolean;
    readonly asSetPrice: {
      readonly role: PalletStakesRole;
      readonly price: u64;
    } & Struct;
    readonly isSetOnline: boolean;
    readonly asSetOnline: {
      readonly role: PalletStakesRole;
      readonly online: bool;
    } & Struct;
    readonly isSetCapacity: boolean;
    readonly asSetCapacity: {
      readonly role: PalletStakesRole;
      readonly capacity: u32;
    } & Struct;
    readonly isHeartbeat: boolean;
    readonly isUnbond: boolean;
    readonly asUnbond: {
      readonly role: PalletStakesRole;
      readonly amount: u128;
    } & Struct;
    readonly isRebond: boolean;
    readonly asRebond: {
      readonly role: PalletStakesRole;
      readonly amount: u128;
    } & Struct;
    readonly isWithdrawUnbonded: boolean;
    readonly asWithdrawUnbonded: {
      readonly role: PalletStakesRole;
    } & Struct;
    readonly isProposeWorkerKey: boolean;
    readonly asProposeWorkerKey: {
      readonly worker: Option<AccountId32>;
    } & Struct;
    readonly isAcceptWorkerKey: boolean;
    readonly asAcceptWorkerKey: {
      readonly stash: AccountId32;
    } & Struct;
    readonly isBindPeer: boolean;
    readonly asBindPeer: {
      readonly peerId: Text;
      readonly addresses: Vec<Text>;
      readonly publicKey: U8aFixed;
      readonly encryptionKey: U8aFixed;
      readonly expiry: u32;
      readonly signature: U8aFixed;
    } & Struct;
    readonly type: 'Register' | 'BondMore' | 'SetPrice' | 'SetOnline' | 'SetCapacity' | 'Heartbeat' | 'Unbond' | 'Rebond' | 'WithdrawUnbonded' | 'ProposeWorkerKey' | 'AcceptWorkerKey' | 'BindPeer';
  }

  /** @name PalletTasksCall (113) */
  interface PalletTasksCall extends Enum {
    readonly isSubmit: boolean;
    readonly asSubmit: {
      readonly spec: PalletTasksTaskSpec;
    } & Struct;
    readonly isCancel: boolean;
    readonly asCancel: {
      readonly task: u32;
    } & Struct;
    readonly isCommitProfile: boolean;
    readonly asCommitProfile: {
      readonly task: u32;
      readonly commitment: H256;
    } & Struct;
    readonly isRevealProfile: boolean;
    readonly asRevealProfile: {
      readonly task: u32;
      readonly report: PalletTasksProfileReport;
      readonly salt: U8aFixed;
    } & Struct;
    readonly isDecline: boolean;
    readonly asDecline: {
      readonly task: u32;
    } & Struct;
    readonly isSealKey: boolean;
    readonly asSealKey: {
      readonly task: u32;
      readonly who: AccountId32;
      readonly key: U8aFixed;
    } & Struct;
    readonly isStart: boolean;
    readonly asStart: {
      readonly task: u32;
      readonly commitment: H256;
    } & Struct;
    readonly isProgress: boolean;
    readonly asProgress: {
      readonly task: u32;
      readonly checkpoint: u32;
      readonly roots: PalletTasksRootPair;
      readonly loss: u32;
    } & Struct;
    readonly isComplete: boolean;
    readonly asComplete: {
      readonly task: u32;
      readonly proofRoots: PalletTasksRootPair;
    } & Struct;
    readonly isDesignate: boolean;
    readonly asDesignate: {
      readonly task: u32;
      readonly position: PalletTasksPosition;
    } & Struct;
    readonly isCommitVerdict: boolean;
    readonly asCommitVerdict: {
      readonly task: u32;
      readonly commitment: H256;
    } & Struct;
    readonly isRevealVerdict: boolean;
    readonly asRevealVerdict: {
      readonly task: u32;
      readonly verdict: PalletTasksVerdict;
      readonly salt: U8aFixed;
    } & Struct;
    readonly isCommitReport: boolean;
    readonly asCommitReport: {
      readonly task: u32;
      readonly commitment: H256;
    } & Struct;
    readonly isRevealReport: boolean;
    readonly asRevealReport: {
      readonly task: u32;
      readonly verdict: PalletTasksVerdict;
      readonly salt: U8aFixed;
    } & Struct;
    readonly isRevealSecret: boolean;
    readonly asRevealSecret: {
      readonly task: u32;
      readonly secret: H256;
    } & Struct;
    readonly isProveAltered: boolean;
    readonly asProveAltered: {
      readonly task: u32;
      readonly checkpoint: u32;
      readonly opening: PalletTasksAlterationOpening;
    } & Struct;
    readonly type: 'Submit' | 'Cancel' | 'CommitProfile' | 'RevealProfile' | 'Decline' | 'SealKey' | 'Start' | 'Progress' | 'Complete' | 'Designate' | 'CommitVerdict' | 'RevealVerdict' | 'CommitReport' | 'RevealReport' | 'RevealSecret' | 'ProveAltered';
  }

  /** @name PalletTasksTaskSpec (114) */
  interface PalletTasksTaskSpec extends Struct {
    readonly name: Text;
    readonly program: PalletTasksProgramRef;
    readonly dataset: PalletTasksDatasetRef;
    readonly batchSize: u32;
    readonly steps: u32;
    readonly checkpointEvery: u32;
    readonly unitsPerStep: u64;
    readonly mode: PalletTasksVerificationMode;
    readonly verifiers: u8;
    readonly profilers: u8;
    readonly sampleRate: u32;
    readonly maxPrice: u64;
    readonly stallBlocks: u32;
    readonly base: Option<u32>;
    readonly sealed: Option<PalletTasksSealedFiles>;
    readonly sources: Vec<Text>;
  }

  /** @name PalletTasksProgramRef (115) */
  interface PalletTasksProgramRef extends Struct {
    readonly root: H256;
    readonly stateCount: u32;
    readonly nodeCount: u32;
    readonly file: PalletTasksBlob;
  }

  /** @name PalletTasksBlob (116) */
  interface PalletTasksBlob extends Struct {
    readonly root: H256;
    readonly bytes: u64;
  }

  /** @name PalletTasksDatasetRef (117) */
  interface PalletTasksDatasetRef extends Struct {
    readonly blob: PalletTasksBlob;
    readonly rows: u32;
    readonly rowStride: u32;
    readonly rowWidth: u32;
  }

  /** @name PalletTasksVerificationMode (118) */
  interface PalletTasksVerificationMode extends Enum {
    readonly isReproducible: boolean;
    readonly isTolerant: boolean;
    readonly type: 'Reproducible' | 'Tolerant';
  }

  /** @name PalletTasksSealedFiles (120) */
  interface PalletTasksSealedFiles extends Struct {
    readonly program: PalletTasksBlob;
    readonly dataset: PalletTasksBlob;
  }

  /** @name PalletTasksAlterationOpening (124) */
  interface PalletTasksAlterationOpening extends Struct {
    readonly candidate: u8;
    readonly record: Bytes;
    readonly recordPath: Vec<H256>;
    readonly leaf: Bytes;
    readonly leafPath: Vec<H256>;
    readonly tensorPath: Vec<H256>;
  }

  /** @name PalletDisputesCall (127) */
  interface PalletDisputesCall extends Enum {
    readonly isChallenge: boolean;
    readonly asChallenge: {
      readonly task: u32;
      readonly interval: u32;
    } & Struct;
    readonly isPlay: boolean;
    readonly asPlay: {
      readonly dispute: u32;
      readonly round: u32;
      readonly move: PalletDisputesMove;
    } & Struct;
    readonly isTimeout: boolean;
    readonly asTimeout: {
      readonly dispute: u32;
    } & Struct;
    readonly isPostTranscript: boolean;
    readonly asPostTranscript: {
      readonly dispute: u32;
      readonly moves: Vec<PalletDisputesSignedMove>;
    } & Struct;
    readonly isTakeDefence: boolean;
    readonly asTakeDefence: {
      readonly dispute: u32;
    } & Struct;
    readonly isReportUnserved: boolean;
    readonly asReportUnserved: {
      readonly dispute: u32;
    } & Struct;
    readonly isCommitWitness: boolean;
    readonly asCommitWitness: {
      readonly dispute: u32;
      readonly commitment: H256;
    } & Struct;
    readonly isRevealWitness: boolean;
    readonly asRevealWitness: {
      readonly dispute: u32;
      readonly served: bool;
      readonly salt: U8aFixed;
    } & Struct;
    readonly isDemand: boolean;
    readonly asDemand: {
      readonly task: u32;
      readonly what: PalletDisputesDemandedLeaf;
    } & Struct;
    readonly isSupply: boolean;
    readonly asSupply: {
      readonly task: u32;
      readonly what: PalletDisputesDemandedLeaf;
      readonly opening: PalletDisputesSuppliedLeaf;
    } & Struct;
    readonly isProveMalformed: boolean;
    readonly asProveMalformed: {
      readonly task: u32;
      readonly record: u32;
      readonly openings: Vec<PalletDisputesRecordOpening>;
    } & Struct;
    readonly isRefuteMalformed: boolean;
    readonly asRefuteMalformed: {
      readonly task: u32;
      readonly record: u32;
      readonly openings: Vec<PalletDisputesRecordOpening>;
    } & Struct;
    readonly isDenyProfile: boolean;
    readonly asDenyProfile: {
      readonly task: u32;
    } & Struct;
    readonly isPlayTally: boolean;
    readonly asPlayTally: {
      readonly task: u32;
      readonly move: PalletDisputesTallyMove;
    } & Struct;
    readonly type: 'Challenge' | 'Play' | 'Timeout' | 'PostTranscript' | 'TakeDefence' | 'ReportUnserved' | 'CommitWitness' | 'RevealWitness' | 'Demand' | 'Supply' | 'ProveMalformed' | 'RefuteMalformed' | 'DenyProfile' | 'PlayTally';
  }

  /** @name PalletDisputesMove (128) */
  interface PalletDisputesMove extends Enum {
    readonly isRevealStates: boolean;
    readonly asRevealStates: {
      readonly states: Vec<H256>;
    } & Struct;
    readonly isCommitOperators: boolean;
    readonly asCommitOperators: {
      readonly root: H256;
    } & Struct;
    readonly isRevealChildren: boolean;
    readonly asRevealChildren: {
      readonly children: Vec<H256>;
    } & Struct;
    readonly isRevealLeaf: boolean;
    readonly asRevealLeaf: {
      readonly bytes: Bytes;
    } & Struct;
    readonly isRevealRegisters: boolean;
    readonly asRevealRegisters: {
      readonly files: Vec<U8aFixed>;
    } & Struct;
    readonly isPick: boolean;
    readonly asPick: {
      readonly index: u8;
    } & Struct;
    readonly isDescend: boolean;
    readonly asDescend: {
      readonly tree: PalletDisputesStepTree;
    } & Struct;
    readonly isOpenOperator: boolean;
    readonly asOpenOperator: {
      readonly record: Bytes;
      readonly path: Vec<H256>;
    } & Struct;
    readonly isOpenTensor: boolean;
    readonly asOpenTensor: {
      readonly record: Bytes;
      readonly path: Vec<H256>;
    } & Struct;
    readonly isPickElement: boolean;
    readonly asPickElement: {
      readonly index: u16;
    } & Struct;
    readonly isProveEndState: boolean;
    readonly asProveEndState: {
      readonly record: Bytes;
      readonly recordPath: Vec<H256>;
      readonly root: H256;
      readonly rootPath: Vec<H256>;
    } & Struct;
    readonly isProveSource: boolean;
    readonly asProveSource: {
      readonly root: H256;
      readonly path: Vec<H256>;
    } & Struct;
    readonly isProveOperation: boolean;
    readonly asProveOperation: {
      readonly operands: Vec<PalletDisputesOperandOpening>;
    } & Struct;
    readonly isCommitTrace: boolean;
    readonly asCommitTrace: {
      readonly root: H256;
      readonly path: Vec<H256>;
    } & Struct;
    readonly isPickStep: boolean;
    readonly asPickStep: {
      readonly picked: PalletDisputesPickedStep;
    } & Struct;
    readonly isDemandTrace: boolean;
    readonly asDemandTrace: {
      readonly step: u32;
      readonly node: u32;
      readonly leaf: u32;
    } & Struct;
    readonly isShowTrace: boolean;
    readonly asShowTrace: {
      readonly opening: PalletDisputesTraceOpening;
    } & Struct;
    readonly isConcede: boolean;
    readonly type: 'RevealStates' | 'CommitOperators' | 'RevealChildren' | 'RevealLeaf' | 'RevealRegisters' | 'Pick' | 'Descend' | 'OpenOperator' | 'OpenTensor' | 'PickElement' | 'ProveEndState' | 'ProveSource' | 'ProveOperation' | 'CommitTrace' | 'PickStep' | 'DemandTrace' | 'ShowTrace' | 'Concede';
  }

  /** @name PalletDisputesStepTree (131) */
  interface PalletDisputesStepTree extends Enum {
    readonly isOperators: boolean;
    readonly isEndState: boolean;
    readonly type: 'Operators' | 'EndState';
  }

  /** @name PalletDisputesOperandOpening (132) */
  interface PalletDisputesOperandOpening extends Struct {
    readonly root: H256;
    readonly rootPath: Vec<H256>;
    readonly leaf: Bytes;
    readonly leafPath: Vec<H256>;
  }

  /** @name PalletDisputesPickedStep (135) */
  interface PalletDisputesPickedStep extends Struct {
    readonly step: u32;
    readonly start: H256;
    readonly startPath: Vec<H256>;
    readonly end: H256;
    readonly endPath: Vec<H256>;
    readonly operators: H256;
    readonly operatorsPath: Vec<H256>;
  }

  /** @name PalletDisputesTraceOpening (136) */
  interface PalletDisputesTraceOpening extends Struct {
    readonly operators: H256;
    readonly operatorsPath: Vec<H256>;
    readonly root: H256;
    readonly rootPath: Vec<H256>;
    readonly record: Bytes;
    readonly recordPath: Vec<H256>;
    readonly leaf: Bytes;
    readonly leafPath: Vec<H256>;
  }

  /** @name PalletDisputesSignedMove (137) */
  interface PalletDisputesSignedMove extends Struct {
    readonly move: PalletDisputesMove;
    readonly signature: U8aFixed;
  }

  /** @name PalletDisputesSuppliedLeaf (140) */
  interface PalletDisputesSuppliedLeaf extends Enum {
    readonly isState: boolean;
    readonly asState: PalletDisputesLeafOpening;
    readonly isFile: boolean;
    readonly asFile: PalletDisputesFileOpening;
    readonly type: 'State' | 'File';
  }

  /** @name PalletDisputesLeafOpening (141) */
  interface PalletDisputesLeafOpening extends Struct {
    readonly record: Bytes;
    readonly recordPath: Vec<H256>;
    readonly root: H256;
    readonly rootPath: Vec<H256>;
    readonly leaf: Bytes;
    readonly leafPath: Vec<H256>;
  }

  /** @name PalletDisputesFileOpening (142) */
  interface PalletDisputesFileOpening extends Struct {
    readonly leaf: Bytes;
    readonly leafPath: Vec<H256>;
  }

  /** @name PalletDisputesRecordOpening (143) */
  interface PalletDisputesRecordOpening extends Struct {
    readonly index: u32;
    readonly record: Bytes;
    readonly path: Vec<H256>;
  }

  /** @name PalletDisputesTallyMove (146) */
  interface PalletDisputesTallyMove extends Enum {
    readonly isRevealSums: boolean;
    readonly asRevealSums: {
      readonly sums: Vec<PalletDisputesTally>;
    } & Struct;
    readonly isPickSum: boolean;
    readonly asPickSum: {
      readonly index: u8;
    } & Struct;
    readonly isOpenRecord: boolean;
    readonly asOpenRecord: {
      readonly record: Bytes;
      readonly path: Vec<H256>;
    } & Struct;
    readonly type: 'RevealSums' | 'PickSum' | 'OpenRecord';
  }

  /** @name PalletDisputesTally (147) */
  interface PalletDisputesTally extends Struct {
    readonly units: u128;
    readonly elements: u128;
  }

  /** @name PalletSudoError (150) */
  interface PalletSudoError extends Enum {
    readonly isRequireSudo: boolean;
    readonly type: 'RequireSudo';
  }

  /** @name PalletUtilityError (151) */
  interface PalletUtilityError extends Enum {
    readonly isTooManyCalls: boolean;
    readonly type: 'TooManyCalls';
  }

  /** @name PlumblineAuthorshipAuthorityId (152) */
  interface PlumblineAuthorshipAuthorityId extends U8aFixed {}

  /** @name PalletStakesRegistration (155) */
  interface PalletStakesRegistration extends Struct {
    readonly stake: u128;
    readonly unbonding: Vec<PalletStakesUnbondingChunk>;
    readonly price: u64;
    readonly capacity: u32;
    readonly online: bool;
    readonly lastSeen: u32;
    readonly absent: bool;
    readonly duties: u32;
    readonly completed: u32;
    readonly profiled: u32;
    readonly failed: u32;
    readonly declined: u32;
    readonly slashed: u128;
  }

  /** @name PalletStakesUnbondingChunk (156) */
  interface PalletStakesUnbondingChunk extends Struct {
    readonly amount: u128;
    readonly freeAt: u32;
  }

  /** @name PalletStakesWeightBranch (160) */
  interface PalletStakesWeightBranch extends Struct {
    readonly slot: u8;
    readonly weight: u128;
    readonly leaf: Option<PalletStakesWeightLeaf>;
  }

  /** @name PalletStakesWeightLeaf (161) */
  interface PalletStakesWeightLeaf extends Struct {
    readonly account: AccountId32;
    readonly priceClass: u8;
  }

  /** @name PalletStakesPeer (166) */
  interface PalletStakesPeer extends Struct {
    readonly peerId: Text;
    readonly addresses: Vec<Text>;
    readonly encryptionKey: U8aFixed;
    readonly expiry: u32;
  }

  /** @name PalletStakesParams (167) */
  interface PalletStakesParams extends Struct {
    readonly minSolverStake: u128;
    readonly minVerifierStake: u128;
    readonly minWhistleblowerStake: u128;
    readonly fraudSlash: u32;
    readonly silenceSlash: u128;
    readonly unbondingBlocks: u32;
    readonly heartbeatBlocks: u32;
  }

  /** @name PalletStakesError (168) */
  interface PalletStakesError extends Enum {
    readonly isNotRegistered: boolean;
    readonly isAlreadyRegistered: boolean;
    readonly isStakeTooLow: boolean;
    readonly isPriceNeeded: boolean;
    readonly isPriceNotAsked: boolean;
    readonly isOnDuty: boolean;
    readonly isBadCapacity: boolean;
    readonly isMoreThanBonded: boolean;
    readonly isMoreThanUnbonding: boolean;
    readonly isTooManyUnbonding: boolean;
    readonly isNothingToWithdraw: boolean;
    readonly isIsWorkerKey: boolean;
    readonly isBadWorkerKey: boolean;
    readonly isNotProposed: boolean;
    readonly isBindingExpired: boolean;
    readonly isZeroAmount: boolean;
    readonly isBadPeerId: boolean;
    readonly isBadPeerSignature: boolean;
    readonly isTooManyAddresses: boolean;
    readonly type: 'NotRegistered' | 'AlreadyRegistered' | 'StakeTooLow' | 'PriceNeeded' | 'PriceNotAsked' | 'OnDuty' | 'BadCapacity' | 'MoreThanBonded' | 'MoreThanUnbonding' | 'TooManyUnbonding' | 'NothingToWithdraw' | 'IsWorkerKey' | 'BadWorkerKey' | 'NotProposed' | 'BindingExpired' | 'ZeroAmount' | 'BadPeerId' | 'BadPeerSignature' | 'TooManyAddresses';
  }

  /** @name PalletTasksTask (169) */
  interface PalletTasksTask extends Struct {
    readonly submitter: AccountId32;
    readonly spec: PalletTasksTaskSpec;
    readonly status: PalletTasksTaskStatus;
    readonly attempt: u8;
    readonly seed: Option<H256>;
    readonly solver: Option<AccountId32>;
    readonly assignedAt: u32;
    readonly price: u64;
    readonly profilers: Vec<PalletTasksDrawnProfiler>;
    readonly verifiers: Vec<PalletTasksDrawnVerifier>;
    readonly reports: Vec<PalletTasksBlindReport>;
    readonly blindUntil: u32;
    readonly pass: u8;
    readonly forced: Option<PalletTasksForcedError>;
    readonly drawSeed: Option<H256>;
    readonly seal: Option<PalletTasksSeal>;
    readonly proofRoots: Option<PalletTasksRootPair>;
    readonly progress: PalletTasksProgress;
    readonly deadline: u32;
    readonly searchUntil: u32;
    readonly dispute: Option<u32>;
    readonly served: Vec<PalletTasksServed>;
    readonly escrow: u128;
    readonly submittedAt: u32;
  }

  /** @name PalletTasksTaskStatus (170) */
  interface PalletTasksTaskStatus extends Enum {
    readonly isSubmitted: boolean;
    readonly isProfiling: boolean;
    readonly isReporting: boolean;
    readonly isProfiled: boolean;
    readonly isOpen: boolean;
    readonly isAssigned: boolean;
    readonly isTraining: boolean;
    readonly isProved: boolean;
    readonly isVerifying: boolean;
    readonly isRevealing: boolean;
    readonly isUnsealing: boolean;
    readonly isChallengeable: boolean;
    readonly isDisputed: boolean;
    readonly isSettled: boolean;
    readonly isCancelled: boolean;
    readonly isRejected: boolean;
    readonly isExpired: boolean;
    readonly type: 'Submitted' | 'Profiling' | 'Reporting' | 'Profiled' | 'Open' | 'Assigned' | 'Training' | 'Proved' | 'Verifying' | 'Revealing' | 'Unsealing' | 'Challengeable' | 'Disputed' | 'Settled' | 'Cancelled' | 'Rejected' | 'Expired';
  }

  /** @name PalletTasksDrawnProfiler (172) */
  interface PalletTasksDrawnProfiler extends Struct {
    readonly account: AccountId32;
    readonly commitment: Option<H256>;
    readonly report: Option<PalletTasksProfileReport>;
    readonly second: bool;
  }

  /** @name PalletTasksDrawnVerifier (176) */
  interface PalletTasksDrawnVerifier extends Struct {
    readonly account: AccountId32;
    readonly commitment: Option<H256>;
    readonly verdict: Option<PalletTasksVerdict>;
    readonly refuted: bool;
    readonly absent: bool;
  }

  /** @name PalletTasksBlindReport (180) */
  interface PalletTasksBlindReport extends Struct {
    readonly account: AccountId32;
    readonly commitment: H256;
    readonly verdict: Option<PalletTasksVerdict>;
    readonly bond: u128;
  }

  /** @name PalletTasksForcedError (183) */
  interface PalletTasksForcedError extends Struct {
    readonly reporters: Vec<AccountId32>;
    readonly accused: Vec<PalletTasksAccused>;
    readonly unproved: Vec<u32>;
  }

  /** @name PalletTasksSeal (189) */
  interface PalletTasksSeal extends Struct {
    readonly commitment: H256;
    readonly salt: Option<H256>;
    readonly lottery: Option<H256>;
    readonly designated: Option<PalletTasksPosition>;
    readonly secret: Option<H256>;
  }

  /** @name PalletTasksProgress (193) */
  interface PalletTasksProgress extends Struct {
    readonly checkpoints: u32;
    readonly loss: u32;
  }

  /** @name PalletTasksServed (194) */
  interface PalletTasksServed extends Struct {
    readonly account: AccountId32;
    readonly role: PalletStakesRole;
  }

  /** @name PalletTasksProvenModel (199) */
  interface PalletTasksProvenModel extends Struct {
    readonly programRoot: H256;
    readonly stateRoot: H256;
    readonly stateCount: u32;
    readonly depth: u8;
    readonly solver: AccountId32;
  }

  /** @name PalletTasksParams (200) */
  interface PalletTasksParams extends Struct {
    readonly taxRate: u32;
    readonly forcedErrorRate: u32;
    readonly profileFee: u128;
    readonly declineFee: u128;
    readonly verifierFee: u128;
    readonly profilingBlocks: u32;
    readonly openBlocks: u32;
    readonly commitBlocks: u32;
    readonly reportBlocks: u32;
    readonly revealBlocks: u32;
    readonly challengePeriod: u32;
    readonly maxAttempts: u8;
    readonly maxDepth: u8;
    readonly depositSafety: u32;
  }

  /** @name PalletTasksError (201) */
  interface PalletTasksError extends Enum {
    readonly isUnknownTask: boolean;
    readonly isNotSubmitter: boolean;
    readonly isNotProfiler: boolean;
    readonly isNotSolver: boolean;
    readonly isNotVerifier: boolean;
    readonly isCannotCancel: boolean;
    readonly isNotProfiling: boolean;
    readonly isNotReporting: boolean;
    readonly isWrongReport: boolean;
    readonly isWrongVerdict: boolean;
    readonly isNotAssigned: boolean;
    readonly isNotTraining: boolean;
    readonly isNotStarted: boolean;
    readonly isNotSalted: boolean;
    readonly isWrongPair: boolean;
    readonly isNotProved: boolean;
    readonly isNotDrawn: boolean;
    readonly isNotDesignated: boolean;
    readonly isNotUnsealing: boolean;
    readonly isWrongSecret: boolean;
    readonly isNothingToProve: boolean;
    readonly isNotAltered: boolean;
    readonly isNotWhistleblower: boolean;
    readonly isTooManyReports: boolean;
    readonly isNoReport: boolean;
    readonly isWrongCheckpoint: boolean;
    readonly isWrongBaseState: boolean;
    readonly isCheckpointsMissing: boolean;
    readonly isWrongProofRoot: boolean;
    readonly isNotVerifying: boolean;
    readonly isAlreadyCommitted: boolean;
    readonly isNotRevealing: boolean;
    readonly isAlreadyRevealed: boolean;
    readonly isCommitmentMismatch: boolean;
    readonly isNoSuchInterval: boolean;
    readonly isNotChallengeable: boolean;
    readonly isNotPrivate: boolean;
    readonly isTaskOver: boolean;
    readonly isNotServing: boolean;
    readonly isRoleTaken: boolean;
    readonly isNoName: boolean;
    readonly isEmptyProgram: boolean;
    readonly isTooManyNodes: boolean;
    readonly isTooManyStateTensors: boolean;
    readonly isZeroBatchSize: boolean;
    readonly isBatchTooLarge: boolean;
    readonly isZeroSteps: boolean;
    readonly isZeroCheckpointEvery: boolean;
    readonly isCheckpointsDoNotDivide: boolean;
    readonly isTooManyCheckpoints: boolean;
    readonly isZeroUnits: boolean;
    readonly isEmptyDataset: boolean;
    readonly isDatasetNotWhole: boolean;
    readonly isDatasetTooLarge: boolean;
    readonly isRowsBeyondDataset: boolean;
    readonly isZeroRowStride: boolean;
    readonly isNoVerifiers: boolean;
    readonly isTooManyVerifiers: boolean;
    readonly isNoProfilers: boolean;
    readonly isTooManyProfilers: boolean;
    readonly isBadSampleRate: boolean;
    readonly isZeroPrice: boolean;
    readonly isZeroStallBlocks: boolean;
    readonly isBaseNotProven: boolean;
    readonly isBaseDoesNotFit: boolean;
    readonly isBaseTooDeep: boolean;
    readonly isFeeTooLarge: boolean;
    readonly isStallTooLong: boolean;
    readonly type: 'UnknownTask' | 'NotSubmitter' | 'NotProfiler' | 'NotSolver' | 'NotVerifier' | 'CannotCancel' | 'NotProfiling' | 'NotReporting' | 'WrongReport' | 'WrongVerdict' | 'NotAssigned' | 'NotTraining' | 'NotStarted' | 'NotSalted' | 'WrongPair' | 'NotProved' | 'NotDrawn' | 'NotDesignated' | 'NotUnsealing' | 'WrongSecret' | 'NothingToProve' | 'NotAltered' | 'NotWhistleblower' | 'TooManyReports' | 'NoReport' | 'WrongCheckpoint' | 'WrongBaseState' | 'CheckpointsMissing' | 'WrongProofRoot' | 'NotVerifying' | 'AlreadyCommitted' | 'NotRevealing' | 'AlreadyRevealed' | 'CommitmentMismatch' | 'NoSuchInterval' | 'NotChallengeable' | 'NotPrivate' | 'TaskOver' | 'NotServing' | 'RoleTaken' | 'NoName' | 'EmptyProgram' | 'TooManyNodes' | 'TooManyStateTensors' | 'ZeroBatchSize' | 'BatchTooLarge' | 'ZeroSteps' | 'ZeroCheckpointEvery' | 'CheckpointsDoNotDivide' | 'TooManyCheckpoints' | 'ZeroUnits' | 'EmptyDataset' | 'DatasetNotWhole' | 'DatasetTooLarge' | 'RowsBeyondDataset' | 'ZeroRowStride' | 'NoVerifiers' | 'TooManyVerifiers' | 'NoProfilers' | 'TooManyProfilers' | 'BadSampleRate' | 'ZeroPrice' | 'ZeroStallBlocks' | 'BaseNotProven' | 'BaseDoesNotFit' | 'BaseTooDeep' | 'FeeTooLarge' | 'StallTooLong';
  }

  /** @name PalletDisputesDispute (202) */
  interface PalletDisputesDispute extends Struct {
    readonly task: u32;
    readonly challenger: AccountId32;
    readonly defender: AccountId32;
    readonly defence: PalletDisputesDefence;
    readonly origin: PalletDisputesDisputeOrigin;
    readonly interval: u32;
    readonly game: PalletDisputesGamePhase;
    readonly round: u32;
    readonly head: H256;
    readonly deadline: u32;
    readonly bond: u128;
  }

  /** @name PalletDisputesDefence (203) */
  interface PalletDisputesDefence extends Enum {
    readonly isSolver: boolean;
    readonly isOpen: boolean;
    readonly isVerifier: boolean;
    readonly type: 'Solver' | 'Open' | 'Verifier';
  }

  /** @name PalletDisputesDisputeOrigin (204) */
  interface PalletDisputesDisputeOrigin extends Enum {
    readonly isVerifier: boolean;
    readonly isReport: boolean;
    readonly isWhistleblower: boolean;
    readonly type: 'Verifier' | 'Report' | 'Whistleblower';
  }

  /** @name PalletDisputesGamePhase (205) */
  interface PalletDisputesGamePhase extends Enum {
    readonly isTrace: boolean;
    readonly asTrace: {
      readonly first: u32;
      readonly last: u32;
      readonly start: H256;
      readonly end: H256;
      readonly root: Option<H256>;
      readonly owed: Option<PalletDisputesTraceLeaf>;
      readonly demands: u16;
      readonly shown: Option<Bytes>;
    } & Struct;
    readonly isStates: boolean;
    readonly asStates: {
      readonly first: u32;
      readonly last: u32;
      readonly start: H256;
      readonly end: H256;
      readonly revealed: Vec<H256>;
    } & Struct;
    readonly isOperators: boolean;
    readonly asOperators: {
      readonly step: u32;
      readonly start: H256;
      readonly end: H256;
    } & Struct;
    readonly isBranch: boolean;
    readonly asBranch: {
      readonly at: PalletDisputesDisputedStep;
    } & Struct;
    readonly isOperatorTree: boolean;
    readonly asOperatorTree: {
      readonly at: PalletDisputesDisputedStep;
      readonly cursor: PalletDisputesCursor;
      readonly path: Vec<H256>;
    } & Struct;
    readonly isEndTree: boolean;
    readonly asEndTree: {
      readonly at: PalletDisputesDisputedStep;
      readonly cursor: PalletDisputesCursor;
    } & Struct;
    readonly isEndState: boolean;
    readonly asEndState: {
      readonly at: PalletDisputesDisputedStep;
      readonly tensor: u32;
      readonly root: H256;
    } & Struct;
    readonly isOperator: boolean;
    readonly asOperator: {
      readonly at: PalletDisputesDisputedStep;
      readonly node: u32;
      readonly output: H256;
      readonly path: Vec<H256>;
    } & Struct;
    readonly isSource: boolean;
    readonly asSource: {
      readonly subject: PalletDisputesSubject;
    } & Struct;
    readonly isInitialTree: boolean;
    readonly asInitialTree: {
      readonly cursor: PalletDisputesCursor;
    } & Struct;
    readonly isInitialTensor: boolean;
    readonly asInitialTensor: {
      readonly tensor: u32;
      readonly root: H256;
    } & Struct;
    readonly isOutputTree: boolean;
    readonly asOutputTree: {
      readonly subject: PalletDisputesSubject;
      readonly cursor: PalletDisputesCursor;
    } & Struct;
    readonly isLeaf: boolean;
    readonly asLeaf: {
      readonly subject: PalletDisputesSubject;
      readonly leaf: u32;
      readonly hash_: H256;
      readonly bytes: Option<Bytes>;
    } & Struct;
    readonly isRegisters: boolean;
    readonly asRegisters: {
      readonly subject: PalletDisputesSubject;
      readonly element: u32;
      readonly claimed: u32;
      readonly first: u32;
      readonly last: u32;
      readonly before: U8aFixed;
      readonly after: Option<U8aFixed>;
      readonly revealed: Vec<U8aFixed>;
    } & Struct;
    readonly isProof: boolean;
    readonly asProof: {
      readonly subject: PalletDisputesSubject;
      readonly element: u32;
      readonly claimed: u32;
      readonly instruction: u32;
      readonly before: U8aFixed;
      readonly after: Option<U8aFixed>;
    } & Struct;
    readonly isClaim: boolean;
    readonly asClaim: {
      readonly subject: PalletDisputesSubject;
      readonly element: u32;
      readonly committed: u32;
      readonly first: u32;
      readonly last: u32;
      readonly before: U8aFixed;
      readonly after: Option<U8aFixed>;
      readonly revealed: Vec<U8aFixed>;
    } & Struct;
    readonly isClaimProof: boolean;
    readonly asClaimProof: {
      readonly subject: PalletDisputesSubject;
      readonly element: u32;
      readonly instruction: u32;
      readonly before: U8aFixed;
      readonly after: U8aFixed;
    } & Struct;
    readonly type: 'Trace' | 'States' | 'Operators' | 'Branch' | 'OperatorTree' | 'EndTree' | 'EndState' | 'Operator' | 'Source' | 'InitialTree' | 'InitialTensor' | 'OutputTree' | 'Leaf' | 'Registers' | 'Proof' | 'Claim' | 'ClaimProof';
  }

  /** @name PalletDisputesTraceLeaf (206) */
  interface PalletDisputesTraceLeaf extends Struct {
    readonly step: u32;
    readonly node: u32;
    readonly leaf: u32;
  }

  /** @name PalletDisputesDisputedStep (209) */
  interface PalletDisputesDisputedStep extends Struct {
    readonly step: u32;
    readonly start: H256;
    readonly end: H256;
    readonly operators: H256;
  }

  /** @name PalletDisputesCursor (210) */
  interface PalletDisputesCursor extends Struct {
    readonly level: u8;
    readonly index: u32;
    readonly hash_: H256;
    readonly revealed: Vec<H256>;
  }

  /** @name PalletDisputesSubject (211) */
  interface PalletDisputesSubject extends Enum {
    readonly isNode: boolean;
    readonly asNode: {
      readonly at: PalletDisputesDisputedStep;
      readonly node: u32;
      readonly output: H256;
      readonly path: Vec<H256>;
      readonly record: Bytes;
    } & Struct;
    readonly isInitial: boolean;
    readonly asInitial: {
      readonly tensor: u32;
      readonly record: Bytes;
    } & Struct;
    readonly type: 'Node' | 'Initial';
  }

  /** @name PalletDisputesWaitingChallenge (213) */
  interface PalletDisputesWaitingChallenge extends Struct {
    readonly challenger: AccountId32;
    readonly interval: u32;
    readonly bond: u128;
  }

  /** @name PalletDisputesDemand (216) */
  interface PalletDisputesDemand extends Struct {
    readonly who: AccountId32;
    readonly what: PalletDisputesDemandedLeaf;
    readonly attempt: u8;
    readonly fee: u128;
    readonly deadline: u32;
  }

  /** @name PalletDisputesTallyDispute (219) */
  interface PalletDisputesTallyDispute extends Struct {
    readonly challenger: AccountId32;
    readonly defender: AccountId32;
    readonly phase: PalletDisputesTallyPhase;
    readonly bond: u128;
  }

  /** @name PalletDisputesTallyPhase (220) */
  interface PalletDisputesTallyPhase extends Enum {
    readonly isClaim: boolean;
    readonly isSums: boolean;
    readonly asSums: {
      readonly first: u32;
      readonly last: u32;
      readonly before: PalletDisputesTally;
      readonly after: PalletDisputesTally;
    } & Struct;
    readonly isChoice: boolean;
    readonly asChoice: {
      readonly first: u32;
      readonly last: u32;
      readonly before: PalletDisputesTally;
      readonly sums: Vec<PalletDisputesTally>;
    } & Struct;
    readonly isRecord: boolean;
    readonly asRecord: {
      readonly index: u32;
      readonly before: PalletDisputesTally;
      readonly after: PalletDisputesTally;
    } & Struct;
    readonly type: 'Claim' | 'Sums' | 'Choice' | 'Record';
  }

  /** @name PalletDisputesWitnesses (221) */
  interface PalletDisputesWitnesses extends Struct {
    readonly stage: PalletDisputesWitnessStage;
    readonly drawn: Vec<PalletDisputesDrawnWitness>;
    readonly replaced: bool;
    readonly deposit: u128;
  }

  /** @name PalletDisputesWitnessStage (222) */
  interface PalletDisputesWitnessStage extends Enum {
    readonly isSeeking: boolean;
    readonly isCommitting: boolean;
    readonly isRevealing: boolean;
    readonly isHeard: boolean;
    readonly type: 'Seeking' | 'Committing' | 'Revealing' | 'Heard';
  }

  /** @name PalletDisputesDrawnWitness (223) */
  interface PalletDisputesDrawnWitness extends Struct {
    readonly account: AccountId32;
    readonly commitment: Option<H256>;
    readonly served: Option<bool>;
  }

  /** @name PalletDisputesParams (227) */
  interface PalletDisputesParams extends Struct {
    readonly bond: u128;
    readonly moveBlocks: u32;
  }

  /** @name PalletDisputesError (228) */
  interface PalletDisputesError extends Enum {
    readonly isUnknownDispute: boolean;
    readonly isWrongRound: boolean;
    readonly isNotParty: boolean;
    readonly isNotDue: boolean;
    readonly isTranscriptEmpty: boolean;
    readonly isTranscriptTooLong: boolean;
    readonly isBadSignature: boolean;
    readonly isAfterVerdict: boolean;
    readonly isAlreadyChallenging: boolean;
    readonly isTooManyChallenges: boolean;
    readonly isDefenceOpen: boolean;
    readonly isDefenceNotOpen: boolean;
    readonly isNotAccepted: boolean;
    readonly isNotChecked: boolean;
    readonly isMayNotDemand: boolean;
    readonly isTooManyDemands: boolean;
    readonly isDemandedAlready: boolean;
    readonly isNotDemanded: boolean;
    readonly isNotLaidOpen: boolean;
    readonly isWitnessesCalled: boolean;
    readonly isWitnessesAtWork: boolean;
    readonly isNotWitness: boolean;
    readonly isNotWitnessing: boolean;
    readonly isAlreadyWitnessed: boolean;
    readonly isWitnessMismatch: boolean;
    readonly isNotDeniable: boolean;
    readonly isNothingToDeny: boolean;
    readonly isMayNotDeny: boolean;
    readonly isRecordSound: boolean;
    readonly isRecordMalformed: boolean;
    readonly isNotRegistered: boolean;
    readonly isStakeTooLow: boolean;
    readonly isNotYourTurn: boolean;
    readonly isWrongMove: boolean;
    readonly isWrongCount: boolean;
    readonly isOutOfRange: boolean;
    readonly isEndNotRepeated: boolean;
    readonly isNotOutside: boolean;
    readonly isDoesNotCombine: boolean;
    readonly isWrongLeaf: boolean;
    readonly isNonCanonicalNan: boolean;
    readonly isWrongOpening: boolean;
    readonly isMalformedRecord: boolean;
    readonly isNoSuchInterval: boolean;
    readonly type: 'UnknownDispute' | 'WrongRound' | 'NotParty' | 'NotDue' | 'TranscriptEmpty' | 'TranscriptTooLong' | 'BadSignature' | 'AfterVerdict' | 'AlreadyChallenging' | 'TooManyChallenges' | 'DefenceOpen' | 'DefenceNotOpen' | 'NotAccepted' | 'NotChecked' | 'MayNotDemand' | 'TooManyDemands' | 'DemandedAlready' | 'NotDemanded' | 'NotLaidOpen' | 'WitnessesCalled' | 'WitnessesAtWork' | 'NotWitness' | 'NotWitnessing' | 'AlreadyWitnessed' | 'WitnessMismatch' | 'NotDeniable' | 'NothingToDeny' | 'MayNotDeny' | 'RecordSound' | 'RecordMalformed' | 'NotRegistered' | 'StakeTooLow' | 'NotYourTurn' | 'WrongMove' | 'WrongCount' | 'OutOfRange' | 'EndNotRepeated' | 'NotOutside' | 'DoesNotCombine' | 'WrongLeaf' | 'NonCanonicalNan' | 'WrongOpening' | 'MalformedRecord' | 'NoSuchInterval';
  }

  /** @name SpRuntimeMultiSignature (230) */
  interface SpRuntimeMultiSignature extends Enum {
    readonly isEd25519: boolean;
    readonly asEd25519: U8aFixed;
    readonly isSr25519: boolean;
    readonly asSr25519: U8aFixed;
    readonly isEcdsa: boolean;
    readonly asEcdsa: U8aFixed;
    readonly type: 'Ed25519' | 'Sr25519' | 'Ecdsa';
  }

  /** @name FrameSystemExtensionsCheckNonZeroSender (232) */
  type FrameSystemExtensionsCheckNonZeroSender = Null;

  /** @name FrameSystemExtensionsCheckSpecVersion (233) */
  type FrameSystemExtensionsCheckSpecVersion = Null;

  /** @name FrameSystemExtensionsCheckTxVersion (234) */
  type FrameSystemExtensionsCheckTxVersion = Null;

  /** @name FrameSystemExtensionsCheckGenesis (235) */
  type FrameSystemExtensionsCheckGenesis = Null;

  /** @name FrameSystemExtensionsCheckNonce (238) */
  interface FrameSystemExtensionsCheckNonce extends Compact<u32> {}

  /** @name FrameSystemExtensionsCheckWeight (239) */
  type FrameSystemExtensionsCheckWeight = Null;

  /** @name PalletTransactionPaymentChargeTransactionPayment (240) */
  interface PalletTransactionPaymentChargeTransactionPayment extends Compact<u128> {}

  /** @name PlumblineRuntimeRuntime (242) */
  type PlumblineRuntimeRuntime = Null;

  /** @name PlumblineRuntimeRuntimeError (243) */
  interface PlumblineRuntimeRuntimeError extends Enum {
    readonly isSystem: boolean;
    readonly asSystem: FrameSystemError;
    readonly isBalances: boolean;
    readonly asBalances: PalletBalancesError;
    readonly isSudo: boolean;
    readonly asSudo: PalletSudoError;
    readonly isUtility: boolean;
    readonly asUtility: PalletUtilityError;
    readonly isStakes: boolean;
    readonly asStakes: PalletStakesError;
    readonly isTasks: boolean;
    readonly asTasks: PalletTasksError;
    readonly isDisputes: boolean;
    readonly asDisputes: PalletDisputesError;
    readonly type: 'System' | 'Balances' | 'Sudo' | 'Utility' | 'Stakes' | 'Tasks' | 'Disputes';
  }

  /** @name SpRuntimeBlock (244) */
  interface SpRuntimeBlock extends Struct {
    readonly header: SpRuntimeHeader;
    readonly extrinsics: Vec<Bytes>;
  }

  /** @name SpRuntimeHeader (245) */
  interface SpRuntimeHeader extends Struct {
    readonly parentHash: H256;
    readonly number: Compact<u32>;
    readonly stateRoot: H256;
    readonly extrinsicsRoot: H256;
    readonly digest: SpRuntimeDigest;
  }

  /** @name SpRuntimeExtrinsicInclusionMode (247) */
  interface SpRuntimeExtrinsicInclusionMode extends Enum {
    readonly isAllExtrinsics: boolean;
    readonly isOnlyInherents: boolean;
    readonly type: 'AllExtrinsics' | 'OnlyInherents';
  }

  /** @name SpRuntimeTransactionValidityTransactionValidityError (250) */
  interface SpRuntimeTransactionValidityTransactionValidityError extends Enum {
    readonly isInvalid: boolean;
    readonly asInvalid: SpRuntimeTransactionValidityInvalidTransaction;
    readonly isUnknown: boolean;
    readonly asUnknown: SpRuntimeTransactionValidityUnknownTransaction;
    readonly type: 'Invalid' | 'Unknown';
  }

  /** @name SpRuntimeTransactionValidityInvalidTransaction (251) */
  interface SpRuntimeTransactionValidityInvalidTransaction extends Enum {
    readonly isCall: boolean;
    readonly isPayment: boolean;
    readonly isFuture: boolean;
    readonly isStale: boolean;
    readonly isBadProof: boolean;
    readonly isAncientBirthBlock: boolean;
    readonly isExhaustsResources: boolean;
    readonly isCustom: boolean;
    readonly asCustom: u8;
    readonly isBadMandatory: boolean;
    readonly isMandatoryValidation: boolean;
    readonly isBadSigner: boolean;
    readonly type: 'Call' | 'Payment' | 'Future' | 'Stale' | 'BadProof' | 'AncientBirthBlock' | 'ExhaustsResources' | 'Custom' | 'BadMandatory' | 'MandatoryValidation' | 'BadSigner';
  }

  /** @name SpRuntimeTransactionValidityUnknownTransaction (252) */
  interface SpRuntimeTransactionValidityUnknownTransaction extends Enum {
    readonly isCannotLookup: boolean;
    readonly isNoUnsignedValidator: boolean;
    readonly isCustom: boolean;
    readonly asCustom: u8;
    readonly type: 'CannotLookup' | 'NoUnsignedValidator' | 'Custom';
  }

  /** @name SpInherentsInherentData (254) */
  interface SpInherentsInherentData extends Struct {
    readonly data: BTreeMap<U8aFixed, Bytes>;
  }

  /** @name SpInherentsCheckInherentsResult (259) */
  interface SpInherentsCheckInherentsResult extends Struct {
    readonly okay: bool;
    readonly fatalError: bool;
    readonly errors: SpInherentsInherentData;
  }

  /** @name SpRuntimeTransactionValidityTransactionSource (260) */
  interface SpRuntimeTransactionValidityTransactionSource extends Enum {
    readonly isInBlock: boolean;
    readonly isLocal: boolean;
    readonly isExternal: boolean;
    readonly type: 'InBlock' | 'Local' | 'External';
  }

  /** @name SpRuntimeTransactionValidityValidTransaction (261) */
  interface SpRuntimeTransactionValidityValidTransaction extends Struct {
    readonly priority: u64;
    readonly requires: Vec<Bytes>;
    readonly provides: Vec<Bytes>;
    readonly longevity: u64;
    readonly propagate: bool;
  }

  /** @name PalletTransactionPaymentRuntimeDispatchInfo (263) */
  interface PalletTransactionPaymentRuntimeDispatchInfo extends Struct {
    readonly weight: SpWeightsWeightV2Weight;
    readonly class: FrameSupportDispatchDispatchClass;
    readonly partialFee: u128;
  }

  /** @name PalletTransactionPaymentFeeDetails (264) */
  interface PalletTransactionPaymentFeeDetails extends Struct {
    readonly inclusionFee: Option<PalletTransactionPaymentInclusionFee>;
    readonly tip: u128;
  }

  /** @name PalletTransactionPaymentInclusionFee (265) */
  interface PalletTransactionPaymentInclusionFee extends Struct {
    readonly baseFee: u128;
    readonly lenFee: u128;
    readonly adjustedWeightFee: u128;
  }

  /** @name PlumblineAuthorshipConfiguration (270) */
  interface PlumblineAuthorshipConfiguration extends Struct {
    readonly authorities: Vec<PlumblineAuthorshipAuthorityId>;
    readonly randomness: U8aFixed;
  }

} // declare module
