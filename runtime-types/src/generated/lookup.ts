// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */


/* eslint-disable sort-keys */

export default {
  /**
   * Lookup0: frame_system::AccountInfo
   **/
  FrameSystemAccountInfo: {
    nonce: 'u32',
    consumers: 'u32',
    providers: 'u32',
    sufficients: 'u32',
    data: 'PalletBalancesAccountData'
  },
  /**
   * Lookup2: pallet_balances::types::AccountData
   **/
  PalletBalancesAccountData: {
    free: 'u128',
    reserved: 'u128',
    frozen: 'u128',
    flags: 'u128'
  },
  /**
   * Lookup9: frame_support::dispatch::PerDispatchClass<sp_weights::weight_v2::Weight>
   **/
  FrameSupportDispatchPerDispatchClassWeight: {
    normal: 'SpWeightsWeightV2Weight',
    operational: 'SpWeightsWeightV2Weight',
    mandatory: 'SpWeightsWeightV2Weight'
  },
  /**
   * Lookup10: sp_weights::weight_v2::Weight
   **/
  SpWeightsWeightV2Weight: {
    refTime: 'Compact<u64>',
    proofSize: 'Compact<u64>'
  },
  /**
   * Lookup15: sp_runtime::generic::digest::Digest
   **/
  SpRuntimeDigest: {
    logs: 'Vec<SpRuntimeDigestDigestItem>'
  },
  /**
   * Lookup16: sp_runtime::generic::digest::DigestItem
   **/
  SpRuntimeDigestDigestItem: {
    _enum: {
      Other: 'Bytes',
      __Unused1: 'Null',
      __Unused2: 'Null',
      __Unused3: 'Null',
      Consensus: '([u8;4],Bytes)',
      Seal: '([u8;4],Bytes)',
      PreRuntime: '([u8;4],Bytes)',
      __Unused7: 'Null',
      RuntimeEnvironmentUpdated: 'Null'
    }
  },
  /**
   * Lookup19: frame_system::EventRecord<plumbline_runtime::RuntimeEvent, primitive_types::H256>
   **/
  FrameSystemEventRecord: {
    phase: 'FrameSystemPhase',
    event: 'Event',
    topics: 'Vec<H256>'
  },
  /**
   * Lookup21: frame_system::pallet::Event
   **/
  FrameSystemEvent: {
    _enum: {
      ExtrinsicSuccess: {
        dispatchInfo: 'FrameSystemDispatchEventInfo',
      },
      ExtrinsicFailed: {
        dispatchError: 'SpRuntimeDispatchError',
        dispatchInfo: 'FrameSystemDispatchEventInfo',
      },
      CodeUpdated: 'Null',
      NewAccount: {
        account: 'AccountId32',
      },
      KilledAccount: {
        account: 'AccountId32',
      },
      Remarked: {
        _alias: {
          hash_: 'hash',
        },
        sender: 'AccountId32',
        hash_: 'H256'
      }
    }
  },
  /**
   * Lookup22: frame_system::DispatchEventInfo
   **/
  FrameSystemDispatchEventInfo: {
    weight: 'SpWeightsWeightV2Weight',
    class: 'FrameSupportDispatchDispatchClass',
    paysFee: 'FrameSupportDispatchPays'
  },
  /**
   * Lookup23: frame_support::dispatch::DispatchClass
   **/
  FrameSupportDispatchDispatchClass: {
    _enum: ['Normal', 'Operational', 'Mandatory']
  },
  /**
   * Lookup24: frame_support::dispatch::Pays
   **/
  FrameSupportDispatchPays: {
    _enum: ['Yes', 'No']
  },
  /**
   * Lookup25: sp_runtime::DispatchError
   **/
  SpRuntimeDispatchError: {
    _enum: {
      Other: 'Null',
      CannotLookup: 'Null',
      BadOrigin: 'Null',
      Module: 'SpRuntimeModuleError',
      ConsumerRemaining: 'Null',
      NoProviders: 'Null',
      TooManyConsumers: 'Null',
      Token: 'SpRuntimeTokenError',
      Arithmetic: 'SpArithmeticArithmeticError',
      Transactional: 'SpRuntimeTransactionalError',
      Exhausted: 'Null',
      Corruption: 'Null',
      Unavailable: 'Null',
      RootNotAllowed: 'Null',
      Trie: 'SpRuntimeProvingTrieTrieError'
    }
  },
  /**
   * Lookup26: sp_runtime::ModuleError
   **/
  SpRuntimeModuleError: {
    index: 'u8',
    error: '[u8;4]'
  },
  /**
   * Lookup27: sp_runtime::TokenError
   **/
  SpRuntimeTokenError: {
    _enum: ['FundsUnavailable', 'OnlyProvider', 'BelowMinimum', 'CannotCreate', 'UnknownAsset', 'Frozen', 'Unsupported', 'CannotCreateHold', 'NotExpendable', 'Blocked']
  },
  /**
   * Lookup28: sp_arithmetic::ArithmeticError
   **/
  SpArithmeticArithmeticError: {
    _enum: ['Underflow', 'Overflow', 'DivisionByZero']
  },
  /**
   * Lookup29: sp_runtime::TransactionalError
   **/
  SpRuntimeTransactionalError: {
    _enum: ['LimitReached', 'NoLayer']
  },
  /**
   * Lookup30: sp_runtime::proving_trie::TrieError
   **/
  SpRuntimeProvingTrieTrieError: {
    _enum: ['InvalidStateRoot', 'IncompleteDatabase', 'ValueAtIncompleteKey', 'DecoderError', 'InvalidHash', 'DuplicateKey', 'ExtraneousNode', 'ExtraneousValue', 'ExtraneousHashReference', 'InvalidChildReference', 'ValueMismatch', 'IncompleteProof', 'RootMismatch', 'DecodeError']
  },
  /**
   * Lookup31: pallet_balances::pallet::Event
   **/
  PalletBalancesEvent: {
    _enum: {
      Endowed: {
        account: 'AccountId32',
        freeBalance: 'u128',
      },
      DustLost: {
        account: 'AccountId32',
        amount: 'u128',
      },
      Transfer: {
        from: 'AccountId32',
        to: 'AccountId32',
        amount: 'u128',
      },
      BalanceSet: {
        who: 'AccountId32',
        free: 'u128',
      },
      Deposit: {
        who: 'AccountId32',
        amount: 'u128',
      },
      Withdraw: {
        who: 'AccountId32',
        amount: 'u128',
      },
      Burned: {
        who: 'AccountId32',
        amount: 'u128',
      },
      Issued: {
        amount: 'u128',
      },
      Rescinded: {
        amount: 'u128',
      },
      Held: {
        reason: 'PlumblineRuntimeRuntimeHoldReason',
        who: 'AccountId32',
        amount: 'u128',
      },
      BurnedHeld: {
        reason: 'PlumblineRuntimeRuntimeHoldReason',
        who: 'AccountId32',
        amount: 'u128',
      },
      TransferOnHold: {
        reason: 'PlumblineRuntimeRuntimeHoldReason',
        source: 'AccountId32',
        dest: 'AccountId32',
        amount: 'u128',
      },
      Released: {
        reason: 'PlumblineRuntimeRuntimeHoldReason',
        who: 'AccountId32',
        amount: 'u128'
      }
    }
  },
  /**
   * Lookup32: plumbline_runtime::RuntimeHoldReason
   **/
  PlumblineRuntimeRuntimeHoldReason: {
    _enum: {
      __Unused0: 'Null',
      __Unused1: 'Null',
      __Unused2: 'Null',
      __Unused3: 'Null',
      __Unused4: 'Null',
      __Unused5: 'Null',
      __Unused6: 'Null',
      __Unused7: 'Null',
      __Unused8: 'Null',
      __Unused9: 'Null',
      Stakes: 'PalletStakesHoldReason',
      Tasks: 'PalletTasksHoldReason',
      Disputes: 'PalletDisputesHoldReason'
    }
  },
  /**
   * Lookup33: pallet_stakes::pallet::HoldReason
   **/
  PalletStakesHoldReason: {
    _enum: ['Stake']
  },
  /**
   * Lookup34: pallet_tasks::pallet::HoldReason
   **/
  PalletTasksHoldReason: {
    _enum: ['Escrow', 'Report']
  },
  /**
   * Lookup35: pallet_disputes::pallet::HoldReason
   **/
  PalletDisputesHoldReason: {
    _enum: ['Bond', 'Demand', 'Witness']
  },
  /**
   * Lookup36: pallet_transaction_payment::pallet::Event
   **/
  PalletTransactionPaymentEvent: {
    _enum: {
      TransactionFeePaid: {
        who: 'AccountId32',
        actualFee: 'u128',
        tip: 'u128'
      }
    }
  },
  /**
   * Lookup37: pallet_sudo::pallet::Event
   **/
  PalletSudoEvent: {
    _enum: {
      Sudid: {
        sudoResult: 'Result<Null, SpRuntimeDispatchError>',
      },
      KeyChanged: {
        _alias: {
          new_: 'new',
        },
        old: 'Option<AccountId32>',
        new_: 'AccountId32',
      },
      KeyRemoved: 'Null',
      SudoAsDone: {
        sudoResult: 'Result<Null, SpRuntimeDispatchError>'
      }
    }
  },
  /**
   * Lookup41: pallet_utility::pallet::Event
   **/
  PalletUtilityEvent: {
    _enum: {
      BatchInterrupted: {
        index: 'u32',
        error: 'SpRuntimeDispatchError',
      },
      BatchCompleted: 'Null',
      BatchCompletedWithErrors: 'Null',
      ItemCompleted: 'Null',
      ItemFailed: {
        error: 'SpRuntimeDispatchError'
      }
    }
  },
  /**
   * Lookup42: pallet_stakes::pallet::Event
   **/
  PalletStakesEvent: {
    _enum: {
      Registered: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
        amount: 'u128',
      },
      Bonded: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
        amount: 'u128',
      },
      PriceSet: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
        price: 'u64',
      },
      OnlineSet: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
        online: 'bool',
      },
      CapacitySet: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
        capacity: 'u32',
      },
      Absent: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
      },
      Unbonded: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
        amount: 'u128',
        freeAt: 'u32',
      },
      Withdrawn: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
        amount: 'u128',
      },
      Unregistered: {
        who: 'AccountId32',
        role: 'PalletStakesRole',
      },
      PeerBound: {
        who: 'AccountId32',
        peerId: 'Text',
        expiry: 'u32',
      },
      WorkerKeyProposed: {
        who: 'AccountId32',
        worker: 'AccountId32',
      },
      WorkerKeySet: {
        who: 'AccountId32',
        worker: 'Option<AccountId32>'
      }
    }
  },
  /**
   * Lookup43: pallet_stakes::Role
   **/
  PalletStakesRole: {
    _enum: ['Solver', 'Verifier', 'Whistleblower']
  },
  /**
   * Lookup45: pallet_tasks::pallet::Event
   **/
  PalletTasksEvent: {
    _enum: {
      Submitted: {
        task: 'u32',
        who: 'AccountId32',
        escrow: 'u128',
      },
      ProfilerDrawn: {
        task: 'u32',
        who: 'AccountId32',
      },
      ProfileCommitted: {
        task: 'u32',
        who: 'AccountId32',
      },
      ProfileRevealed: {
        task: 'u32',
        who: 'AccountId32',
        report: 'PalletTasksProfileReport',
      },
      Profiled: {
        task: 'u32',
        report: 'PalletTasksProfileReport',
      },
      SecondLook: {
        task: 'u32',
      },
      Opened: {
        task: 'u32',
        attempt: 'u8',
      },
      Assigned: {
        task: 'u32',
        who: 'AccountId32',
        price: 'u64',
        seed: 'H256',
      },
      Declined: {
        task: 'u32',
        who: 'AccountId32',
      },
      Started: {
        task: 'u32',
      },
      Salted: {
        task: 'u32',
        salt: 'H256',
      },
      Progress: {
        task: 'u32',
        checkpoint: 'u32',
        roots: 'PalletTasksRootPair',
        loss: 'u32',
      },
      Completed: {
        task: 'u32',
        proofRoots: 'PalletTasksRootPair',
      },
      LotteryDrawn: {
        task: 'u32',
        lottery: 'H256',
      },
      Designated: {
        task: 'u32',
        position: 'PalletTasksPosition',
      },
      VerifiersDrawn: {
        task: 'u32',
        accounts: 'Vec<AccountId32>',
        drawSeed: 'H256',
      },
      VerdictCommitted: {
        task: 'u32',
        who: 'AccountId32',
      },
      RevealStarted: {
        task: 'u32',
      },
      VerdictRevealed: {
        task: 'u32',
        who: 'AccountId32',
        verdict: 'PalletTasksVerdict',
      },
      ReportCommitted: {
        task: 'u32',
        who: 'AccountId32',
        bond: 'u128',
      },
      ReportRevealed: {
        task: 'u32',
        who: 'AccountId32',
        verdict: 'PalletTasksVerdict',
      },
      UnsealStarted: {
        task: 'u32',
      },
      SecretRevealed: {
        task: 'u32',
        secret: 'H256',
        obeyed: 'bool',
      },
      ForcedErrorFound: {
        task: 'u32',
        reporters: 'Vec<AccountId32>',
        accused: 'Vec<PalletTasksAccused>',
      },
      AlterationProved: {
        task: 'u32',
        checkpoint: 'u32',
      },
      SecondPass: {
        task: 'u32',
      },
      Accepted: {
        task: 'u32',
        until: 'u32',
      },
      Disputed: {
        task: 'u32',
        dispute: 'u32',
      },
      Resumed: {
        task: 'u32',
        dispute: 'u32',
      },
      Reopened: {
        task: 'u32',
        attempt: 'u8',
      },
      Settled: {
        task: 'u32',
        solver: 'AccountId32',
        stateRoot: 'H256',
      },
      Cancelled: {
        task: 'u32',
      },
      Rejected: {
        task: 'u32',
        report: 'PalletTasksProfileReport',
      },
      KeySealed: {
        task: 'u32',
        who: 'AccountId32',
      },
      Expired: {
        task: 'u32',
        reason: 'PalletTasksExpiryReason',
      },
      Paid: {
        task: 'u32',
        who: 'AccountId32',
        amount: 'u128',
        reason: 'PalletTasksPaidReason',
      },
      Refunded: {
        task: 'u32',
        who: 'AccountId32',
        amount: 'u128',
      },
      Slashed: {
        task: 'u32',
        who: 'AccountId32',
        amount: 'u128',
        reason: 'PalletTasksSlashReason'
      }
    }
  },
  /**
   * Lookup46: pallet_tasks::ProfileReport
   **/
  PalletTasksProfileReport: {
    _enum: {
      Ok: {
        unitsPerStep: 'u64',
      },
      Unavailable: 'Null',
      Malformed: {
        record: 'u32',
      },
      NonFinite: 'Null',
      TooLarge: 'Null',
      Measured: {
        unitsPerStep: 'u64',
        threshold: 'u64',
        step: 'u64',
      },
      TooCoarse: 'Null'
    }
  },
  /**
   * Lookup47: pallet_tasks::RootPair
   **/
  PalletTasksRootPair: {
    first: 'H256',
    second: 'H256'
  },
  /**
   * Lookup48: pallet_tasks::Position
   **/
  PalletTasksPosition: {
    _enum: ['First', 'Second']
  },
  /**
   * Lookup50: pallet_tasks::Verdict
   **/
  PalletTasksVerdict: {
    _enum: {
      Accept: 'Null',
      Fault: {
        interval: 'u32',
      },
      Distance: {
        interval: 'u32',
        distance: 'u64'
      }
    }
  },
  /**
   * Lookup51: pallet_tasks::Accused
   **/
  PalletTasksAccused: {
    account: 'AccountId32',
    interval: 'u32'
  },
  /**
   * Lookup53: pallet_tasks::ExpiryReason
   **/
  PalletTasksExpiryReason: {
    _enum: ['NoProfiler', 'NoSolver', 'NoVerifiers', 'TooManyAttempts']
  },
  /**
   * Lookup54: pallet_tasks::PaidReason
   **/
  PalletTasksPaidReason: {
    _enum: ['Fee', 'VerifierFee', 'ProfileFee', 'Tax', 'Reward', 'Compensation', 'ForcedError', 'TimeBound', 'Jackpot', 'WitnessFee']
  },
  /**
   * Lookup55: pallet_tasks::SlashReason
   **/
  PalletTasksSlashReason: {
    _enum: ['Fault', 'AcceptedFault', 'AcceptedForcedError', 'WrongDesignation', 'FailedChallenge', 'WrongProfile', 'Silence', 'Declined']
  },
  /**
   * Lookup56: pallet_disputes::pallet::Event
   **/
  PalletDisputesEvent: {
    _enum: {
      Opened: {
        dispute: 'u32',
        task: 'u32',
        challenger: 'AccountId32',
        defender: 'AccountId32',
        interval: 'u32',
      },
      Moved: {
        dispute: 'u32',
        round: 'u32',
        side: 'PalletDisputesSide',
        phase: 'Text',
      },
      Waits: {
        task: 'u32',
        challenger: 'AccountId32',
        interval: 'u32',
      },
      DefenceOpen: {
        dispute: 'u32',
        task: 'u32',
      },
      DefenceTaken: {
        dispute: 'u32',
        task: 'u32',
        who: 'AccountId32',
      },
      Demanded: {
        task: 'u32',
        who: 'AccountId32',
        what: 'PalletDisputesDemandedLeaf',
        deadline: 'u32',
      },
      Supplied: {
        task: 'u32',
        who: 'AccountId32',
        what: 'PalletDisputesDemandedLeaf',
      },
      Withheld: {
        task: 'u32',
        who: 'AccountId32',
        what: 'PalletDisputesDemandedLeaf',
      },
      Malformed: {
        task: 'u32',
        who: 'AccountId32',
        record: 'u32',
      },
      ProfileRefuted: {
        task: 'u32',
        who: 'AccountId32',
        profiler: 'AccountId32',
      },
      Denied: {
        task: 'u32',
        who: 'AccountId32',
        defender: 'AccountId32',
      },
      Tallied: {
        task: 'u32',
        side: 'PalletDisputesSide',
        phase: 'Text',
      },
      TallyJudged: {
        task: 'u32',
        winner: 'PalletDisputesSide',
      },
      Unserved: {
        dispute: 'u32',
        task: 'u32',
        who: 'AccountId32',
      },
      WitnessesDrawn: {
        dispute: 'u32',
        accounts: 'Vec<AccountId32>',
      },
      WitnessCommitted: {
        dispute: 'u32',
        who: 'AccountId32',
      },
      WitnessRevealed: {
        dispute: 'u32',
        who: 'AccountId32',
        served: 'bool',
      },
      WitnessesHeard: {
        dispute: 'u32',
        served: 'u32',
        unserved: 'u32',
      },
      Judged: {
        dispute: 'u32',
        task: 'u32',
        winner: 'PalletDisputesSide',
        reason: 'PalletDisputesJudgement'
      }
    }
  },
  /**
   * Lookup57: pallet_disputes::Side
   **/
  PalletDisputesSide: {
    _enum: ['Challenger', 'Defender']
  },
  /**
   * Lookup58: pallet_disputes::DemandedLeaf
   **/
  PalletDisputesDemandedLeaf: {
    _enum: {
      State: 'PalletDisputesCommittedLeaf',
      Program: {
        leaf: 'u32',
      },
      Dataset: {
        leaf: 'u32'
      }
    }
  },
  /**
   * Lookup59: pallet_disputes::CommittedLeaf
   **/
  PalletDisputesCommittedLeaf: {
    checkpoint: 'u32',
    tensor: 'u32',
    leaf: 'u32'
  },
  /**
   * Lookup60: pallet_disputes::Judgement
   **/
  PalletDisputesJudgement: {
    _enum: ['EndStateWrong', 'EndStateRight', 'SourceWrong', 'SourceRight', 'InitialWrong', 'InitialRight', 'OperationWrong', 'OperationRight', 'ElementWrong', 'ElementRight', 'Conceded', 'Silent', 'Unserved']
  },
  /**
   * Lookup61: frame_system::Phase
   **/
  FrameSystemPhase: {
    _enum: {
      ApplyExtrinsic: 'u32',
      Finalization: 'Null',
      Initialization: 'Null'
    }
  },
  /**
   * Lookup64: frame_system::LastRuntimeUpgradeInfo
   **/
  FrameSystemLastRuntimeUpgradeInfo: {
    specVersion: 'Compact<u32>',
    specName: 'Text'
  },
  /**
   * Lookup66: frame_system::pallet::Call
   **/
  FrameSystemCall: {
    _enum: {
      remark: {
        remark: 'Bytes',
      },
      __Unused1: 'Null',
      __Unused2: 'Null',
      __Unused3: 'Null',
      set_storage: {
        items: 'Vec<(Bytes,Bytes)>',
      },
      kill_storage: {
        _alias: {
          keys_: 'keys',
        },
        keys_: 'Vec<Bytes>',
      },
      kill_prefix: {
        prefix: 'Bytes',
        subkeys: 'u32',
      },
      remark_with_event: {
        remark: 'Bytes'
      }
    }
  },
  /**
   * Lookup70: frame_system::pallet::Error
   **/
  FrameSystemError: {
    _enum: ['InvalidSpecName', 'SpecVersionNeedsToIncrease', 'FailedToExtractRuntimeVersion', 'NonDefaultComposite', 'NonZeroRefCount', 'CallFiltered']
  },
  /**
   * Lookup71: frame_system::limits::BlockWeights
   **/
  FrameSystemLimitsBlockWeights: {
    baseBlock: 'SpWeightsWeightV2Weight',
    maxBlock: 'SpWeightsWeightV2Weight',
    perClass: 'FrameSupportDispatchPerDispatchClassWeightsPerClass'
  },
  /**
   * Lookup72: frame_support::dispatch::PerDispatchClass<frame_system::limits::WeightsPerClass>
   **/
  FrameSupportDispatchPerDispatchClassWeightsPerClass: {
    normal: 'FrameSystemLimitsWeightsPerClass',
    operational: 'FrameSystemLimitsWeightsPerClass',
    mandatory: 'FrameSystemLimitsWeightsPerClass'
  },
  /**
   * Lookup73: frame_system::limits::WeightsPerClass
   **/
  FrameSystemLimitsWeightsPerClass: {
    baseExtrinsic: 'SpWeightsWeightV2Weight',
    maxExtrinsic: 'Option<SpWeightsWeightV2Weight>',
    maxTotal: 'Option<SpWeightsWeightV2Weight>',
    reserved: 'Option<SpWeightsWeightV2Weight>'
  },
  /**
   * Lookup75: frame_system::limits::BlockLength
   **/
  FrameSystemLimitsBlockLength: {
    max: 'FrameSupportDispatchPerDispatchClassU32'
  },
  /**
   * Lookup76: frame_support::dispatch::PerDispatchClass<T>
   **/
  FrameSupportDispatchPerDispatchClassU32: {
    normal: 'u32',
    operational: 'u32',
    mandatory: 'u32'
  },
  /**
   * Lookup77: sp_weights::RuntimeDbWeight
   **/
  SpWeightsRuntimeDbWeight: {
    read: 'u64',
    write: 'u64'
  },
  /**
   * Lookup78: sp_version::RuntimeVersion
   **/
  SpVersionRuntimeVersion: {
    specName: 'Text',
    implName: 'Text',
    authoringVersion: 'u32',
    specVersion: 'u32',
    implVersion: 'u32',
    apis: 'Vec<([u8;8],u32)>',
    transactionVersion: 'u32',
    systemVersion: 'u8'
  },
  /**
   * Lookup84: pallet_timestamp::pallet::Call
   **/
  PalletTimestampCall: {
    _enum: {
      set: {
        now: 'Compact<u64>'
      }
    }
  },
  /**
   * Lookup86: pallet_balances::types::BalanceLock<Balance>
   **/
  PalletBalancesBalanceLock: {
    id: '[u8;8]',
    amount: 'u128',
    reasons: 'PalletBalancesReasons'
  },
  /**
   * Lookup87: pallet_balances::types::Reasons
   **/
  PalletBalancesReasons: {
    _enum: ['Fee', 'Misc', 'All']
  },
  /**
   * Lookup89: pallet_balances::types::ReserveData<ReserveIdentifier, Balance>
   **/
  PalletBalancesReserveData: {
    id: '[u8;8]',
    amount: 'u128'
  },
  /**
   * Lookup92: frame_support::traits::tokens::misc::IdAmount
   **/
  FrameSupportTokensMiscIdAmount: {
    id: 'PlumblineRuntimeRuntimeHoldReason',
    amount: 'u128'
  },
  /**
   * Lookup96: plumbline_runtime::RuntimeFreezeReason
   **/
  PlumblineRuntimeRuntimeFreezeReason: 'Null',
  /**
   * Lookup99: pallet_balances::pallet::Call
   **/
  PalletBalancesCall: {
    _enum: {
      transfer_allow_death: {
        dest: 'MultiAddress',
        value: 'Compact<u128>',
      },
      __Unused1: 'Null',
      force_transfer: {
        source: 'MultiAddress',
        dest: 'MultiAddress',
        value: 'Compact<u128>',
      },
      transfer_keep_alive: {
        dest: 'MultiAddress',
        value: 'Compact<u128>',
      },
      transfer_all: {
        dest: 'MultiAddress',
        keepAlive: 'bool',
      },
      __Unused5: 'Null',
      __Unused6: 'Null',
      __Unused7: 'Null',
      force_set_balance: {
        who: 'MultiAddress',
        newFree: 'Compact<u128>',
      },
      __Unused9: 'Null',
      burn: {
        value: 'Compact<u128>',
        keepAlive: 'bool'
      }
    }
  },
  /**
   * Lookup104: pallet_balances::pallet::Error
   **/
  PalletBalancesError: {
    _enum: ['VestingBalance', 'LiquidityRestrictions', 'InsufficientBalance', 'ExistentialDeposit', 'Expendability', 'ExistingVestingSchedule', 'DeadAccount', 'TooManyReserves', 'TooManyHolds', 'TooManyFreezes', 'IssuanceDeactivated', 'DeltaZero']
  },
  /**
   * Lookup106: pallet_sudo::pallet::Call
   **/
  PalletSudoCall: {
    _enum: {
      sudo: {
        call: 'Call',
      },
      sudo_unchecked_weight: {
        call: 'Call',
        weight: 'SpWeightsWeightV2Weight',
      },
      set_key: {
        _alias: {
          new_: 'new',
        },
        new_: 'MultiAddress',
      },
      sudo_as: {
        who: 'MultiAddress',
        call: 'Call',
      },
      remove_key: 'Null'
    }
  },
  /**
   * Lookup108: pallet_utility::pallet::Call
   **/
  PalletUtilityCall: {
    _enum: {
      batch: {
        calls: 'Vec<Call>',
      },
      as_derivative: {
        index: 'u16',
        call: 'Call',
      },
      batch_all: {
        calls: 'Vec<Call>',
      },
      __Unused3: 'Null',
      force_batch: {
        calls: 'Vec<Call>'
      }
    }
  },
  /**
   * Lookup110: pallet_stakes::pallet::Call
   **/
  PalletStakesCall: {
    _enum: {
      register: {
        role: 'PalletStakesRole',
        amount: 'u128',
        price: 'u64',
      },
      bond_more: {
        role: 'PalletStakesRole',
        amount: 'u128',
      },
      set_price: {
        role: 'PalletStakesRole',
        price: 'u64',
      },
      set_online: {
        role: 'PalletStakesRole',
        online: 'bool',
      },
      set_capacity: {
        role: 'PalletStakesRole',
        capacity: 'u32',
      },
      heartbeat: 'Null',
      unbond: {
        role: 'PalletStakesRole',
        amount: 'u128',
      },
      rebond: {
        role: 'PalletStakesRole',
        amount: 'u128',
      },
      withdraw_unbonded: {
        role: 'PalletStakesRole',
      },
      propose_worker_key: {
        worker: 'Option<AccountId32>',
      },
      accept_worker_key: {
        stash: 'AccountId32',
      },
      bind_peer: {
        peerId: 'Text',
        addresses: 'Vec<Text>',
        publicKey: '[u8;32]',
        encryptionKey: '[u8;32]',
        expiry: 'u32',
        signature: '[u8;64]'
      }
    }
  },
  /**
   * Lookup113: pallet_tasks::pallet::Call
   **/
  PalletTasksCall: {
    _enum: {
      submit: {
        spec: 'PalletTasksTaskSpec',
      },
      cancel: {
        task: 'u32',
      },
      commit_profile: {
        task: 'u32',
        commitment: 'H256',
      },
      reveal_profile: {
        task: 'u32',
        report: 'PalletTasksProfileReport',
        salt: '[u8;32]',
      },
      decline: {
        task: 'u32',
      },
      seal_key: {
        task: 'u32',
        who: 'AccountId32',
        key: '[u8;80]',
      },
      start: {
        task: 'u32',
        commitment: 'H256',
      },
      progress: {
        task: 'u32',
        checkpoint: 'u32',
        roots: 'PalletTasksRootPair',
        loss: 'u32',
      },
      complete: {
        task: 'u32',
        proofRoots: 'PalletTasksRootPair',
      },
      designate: {
        task: 'u32',
        position: 'PalletTasksPosition',
      },
      commit_verdict: {
        task: 'u32',
        commitment: 'H256',
      },
      reveal_verdict: {
        task: 'u32',
        verdict: 'PalletTasksVerdict',
        salt: '[u8;32]',
      },
      commit_report: {
        task: 'u32',
        commitment: 'H256',
      },
      reveal_report: {
        task: 'u32',
        verdict: 'PalletTasksVerdict',
        salt: '[u8;32]',
      },
      reveal_secret: {
        task: 'u32',
        secret: 'H256',
      },
      prove_altered: {
        task: 'u32',
        checkpoint: 'u32',
        opening: 'PalletTasksAlterationOpening'
      }
    }
  },
  /**
   * Lookup114: pallet_tasks::TaskSpec
   **/
  PalletTasksTaskSpec: {
    name: 'Text',
    program: 'PalletTasksProgramRef',
    dataset: 'PalletTasksDatasetRef',
    batchSize: 'u32',
    steps: 'u32',
    checkpointEvery: 'u32',
    unitsPerStep: 'u64',
    mode: 'PalletTasksVerificationMode',
    verifiers: 'u8',
    profilers: 'u8',
    sampleRate: 'u32',
    maxPrice: 'u64',
    stallBlocks: 'u32',
    base: 'Option<u32>',
    sealed: 'Option<PalletTasksSealedFiles>',
    sources: 'Vec<Text>'
  },
  /**
   * Lookup115: pallet_tasks::ProgramRef
   **/
  PalletTasksProgramRef: {
    root: 'H256',
    stateCount: 'u32',
    nodeCount: 'u32',
    file: 'PalletTasksBlob'
  },
  /**
   * Lookup116: pallet_tasks::Blob
   **/
  PalletTasksBlob: {
    root: 'H256',
    bytes: 'u64'
  },
  /**
   * Lookup117: pallet_tasks::DatasetRef
   **/
  PalletTasksDatasetRef: {
    blob: 'PalletTasksBlob',
    rows: 'u32',
    rowStride: 'u32',
    rowWidth: 'u32'
  },
  /**
   * Lookup118: pallet_tasks::VerificationMode
   **/
  PalletTasksVerificationMode: {
    _enum: ['Reproducible', 'Tolerant']
  },
  /**
   * Lookup120: pallet_tasks::SealedFiles
   **/
  PalletTasksSealedFiles: {
    program: 'PalletTasksBlob',
    dataset: 'PalletTasksBlob'
  },
  /**
   * Lookup124: pallet_tasks::AlterationOpening
   **/
  PalletTasksAlterationOpening: {
    candidate: 'u8',
    record: 'Bytes',
    recordPath: 'Vec<H256>',
    leaf: 'Bytes',
    leafPath: 'Vec<H256>',
    tensorPath: 'Vec<H256>'
  },
  /**
   * Lookup127: pallet_disputes::pallet::Call
   **/
  PalletDisputesCall: {
    _enum: {
      challenge: {
        task: 'u32',
        interval: 'u32',
      },
      play: {
        dispute: 'u32',
        round: 'u32',
        move: 'PalletDisputesMove',
      },
      timeout: {
        dispute: 'u32',
      },
      post_transcript: {
        dispute: 'u32',
        moves: 'Vec<PalletDisputesSignedMove>',
      },
      take_defence: {
        dispute: 'u32',
      },
      report_unserved: {
        dispute: 'u32',
      },
      commit_witness: {
        dispute: 'u32',
        commitment: 'H256',
      },
      reveal_witness: {
        dispute: 'u32',
        served: 'bool',
        salt: '[u8;32]',
      },
      demand: {
        task: 'u32',
        what: 'PalletDisputesDemandedLeaf',
      },
      supply: {
        task: 'u32',
        what: 'PalletDisputesDemandedLeaf',
        opening: 'PalletDisputesSuppliedLeaf',
      },
      prove_malformed: {
        task: 'u32',
        record: 'u32',
        openings: 'Vec<PalletDisputesRecordOpening>',
      },
      refute_malformed: {
        task: 'u32',
        record: 'u32',
        openings: 'Vec<PalletDisputesRecordOpening>',
      },
      deny_profile: {
        task: 'u32',
      },
      play_tally: {
        task: 'u32',
        move: 'PalletDisputesTallyMove'
      }
    }
  },
  /**
   * Lookup128: pallet_disputes::Move
   **/
  PalletDisputesMove: {
    _enum: {
      RevealStates: {
        states: 'Vec<H256>',
      },
      CommitOperators: {
        root: 'H256',
      },
      RevealChildren: {
        children: 'Vec<H256>',
      },
      RevealLeaf: {
        bytes: 'Bytes',
      },
      RevealRegisters: {
        files: 'Vec<[u8;32]>',
      },
      Pick: {
        index: 'u8',
      },
      Descend: {
        tree: 'PalletDisputesStepTree',
      },
      OpenOperator: {
        record: 'Bytes',
        path: 'Vec<H256>',
      },
      OpenTensor: {
        record: 'Bytes',
        path: 'Vec<H256>',
      },
      PickElement: {
        index: 'u16',
      },
      ProveEndState: {
        record: 'Bytes',
        recordPath: 'Vec<H256>',
        root: 'H256',
        rootPath: 'Vec<H256>',
      },
      ProveSource: {
        root: 'H256',
        path: 'Vec<H256>',
      },
      ProveOperation: {
        operands: 'Vec<PalletDisputesOperandOpening>',
      },
      CommitTrace: {
        root: 'H256',
        path: 'Vec<H256>',
      },
      PickStep: {
        picked: 'PalletDisputesPickedStep',
      },
      DemandTrace: {
        step: 'u32',
        node: 'u32',
        leaf: 'u32',
      },
      ShowTrace: {
        opening: 'PalletDisputesTraceOpening',
      },
      Concede: 'Null'
    }
  },
  /**
   * Lookup131: pallet_disputes::StepTree
   **/
  PalletDisputesStepTree: {
    _enum: ['Operators', 'EndState']
  },
  /**
   * Lookup132: pallet_disputes::OperandOpening
   **/
  PalletDisputesOperandOpening: {
    root: 'H256',
    rootPath: 'Vec<H256>',
    leaf: 'Bytes',
    leafPath: 'Vec<H256>'
  },
  /**
   * Lookup135: pallet_disputes::PickedStep
   **/
  PalletDisputesPickedStep: {
    step: 'u32',
    start: 'H256',
    startPath: 'Vec<H256>',
    end: 'H256',
    endPath: 'Vec<H256>',
    operators: 'H256',
    operatorsPath: 'Vec<H256>'
  },
  /**
   * Lookup136: pallet_disputes::TraceOpening
   **/
  PalletDisputesTraceOpening: {
    operators: 'H256',
    operatorsPath: 'Vec<H256>',
    root: 'H256',
    rootPath: 'Vec<H256>',
    record: 'Bytes',
    recordPath: 'Vec<H256>',
    leaf: 'Bytes',
    leafPath: 'Vec<H256>'
  },
  /**
   * Lookup137: pallet_disputes::SignedMove
   **/
  PalletDisputesSignedMove: {
    move: 'PalletDisputesMove',
    signature: '[u8;64]'
  },
  /**
   * Lookup140: pallet_disputes::SuppliedLeaf
   **/
  PalletDisputesSuppliedLeaf: {
    _enum: {
      State: 'PalletDisputesLeafOpening',
      File: 'PalletDisputesFileOpening'
    }
  },
  /**
   * Lookup141: pallet_disputes::LeafOpening
   **/
  PalletDisputesLeafOpening: {
    record: 'Bytes',
    recordPath: 'Vec<H256>',
    root: 'H256',
    rootPath: 'Vec<H256>',
    leaf: 'Bytes',
    leafPath: 'Vec<H256>'
  },
  /**
   * Lookup142: pallet_disputes::FileOpening
   **/
  PalletDisputesFileOpening: {
    leaf: 'Bytes',
    leafPath: 'Vec<H256>'
  },
  /**
   * Lookup143: pallet_disputes::RecordOpening
   **/
  PalletDisputesRecordOpening: {
    index: 'u32',
    record: 'Bytes',
    path: 'Vec<H256>'
  },
  /**
   * Lookup146: pallet_disputes::TallyMove
   **/
  PalletDisputesTallyMove: {
    _enum: {
      RevealSums: {
        sums: 'Vec<PalletDisputesTally>',
      },
      PickSum: {
        index: 'u8',
      },
      OpenRecord: {
        record: 'Bytes',
        path: 'Vec<H256>'
      }
    }
  },
  /**
   * Lookup147: pallet_disputes::Tally
   **/
  PalletDisputesTally: {
    units: 'u128',
    elements: 'u128'
  },
  /**
   * Lookup150: pallet_sudo::pallet::Error
   **/
  PalletSudoError: {
    _enum: ['RequireSudo']
  },
  /**
   * Lookup151: pallet_utility::pallet::Error
   **/
  PalletUtilityError: {
    _enum: ['TooManyCalls']
  },
  /**
   * Lookup152: plumbline::authorship::AuthorityId
   **/
  PlumblineAuthorshipAuthorityId: '[u8;32]',
  /**
   * Lookup155: pallet_stakes::Registration
   **/
  PalletStakesRegistration: {
    stake: 'u128',
    unbonding: 'Vec<PalletStakesUnbondingChunk>',
    price: 'u64',
    capacity: 'u32',
    online: 'bool',
    lastSeen: 'u32',
    absent: 'bool',
    duties: 'u32',
    completed: 'u32',
    profiled: 'u32',
    failed: 'u32',
    declined: 'u32',
    slashed: 'u128'
  },
  /**
   * Lookup156: pallet_stakes::UnbondingChunk
   **/
  PalletStakesUnbondingChunk: {
    amount: 'u128',
    freeAt: 'u32'
  },
  /**
   * Lookup160: pallet_stakes::WeightBranch
   **/
  PalletStakesWeightBranch: {
    slot: 'u8',
    weight: 'u128',
    leaf: 'Option<PalletStakesWeightLeaf>'
  },
  /**
   * Lookup161: pallet_stakes::WeightLeaf
   **/
  PalletStakesWeightLeaf: {
    account: 'AccountId32',
    priceClass: 'u8'
  },
  /**
   * Lookup166: pallet_stakes::Peer
   **/
  PalletStakesPeer: {
    peerId: 'Text',
    addresses: 'Vec<Text>',
    encryptionKey: '[u8;32]',
    expiry: 'u32'
  },
  /**
   * Lookup167: pallet_stakes::Params
   **/
  PalletStakesParams: {
    minSolverStake: 'u128',
    minVerifierStake: 'u128',
    minWhistleblowerStake: 'u128',
    fraudSlash: 'u32',
    silenceSlash: 'u128',
    unbondingBlocks: 'u32',
    heartbeatBlocks: 'u32'
  },
  /**
   * Lookup168: pallet_stakes::pallet::Error
   **/
  PalletStakesError: {
    _enum: ['NotRegistered', 'AlreadyRegistered', 'StakeTooLow', 'PriceNeeded', 'PriceNotAsked', 'OnDuty', 'BadCapacity', 'MoreThanBonded', 'MoreThanUnbonding', 'TooManyUnbonding', 'NothingToWithdraw', 'IsWorkerKey', 'BadWorkerKey', 'NotProposed', 'BindingExpired', 'ZeroAmount', 'BadPeerId', 'BadPeerSignature', 'TooManyAddresses']
  },
  /**
   * Lookup169: pallet_tasks::Task
   **/
  PalletTasksTask: {
    submitter: 'AccountId32',
    spec: 'PalletTasksTaskSpec',
    status: 'PalletTasksTaskStatus',
    attempt: 'u8',
    seed: 'Option<H256>',
    solver: 'Option<AccountId32>',
    assignedAt: 'u32',
    price: 'u64',
    profilers: 'Vec<PalletTasksDrawnProfiler>',
    verifiers: 'Vec<PalletTasksDrawnVerifier>',
    reports: 'Vec<PalletTasksBlindReport>',
    blindUntil: 'u32',
    pass: 'u8',
    forced: 'Option<PalletTasksForcedError>',
    drawSeed: 'Option<H256>',
    seal: 'Option<PalletTasksSeal>',
    proofRoots: 'Option<PalletTasksRootPair>',
    progress: 'PalletTasksProgress',
    deadline: 'u32',
    searchUntil: 'u32',
    dispute: 'Option<u32>',
    served: 'Vec<PalletTasksServed>',
    escrow: 'u128',
    submittedAt: 'u32'
  },
  /**
   * Lookup170: pallet_tasks::TaskStatus
   **/
  PalletTasksTaskStatus: {
    _enum: ['Submitted', 'Profiling', 'Reporting', 'Profiled', 'Open', 'Assigned', 'Training', 'Proved', 'Verifying', 'Revealing', 'Unsealing', 'Challengeable', 'Disputed', 'Settled', 'Cancelled', 'Rejected', 'Expired']
  },
  /**
   * Lookup172: pallet_tasks::DrawnProfiler
   **/
  PalletTasksDrawnProfiler: {
    account: 'AccountId32',
    commitment: 'Option<H256>',
    report: 'Option<PalletTasksProfileReport>',
    second: 'bool'
  },
  /**
   * Lookup176: pallet_tasks::DrawnVerifier
   **/
  PalletTasksDrawnVerifier: {
    account: 'AccountId32',
    commitment: 'Option<H256>',
    verdict: 'Option<PalletTasksVerdict>',
    refuted: 'bool',
    absent: 'bool'
  },
  /**
   * Lookup180: pallet_tasks::BlindReport
   **/
  PalletTasksBlindReport: {
    account: 'AccountId32',
    commitment: 'H256',
    verdict: 'Option<PalletTasksVerdict>',
    bond: 'u128'
  },
  /**
   * Lookup183: pallet_tasks::ForcedError
   **/
  PalletTasksForcedError: {
    reporters: 'Vec<AccountId32>',
    accused: 'Vec<PalletTasksAccused>',
    unproved: 'Vec<u32>'
  },
  /**
   * Lookup189: pallet_tasks::Seal
   **/
  PalletTasksSeal: {
    commitment: 'H256',
    salt: 'Option<H256>',
    lottery: 'Option<H256>',
    designated: 'Option<PalletTasksPosition>',
    secret: 'Option<H256>'
  },
  /**
   * Lookup193: pallet_tasks::Progress
   **/
  PalletTasksProgress: {
    checkpoints: 'u32',
    loss: 'u32'
  },
  /**
   * Lookup194: pallet_tasks::Served
   **/
  PalletTasksServed: {
    account: 'AccountId32',
    role: 'PalletStakesRole'
  },
  /**
   * Lookup199: pallet_tasks::ProvenModel
   **/
  PalletTasksProvenModel: {
    programRoot: 'H256',
    stateRoot: 'H256',
    stateCount: 'u32',
    depth: 'u8',
    solver: 'AccountId32'
  },
  /**
   * Lookup200: pallet_tasks::Params
   **/
  PalletTasksParams: {
    taxRate: 'u32',
    forcedErrorRate: 'u32',
    profileFee: 'u128',
    declineFee: 'u128',
    verifierFee: 'u128',
    profilingBlocks: 'u32',
    openBlocks: 'u32',
    commitBlocks: 'u32',
    reportBlocks: 'u32',
    revealBlocks: 'u32',
    challengePeriod: 'u32',
    maxAttempts: 'u8',
    maxDepth: 'u8',
    depositSafety: 'u32'
  },
  /**
   * Lookup201: pallet_tasks::pallet::Error
   **/
  PalletTasksError: {
    _enum: ['UnknownTask', 'NotSubmitter', 'NotProfiler', 'NotSolver', 'NotVerifier', 'CannotCancel', 'NotProfiling', 'NotReporting', 'WrongReport', 'WrongVerdict', 'NotAssigned', 'NotTraining', 'NotStarted', 'NotSalted', 'WrongPair', 'NotProved', 'NotDrawn', 'NotDesignated', 'NotUnsealing', 'WrongSecret', 'NothingToProve', 'NotAltered', 'NotWhistleblower', 'TooManyReports', 'NoReport', 'WrongCheckpoint', 'WrongBaseState', 'CheckpointsMissing', 'WrongProofRoot', 'NotVerifying', 'AlreadyCommitted', 'NotRevealing', 'AlreadyRevealed', 'CommitmentMismatch', 'NoSuchInterval', 'NotChallengeable', 'NotPrivate', 'TaskOver', 'NotServing', 'RoleTaken', 'NoName', 'EmptyProgram', 'TooManyNodes', 'TooManyStateTensors', 'ZeroBatchSize', 'BatchTooLarge', 'ZeroSteps', 'ZeroCheckpointEvery', 'CheckpointsDoNotDivide', 'TooManyCheckpoints', 'ZeroUnits', 'EmptyDataset', 'DatasetNotWhole', 'DatasetTooLarge', 'RowsBeyondDataset', 'ZeroRowStride', 'NoVerifiers', 'TooManyVerifiers', 'NoProfilers', 'TooManyProfilers', 'BadSampleRate', 'ZeroPrice', 'ZeroStallBlocks', 'BaseNotProven', 'BaseDoesNotFit', 'BaseTooDeep', 'FeeTooLarge', 'StallTooLong']
  },
  /**
   * Lookup202: pallet_disputes::Dispute
   **/
  PalletDisputesDispute: {
    task: 'u32',
    challenger: 'AccountId32',
    defender: 'AccountId32',
    defence: 'PalletDisputesDefence',
    origin: 'PalletDisputesDisputeOrigin',
    interval: 'u32',
    game: 'PalletDisputesGamePhase',
    round: 'u32',
    head: 'H256',
    deadline: 'u32',
    bond: 'u128'
  },
  /**
   * Lookup203: pallet_disputes::Defence
   **/
  PalletDisputesDefence: {
    _enum: ['Solver', 'Open', 'Verifier']
  },
  /**
   * Lookup204: pallet_disputes::DisputeOrigin
   **/
  PalletDisputesDisputeOrigin: {
    _enum: ['Verifier', 'Report', 'Whistleblower']
  },
  /**
   * Lookup205: pallet_disputes::GamePhase
   **/
  PalletDisputesGamePhase: {
    _enum: {
      Trace: {
        first: 'u32',
        last: 'u32',
        start: 'H256',
        end: 'H256',
        root: 'Option<H256>',
        owed: 'Option<PalletDisputesTraceLeaf>',
        demands: 'u16',
        shown: 'Option<Bytes>',
      },
      States: {
        first: 'u32',
        last: 'u32',
        start: 'H256',
        end: 'H256',
        revealed: 'Vec<H256>',
      },
      Operators: {
        step: 'u32',
        start: 'H256',
        end: 'H256',
      },
      Branch: {
        at: 'PalletDisputesDisputedStep',
      },
      OperatorTree: {
        at: 'PalletDisputesDisputedStep',
        cursor: 'PalletDisputesCursor',
        path: 'Vec<H256>',
      },
      EndTree: {
        at: 'PalletDisputesDisputedStep',
        cursor: 'PalletDisputesCursor',
      },
      EndState: {
        at: 'PalletDisputesDisputedStep',
        tensor: 'u32',
        root: 'H256',
      },
      Operator: {
        at: 'PalletDisputesDisputedStep',
        node: 'u32',
        output: 'H256',
        path: 'Vec<H256>',
      },
      Source: {
        subject: 'PalletDisputesSubject',
      },
      InitialTree: {
        cursor: 'PalletDisputesCursor',
      },
      InitialTensor: {
        tensor: 'u32',
        root: 'H256',
      },
      OutputTree: {
        subject: 'PalletDisputesSubject',
        cursor: 'PalletDisputesCursor',
      },
      Leaf: {
        _alias: {
          hash_: 'hash',
        },
        subject: 'PalletDisputesSubject',
        leaf: 'u32',
        hash_: 'H256',
        bytes: 'Option<Bytes>',
      },
      Registers: {
        subject: 'PalletDisputesSubject',
        element: 'u32',
        claimed: 'u32',
        first: 'u32',
        last: 'u32',
        before: '[u8;32]',
        after: 'Option<[u8;32]>',
        revealed: 'Vec<[u8;32]>',
      },
      Proof: {
        subject: 'PalletDisputesSubject',
        element: 'u32',
        claimed: 'u32',
        instruction: 'u32',
        before: '[u8;32]',
        after: 'Option<[u8;32]>',
      },
      Claim: {
        subject: 'PalletDisputesSubject',
        element: 'u32',
        committed: 'u32',
        first: 'u32',
        last: 'u32',
        before: '[u8;32]',
        after: 'Option<[u8;32]>',
        revealed: 'Vec<[u8;32]>',
      },
      ClaimProof: {
        subject: 'PalletDisputesSubject',
        element: 'u32',
        instruction: 'u32',
        before: '[u8;32]',
        after: '[u8;32]'
      }
    }
  },
  /**
   * Lookup206: pallet_disputes::TraceLeaf
   **/
  PalletDisputesTraceLeaf: {
    step: 'u32',
    node: 'u32',
    leaf: 'u32'
  },
  /**
   * Lookup209: pallet_disputes::DisputedStep
   **/
  PalletDisputesDisputedStep: {
    step: 'u32',
    start: 'H256',
    end: 'H256',
    operators: 'H256'
  },
  /**
   * Lookup210: pallet_disputes::Cursor
   **/
  PalletDisputesCursor: {
    _alias: {
      hash_: 'hash'
    },
    level: 'u8',
    index: 'u32',
    hash_: 'H256',
    revealed: 'Vec<H256>'
  },
  /**
   * Lookup211: pallet_disputes::Subject
   **/
  PalletDisputesSubject: {
    _enum: {
      Node: {
        at: 'PalletDisputesDisputedStep',
        node: 'u32',
        output: 'H256',
        path: 'Vec<H256>',
        record: 'Bytes',
      },
      Initial: {
        tensor: 'u32',
        record: 'Bytes'
      }
    }
  },
  /**
   * Lookup213: pallet_disputes::WaitingChallenge
   **/
  PalletDisputesWaitingChallenge: {
    challenger: 'AccountId32',
    interval: 'u32',
    bond: 'u128'
  },
  /**
   * Lookup216: pallet_disputes::Demand
   **/
  PalletDisputesDemand: {
    who: 'AccountId32',
    what: 'PalletDisputesDemandedLeaf',
    attempt: 'u8',
    fee: 'u128',
    deadline: 'u32'
  },
  /**
   * Lookup219: pallet_disputes::TallyDispute
   **/
  PalletDisputesTallyDispute: {
    challenger: 'AccountId32',
    defender: 'AccountId32',
    phase: 'PalletDisputesTallyPhase',
    bond: 'u128'
  },
  /**
   * Lookup220: pallet_disputes::TallyPhase
   **/
  PalletDisputesTallyPhase: {
    _enum: {
      Claim: 'Null',
      Sums: {
        first: 'u32',
        last: 'u32',
        before: 'PalletDisputesTally',
        after: 'PalletDisputesTally',
      },
      Choice: {
        first: 'u32',
        last: 'u32',
        before: 'PalletDisputesTally',
        sums: 'Vec<PalletDisputesTally>',
      },
      Record: {
        index: 'u32',
        before: 'PalletDisputesTally',
        after: 'PalletDisputesTally'
      }
    }
  },
  /**
   * Lookup221: pallet_disputes::Witnesses
   **/
  PalletDisputesWitnesses: {
    stage: 'PalletDisputesWitnessStage',
    drawn: 'Vec<PalletDisputesDrawnWitness>',
    replaced: 'bool',
    deposit: 'u128'
  },
  /**
   * Lookup222: pallet_disputes::WitnessStage
   **/
  PalletDisputesWitnessStage: {
    _enum: ['Seeking', 'Committing', 'Revealing', 'Heard']
  },
  /**
   * Lookup223: pallet_disputes::DrawnWitness
   **/
  PalletDisputesDrawnWitness: {
    account: 'AccountId32',
    commitment: 'Option<H256>',
    served: 'Option<bool>'
  },
  /**
   * Lookup227: pallet_disputes::Params
   **/
  PalletDisputesParams: {
    bond: 'u128',
    moveBlocks: 'u32'
  },
  /**
   * Lookup228: pallet_disputes::pallet::Error
   **/
  PalletDisputesError: {
    _enum: ['UnknownDispute', 'WrongRound', 'NotParty', 'NotDue', 'TranscriptEmpty', 'TranscriptTooLong', 'BadSignature', 'AfterVerdict', 'AlreadyChallenging', 'TooManyChallenges', 'DefenceOpen', 'DefenceNotOpen', 'NotAccepted', 'NotChecked', 'MayNotDemand', 'TooManyDemands', 'DemandedAlready', 'NotDemanded', 'NotLaidOpen', 'WitnessesCalled', 'WitnessesAtWork', 'NotWitness', 'NotWitnessing', 'AlreadyWitnessed', 'WitnessMismatch', 'NotDeniable', 'NothingToDeny', 'MayNotDeny', 'RecordSound', 'RecordMalformed', 'NotRegistered', 'StakeTooLow', 'NotYourTurn', 'WrongMove', 'WrongCount', 'OutOfRange', 'EndNotRepeated', 'NotOutside', 'DoesNotCombine', 'WrongLeaf', 'NonCanonicalNan', 'WrongOpening', 'MalformedRecord', 'NoSuchInterval']
  },
  /**
   * Lookup230: sp_runtime::MultiSignature
   **/
  SpRuntimeMultiSignature: {
    _enum: {
      Ed25519: '[u8;64]',
      Sr25519: '[u8;64]',
      Ecdsa: '[u8;65]'
    }
  },
  /**
   * Lookup232: frame_system::extensions::check_non_zero_sender::CheckNonZeroSender
   **/
  FrameSystemExtensionsCheckNonZeroSender: 'Null',
  /**
   * Lookup233: frame_system::extensions::check_spec_version::CheckSpecVersion
   **/
  FrameSystemExtensionsCheckSpecVersion: 'Null',
  /**
   * Lookup234: frame_system::extensions::check_tx_version::CheckTxVersion
   **/
  FrameSystemExtensionsCheckTxVersion: 'Null',
  /**
   * Lookup235: frame_system::extensions::check_genesis::CheckGenesis
   **/
  FrameSystemExtensionsCheckGenesis: 'Null',
  /**
   * Lookup238: frame_system::extensions::check_nonce::CheckNonce
   **/
  FrameSystemExtensionsCheckNonce: 'Compact<u32>',
  /**
   * Lookup239: frame_system::extensions::check_weight::CheckWeight
   **/
  FrameSystemExtensionsCheckWeight: 'Null',
  /**
   * Lookup240: pallet_transaction_payment::ChargeTransactionPayment
   **/
  PalletTransactionPaymentChargeTransactionPayment: 'Compact<u128>',
  /**
   * Lookup242: plumbline_runtime::Runtime
   **/
  PlumblineRuntimeRuntime: 'Null',
  /**
   * Lookup243: plumbline_runtime::RuntimeError
   **/
  PlumblineRuntimeRuntimeError: {
    _enum: {
      System: 'FrameSystemError',
      __Unused1: 'Null',
      Balances: 'PalletBalancesError',
      __Unused3: 'Null',
      Sudo: 'PalletSudoError',
      Utility: 'PalletUtilityError',
      __Unused6: 'Null',
      __Unused7: 'Null',
      __Unused8: 'Null',
      __Unused9: 'Null',
      Stakes: 'PalletStakesError',
      Tasks: 'PalletTasksError',
      Disputes: 'PalletDisputesError'
    }
  },
  /**
   * Lookup244: sp_runtime::generic::block::Block
   **/
  SpRuntimeBlock: {
    header: 'SpRuntimeHeader',
    extrinsics: 'Vec<Bytes>'
  },
  /**
   * Lookup245: sp_runtime::generic::header::Header
   **/
  SpRuntimeHeader: {
    parentHash: 'H256',
    number: 'Compact<u32>',
    stateRoot: 'H256',
    extrinsicsRoot: 'H256',
    digest: 'SpRuntimeDigest'
  },
  /**
   * Lookup247: sp_runtime::ExtrinsicInclusionMode
   **/
  SpRuntimeExtrinsicInclusionMode: {
    _enum: ['AllExtrinsics', 'OnlyInherents']
  },
  /**
   * Lookup250: sp_runtime::transaction_validity::TransactionValidityError
   **/
  SpRuntimeTransactionValidityTransactionValidityError: {
    _enum: {
      Invalid: 'SpRuntimeTransactionValidityInvalidTransaction',
      Unknown: 'SpRuntimeTransactionValidityUnknownTransaction'
    }
  },
  /**
   * Lookup251: sp_runtime::transaction_validity::InvalidTransaction
   **/
  SpRuntimeTransactionValidityInvalidTransaction: {
    _enum: {
      Call: 'Null',
      Payment: 'Null',
      Future: 'Null',
      Stale: 'Null',
      BadProof: 'Null',
      AncientBirthBlock: 'Null',
      ExhaustsResources: 'Null',
      Custom: 'u8',
      BadMandatory: 'Null',
      MandatoryValidation: 'Null',
      BadSigner: 'Null'
    }
  },
  /**
   * Lookup252: sp_runtime::transaction_validity::UnknownTransaction
   **/
  SpRuntimeTransactionValidityUnknownTransaction: {
    _enum: {
      CannotLookup: 'Null',
      NoUnsignedValidator: 'Null',
      Custom: 'u8'
    }
  },
  /**
   * Lookup254: sp_inherents::InherentData
   **/
  SpInherentsInherentData: {
    data: 'BTreeMap<[u8;8], Bytes>'
  },
  /**
   * Lookup259: sp_inherents::CheckInherentsResult
   **/
  SpInherentsCheckInherentsResult: {
    okay: 'bool',
    fatalError: 'bool',
    errors: 'SpInherentsInherentData'
  },
  /**
   * Lookup260: sp_runtime::transaction_validity::TransactionSource
   **/
  SpRuntimeTransactionValidityTransactionSource: {
    _enum: ['InBlock', 'Local', 'External']
  },
  /**
   * Lookup261: sp_runtime::transaction_validity::ValidTransaction
   **/
  SpRuntimeTransactionValidityValidTransaction: {
    priority: 'u64',
    requires: 'Vec<Bytes>',
    provides: 'Vec<Bytes>',
    longevity: 'u64',
    propagate: 'bool'
  },
  /**
   * Lookup263: pallet_transaction_payment::types::RuntimeDispatchInfo
   **/
  PalletTransactionPaymentRuntimeDispatchInfo: {
    weight: 'SpWeightsWeightV2Weight',
    class: 'FrameSupportDispatchDispatchClass',
    partialFee: 'u128'
  },
  /**
   * Lookup264: pallet_transaction_payment::types::FeeDetails
   **/
  PalletTransactionPaymentFeeDetails: {
    inclusionFee: 'Option<PalletTransactionPaymentInclusionFee>',
    tip: 'u128'
  },
  /**
   * Lookup265: pallet_transaction_payment::types::InclusionFee
   **/
  PalletTransactionPaymentInclusionFee: {
    baseFee: 'u128',
    lenFee: 'u128',
    adjustedWeightFee: 'u128'
  },
  /**
   * Lookup270: plumbline::authorship::Configuration
   **/
  PlumblineAuthorshipConfiguration: {
    authorities: 'Vec<PlumblineAuthorshipAuthorityId>',
    randomness: '[u8;32]'
  }
};
