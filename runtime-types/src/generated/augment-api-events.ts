// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */


// import type lookup before we augment - in some environments
// this is required to allow for ambient/previous definitions
import '@polkadot/api-base/types/events';

import type { ApiTypes, AugmentedEvent } from '@polkadot/api-base/types';
import type { Null, Option, Result, Text, Vec, bool, u128, u32, u64, u8 } from '@polkadot/types-codec';
import type { AccountId32, H256 } from '@polkadot/types/interfaces/runtime';
import type { FrameSystemDispatchEventInfo, PalletDisputesDemandedLeaf, PalletDisputesJudgement, PalletDisputesSide, PalletStakesRole, PalletTasksAccused, PalletTasksExpiryReason, PalletTasksPaidReason, PalletTasksPosition, PalletTasksProfileReport, PalletTasksRootPair, PalletTasksSlashReason, PalletTasksVerdict, PlumblineRuntimeRuntimeHoldReason, SpRuntimeDispatchError } from '@polkadot/types/lookup';

export type __AugmentedEvent<ApiType extends ApiTypes> = AugmentedEvent<ApiType>;

declare module '@polkadot/api-base/types/events' {
  interface AugmentedEvents<ApiType extends ApiTypes> {
    balances: {
      /**
       * A balance was set by root.
       **/
      BalanceSet: AugmentedEvent<ApiType, [who: AccountId32, free: u128], { who: AccountId32, free: u128 }>;
      /**
       * Some amount was burnt from an account.
       **/
      Burned: AugmentedEvent<ApiType, [who: AccountId32, amount: u128], { who: AccountId32, amount: u128 }>;
      /**
       * Held balance was burnt.
       **/
      BurnedHeld: AugmentedEvent<ApiType, [reason: PlumblineRuntimeRuntimeHoldReason, who: AccountId32, amount: u128], { reason: PlumblineRuntimeRuntimeHoldReason, who: AccountId32, amount: u128 }>;
      /**
       * Some amount was deposited (a refund of fees, say).
       **/
      Deposit: AugmentedEvent<ApiType, [who: AccountId32, amount: u128], { who: AccountId32, amount: u128 }>;
      /**
       * An account fell below the existential deposit and its rest was burnt.
       **/
      DustLost: AugmentedEvent<ApiType, [account: AccountId32, amount: u128], { account: AccountId32, amount: u128 }>;
      /**
       * An account was created with some free balance.
       **/
      Endowed: AugmentedEvent<ApiType, [account: AccountId32, freeBalance: u128], { account: AccountId32, freeBalance: u128 }>;
      /**
       * Some balance was placed on hold.
       **/
      Held: AugmentedEvent<ApiType, [reason: PlumblineRuntimeRuntimeHoldReason, who: AccountId32, amount: u128], { reason: PlumblineRuntimeRuntimeHoldReason, who: AccountId32, amount: u128 }>;
      /**
       * Total issuance was increased.
       **/
      Issued: AugmentedEvent<ApiType, [amount: u128], { amount: u128 }>;
      /**
       * Some balance was released from hold.
       **/
      Released: AugmentedEvent<ApiType, [reason: PlumblineRuntimeRuntimeHoldReason, who: AccountId32, amount: u128], { reason: PlumblineRuntimeRuntimeHoldReason, who: AccountId32, amount: u128 }>;
      /**
       * Total issuance was reduced.
       **/
      Rescinded: AugmentedEvent<ApiType, [amount: u128], { amount: u128 }>;
      /**
       * A transfer succeeded.
       **/
      Transfer: AugmentedEvent<ApiType, [from: AccountId32, to: AccountId32, amount: u128], { from: AccountId32, to: AccountId32, amount: u128 }>;
      /**
       * Held balance was transferred.
       **/
      TransferOnHold: AugmentedEvent<ApiType, [reason: PlumblineRuntimeRuntimeHoldReason, source: AccountId32, dest: AccountId32, amount: u128], { reason: PlumblineRuntimeRuntimeHoldReason, source: AccountId32, dest: AccountId32, amount: u128 }>;
      /**
       * Some amount was withdrawn (for fees, say).
       **/
      Withdraw: AugmentedEvent<ApiType, [who: AccountId32, amount: u128], { who: AccountId32, amount: u128 }>;
    };
    disputes: {
      /**
       * The Solver was silent; a Verifier that accepted its work may defend it.
       **/
      DefenceOpen: AugmentedEvent<ApiType, [dispute: u32, task: u32], { dispute: u32, task: u32 }>;
      /**
       * A Verifier defends what it accepted; the game begins anew.
       **/
      DefenceTaken: AugmentedEvent<ApiType, [dispute: u32, task: u32, who: AccountId32], { dispute: u32, task: u32, who: AccountId32 }>;
      /**
       * A leaf of a committed state or of a file has to be shown on chain, until a block at the latest.
       **/
      Demanded: AugmentedEvent<ApiType, [task: u32, who: AccountId32, what: PalletDisputesDemandedLeaf, deadline: u32], { task: u32, who: AccountId32, what: PalletDisputesDemandedLeaf, deadline: u32 }>;
      /**
       * Somebody denies what the profilers say that the program takes.
       **/
      Denied: AugmentedEvent<ApiType, [task: u32, who: AccountId32, defender: AccountId32], { task: u32, who: AccountId32, defender: AccountId32 }>;
      /**
       * A dispute is over.
       **/
      Judged: AugmentedEvent<ApiType, [dispute: u32, task: u32, winner: PalletDisputesSide, reason: PalletDisputesJudgement], { dispute: u32, task: u32, winner: PalletDisputesSide, reason: PalletDisputesJudgement }>;
      /**
       * A record of the program is not well-formed, and the chain has seen that.
       **/
      Malformed: AugmentedEvent<ApiType, [task: u32, who: AccountId32, record: u32], { task: u32, who: AccountId32, record: u32 }>;
      /**
       * A side has moved; the phase is the one that follows.
       **/
      Moved: AugmentedEvent<ApiType, [dispute: u32, round: u32, side: PalletDisputesSide, phase: Text], { dispute: u32, round: u32, side: PalletDisputesSide, phase: Text }>;
      /**
       * A dispute began.
       **/
      Opened: AugmentedEvent<ApiType, [dispute: u32, task: u32, challenger: AccountId32, defender: AccountId32, interval: u32], { dispute: u32, task: u32, challenger: AccountId32, defender: AccountId32, interval: u32 }>;
      /**
       * What a profiler has reported is wrong.
       **/
      ProfileRefuted: AugmentedEvent<ApiType, [task: u32, who: AccountId32, profiler: AccountId32], { task: u32, who: AccountId32, profiler: AccountId32 }>;
      /**
       * It was shown; whoever did has the fee.
       **/
      Supplied: AugmentedEvent<ApiType, [task: u32, who: AccountId32, what: PalletDisputesDemandedLeaf], { task: u32, who: AccountId32, what: PalletDisputesDemandedLeaf }>;
      /**
       * A side has moved in the game about what the program takes; the phase is the one that follows.
       **/
      Tallied: AugmentedEvent<ApiType, [task: u32, side: PalletDisputesSide, phase: Text], { task: u32, side: PalletDisputesSide, phase: Text }>;
      /**
       * The game about what the program takes is over.
       **/
      TallyJudged: AugmentedEvent<ApiType, [task: u32, winner: PalletDisputesSide], { task: u32, winner: PalletDisputesSide }>;
      /**
       * The challenger was not served the trace; others are drawn to try.
       **/
      Unserved: AugmentedEvent<ApiType, [dispute: u32, task: u32, who: AccountId32], { dispute: u32, task: u32, who: AccountId32 }>;
      /**
       * A challenge waits until the dispute about the task is over.
       **/
      Waits: AugmentedEvent<ApiType, [task: u32, challenger: AccountId32, interval: u32], { task: u32, challenger: AccountId32, interval: u32 }>;
      /**
       * It was not shown in time: it costs the Solver its stake, or the task is rejected where none has started.
       **/
      Withheld: AugmentedEvent<ApiType, [task: u32, who: AccountId32, what: PalletDisputesDemandedLeaf], { task: u32, who: AccountId32, what: PalletDisputesDemandedLeaf }>;
      /**
       * A witness has committed to whether it was served the trace.
       **/
      WitnessCommitted: AugmentedEvent<ApiType, [dispute: u32, who: AccountId32], { dispute: u32, who: AccountId32 }>;
      /**
       * These Verifiers find out whether the trace is served.
       **/
      WitnessesDrawn: AugmentedEvent<ApiType, [dispute: u32, accounts: Vec<AccountId32>], { dispute: u32, accounts: Vec<AccountId32> }>;
      /**
       * So many witnesses were served the trace, and so many were not.
       **/
      WitnessesHeard: AugmentedEvent<ApiType, [dispute: u32, served: u32, unserved: u32], { dispute: u32, served: u32, unserved: u32 }>;
      /**
       * A witness has said whether it was served the trace.
       **/
      WitnessRevealed: AugmentedEvent<ApiType, [dispute: u32, who: AccountId32, served: bool], { dispute: u32, who: AccountId32, served: bool }>;
    };
    stakes: {
      /**
       * An account was not heard of for too long, and is in no draw until it is.
       **/
      Absent: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole], { who: AccountId32, role: PalletStakesRole }>;
      /**
       * A stake was raised.
       **/
      Bonded: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole, amount: u128], { who: AccountId32, role: PalletStakesRole, amount: u128 }>;
      /**
       * An account takes another number of tasks at a time.
       **/
      CapacitySet: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole, capacity: u32], { who: AccountId32, role: PalletStakesRole, capacity: u32 }>;
      /**
       * An account takes part in draws from now on, or no more.
       **/
      OnlineSet: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole, online: bool], { who: AccountId32, role: PalletStakesRole, online: bool }>;
      /**
       * A libp2p peer was tied to an account until a block.
       **/
      PeerBound: AugmentedEvent<ApiType, [who: AccountId32, peerId: Text, expiry: u32], { who: AccountId32, peerId: Text, expiry: u32 }>;
      /**
       * A Solver asks another price.
       **/
      PriceSet: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole, price: u64], { who: AccountId32, role: PalletStakesRole, price: u64 }>;
      /**
       * An account took a role.
       **/
      Registered: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole, amount: u128], { who: AccountId32, role: PalletStakesRole, amount: u128 }>;
      /**
       * A part of a stake can be withdrawn from a block on.
       **/
      Unbonded: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole, amount: u128, freeAt: u32], { who: AccountId32, role: PalletStakesRole, amount: u128, freeAt: u32 }>;
      /**
       * An account left a role.
       **/
      Unregistered: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole], { who: AccountId32, role: PalletStakesRole }>;
      /**
       * What was unbonded is back with its account.
       **/
      Withdrawn: AugmentedEvent<ApiType, [who: AccountId32, role: PalletStakesRole, amount: u128], { who: AccountId32, role: PalletStakesRole, amount: u128 }>;
      /**
       * An account named a worker key, which has to accept.
       **/
      WorkerKeyProposed: AugmentedEvent<ApiType, [who: AccountId32, worker: AccountId32], { who: AccountId32, worker: AccountId32 }>;
      /**
       * Another key acts for an account from now on, or none.
       **/
      WorkerKeySet: AugmentedEvent<ApiType, [who: AccountId32, worker: Option<AccountId32>], { who: AccountId32, worker: Option<AccountId32> }>;
    };
    sudo: {
      /**
       * Another account became the key.
       **/
      KeyChanged: AugmentedEvent<ApiType, [old: Option<AccountId32>, new_: AccountId32], { old: Option<AccountId32>, new_: AccountId32 }>;
      /**
       * There is no key any more.
       **/
      KeyRemoved: AugmentedEvent<ApiType, []>;
      /**
       * The key made a call as root.
       **/
      Sudid: AugmentedEvent<ApiType, [sudoResult: Result<Null, SpRuntimeDispatchError>], { sudoResult: Result<Null, SpRuntimeDispatchError> }>;
      /**
       * The key made a call as another account.
       **/
      SudoAsDone: AugmentedEvent<ApiType, [sudoResult: Result<Null, SpRuntimeDispatchError>], { sudoResult: Result<Null, SpRuntimeDispatchError> }>;
    };
    system: {
      /**
       * The runtime code was updated.
       **/
      CodeUpdated: AugmentedEvent<ApiType, []>;
      /**
       * An extrinsic failed; it paid its fee and did nothing else.
       **/
      ExtrinsicFailed: AugmentedEvent<ApiType, [dispatchError: SpRuntimeDispatchError, dispatchInfo: FrameSystemDispatchEventInfo], { dispatchError: SpRuntimeDispatchError, dispatchInfo: FrameSystemDispatchEventInfo }>;
      /**
       * An extrinsic completed.
       **/
      ExtrinsicSuccess: AugmentedEvent<ApiType, [dispatchInfo: FrameSystemDispatchEventInfo], { dispatchInfo: FrameSystemDispatchEventInfo }>;
      /**
       * An account was reaped.
       **/
      KilledAccount: AugmentedEvent<ApiType, [account: AccountId32], { account: AccountId32 }>;
      /**
       * An account came into being.
       **/
      NewAccount: AugmentedEvent<ApiType, [account: AccountId32], { account: AccountId32 }>;
      /**
       * Somebody left a remark.
       **/
      Remarked: AugmentedEvent<ApiType, [sender: AccountId32, hash_: H256], { sender: AccountId32, hash_: H256 }>;
    };
    tasks: {
      /**
       * All Verifiers accept; the task may be challenged until a block.
       **/
      Accepted: AugmentedEvent<ApiType, [task: u32, until: u32], { task: u32, until: u32 }>;
      /**
       * The Solver has shown that a checkpoint was altered by the rule.
       **/
      AlterationProved: AugmentedEvent<ApiType, [task: u32, checkpoint: u32], { task: u32, checkpoint: u32 }>;
      /**
       * A Solver was drawn, and the seed is fixed.
       **/
      Assigned: AugmentedEvent<ApiType, [task: u32, who: AccountId32, price: u64, seed: H256], { task: u32, who: AccountId32, price: u64, seed: H256 }>;
      /**
       * The Submitter withdrew the task.
       **/
      Cancelled: AugmentedEvent<ApiType, [task: u32], { task: u32 }>;
      /**
       * The Solver has committed to its proof.
       **/
      Completed: AugmentedEvent<ApiType, [task: u32, proofRoots: PalletTasksRootPair], { task: u32, proofRoots: PalletTasksRootPair }>;
      /**
       * The Solver that was drawn will not train the task.
       **/
      Declined: AugmentedEvent<ApiType, [task: u32, who: AccountId32], { task: u32, who: AccountId32 }>;
      /**
       * The Solver has said which roots it stands for.
       **/
      Designated: AugmentedEvent<ApiType, [task: u32, position: PalletTasksPosition], { task: u32, position: PalletTasksPosition }>;
      /**
       * A dispute began about the task.
       **/
      Disputed: AugmentedEvent<ApiType, [task: u32, dispute: u32], { task: u32, dispute: u32 }>;
      /**
       * Nobody finished the task; what is left of the fee returned.
       **/
      Expired: AugmentedEvent<ApiType, [task: u32, reason: PalletTasksExpiryReason], { task: u32, reason: PalletTasksExpiryReason }>;
      /**
       * The roots were altered on purpose; some reported it, others accepted it.
       **/
      ForcedErrorFound: AugmentedEvent<ApiType, [task: u32, reporters: Vec<AccountId32>, accused: Vec<PalletTasksAccused>], { task: u32, reporters: Vec<AccountId32>, accused: Vec<PalletTasksAccused> }>;
      /**
       * An account was given the key of a private task.
       **/
      KeySealed: AugmentedEvent<ApiType, [task: u32, who: AccountId32], { task: u32, who: AccountId32 }>;
      /**
       * What decides with the secret which roots must be designated is drawn.
       **/
      LotteryDrawn: AugmentedEvent<ApiType, [task: u32, lottery: H256], { task: u32, lottery: H256 }>;
      /**
       * The task may be drawn by a Solver.
       **/
      Opened: AugmentedEvent<ApiType, [task: u32, attempt: u8], { task: u32, attempt: u8 }>;
      /**
       * An account was paid.
       **/
      Paid: AugmentedEvent<ApiType, [task: u32, who: AccountId32, amount: u128, reason: PalletTasksPaidReason], { task: u32, who: AccountId32, amount: u128, reason: PalletTasksPaidReason }>;
      /**
       * A profiler has committed to its report.
       **/
      ProfileCommitted: AugmentedEvent<ApiType, [task: u32, who: AccountId32], { task: u32, who: AccountId32 }>;
      /**
       * This is what the profilers found.
       **/
      Profiled: AugmentedEvent<ApiType, [task: u32, report: PalletTasksProfileReport], { task: u32, report: PalletTasksProfileReport }>;
      /**
       * A Verifier was drawn to profile the task.
       **/
      ProfilerDrawn: AugmentedEvent<ApiType, [task: u32, who: AccountId32], { task: u32, who: AccountId32 }>;
      /**
       * A profiler has revealed its report.
       **/
      ProfileRevealed: AugmentedEvent<ApiType, [task: u32, who: AccountId32, report: PalletTasksProfileReport], { task: u32, who: AccountId32, report: PalletTasksProfileReport }>;
      /**
       * The Solver posted a checkpoint.
       **/
      Progress: AugmentedEvent<ApiType, [task: u32, checkpoint: u32, roots: PalletTasksRootPair, loss: u32], { task: u32, checkpoint: u32, roots: PalletTasksRootPair, loss: u32 }>;
      /**
       * What was left of the escrow returned to the Submitter.
       **/
      Refunded: AugmentedEvent<ApiType, [task: u32, who: AccountId32, amount: u128], { task: u32, who: AccountId32, amount: u128 }>;
      /**
       * The profilers found the task impossible.
       **/
      Rejected: AugmentedEvent<ApiType, [task: u32, report: PalletTasksProfileReport], { task: u32, report: PalletTasksProfileReport }>;
      /**
       * An attempt failed; another Solver is drawn.
       **/
      Reopened: AugmentedEvent<ApiType, [task: u32, attempt: u8], { task: u32, attempt: u8 }>;
      /**
       * A Whistleblower has committed to what it found, for a bond.
       **/
      ReportCommitted: AugmentedEvent<ApiType, [task: u32, who: AccountId32, bond: u128], { task: u32, who: AccountId32, bond: u128 }>;
      /**
       * A Whistleblower has revealed what it found.
       **/
      ReportRevealed: AugmentedEvent<ApiType, [task: u32, who: AccountId32, verdict: PalletTasksVerdict], { task: u32, who: AccountId32, verdict: PalletTasksVerdict }>;
      /**
       * A dispute ended without a fault, and the task goes on.
       **/
      Resumed: AugmentedEvent<ApiType, [task: u32, dispute: u32], { task: u32, dispute: u32 }>;
      /**
       * All verdicts are committed and may be revealed.
       **/
      RevealStarted: AugmentedEvent<ApiType, [task: u32], { task: u32 }>;
      /**
       * What the altered checkpoints of the attempt derive from, beside the secret, is drawn.
       **/
      Salted: AugmentedEvent<ApiType, [task: u32, salt: H256], { task: u32, salt: H256 }>;
      /**
       * What the profilers found cannot be checked by the chain: others look.
       **/
      SecondLook: AugmentedEvent<ApiType, [task: u32], { task: u32 }>;
      /**
       * The right roots took the place of the altered ones and are verified.
       **/
      SecondPass: AugmentedEvent<ApiType, [task: u32], { task: u32 }>;
      /**
       * The Solver has revealed its secret, and whether it obeyed the lottery.
       **/
      SecretRevealed: AugmentedEvent<ApiType, [task: u32, secret: H256, obeyed: bool], { task: u32, secret: H256, obeyed: bool }>;
      /**
       * The task is done and paid for.
       **/
      Settled: AugmentedEvent<ApiType, [task: u32, solver: AccountId32, stateRoot: H256], { task: u32, solver: AccountId32, stateRoot: H256 }>;
      /**
       * An account lost stake or bond.
       **/
      Slashed: AugmentedEvent<ApiType, [task: u32, who: AccountId32, amount: u128, reason: PalletTasksSlashReason], { task: u32, who: AccountId32, amount: u128, reason: PalletTasksSlashReason }>;
      /**
       * The Solver trains.
       **/
      Started: AugmentedEvent<ApiType, [task: u32], { task: u32 }>;
      /**
       * A task was submitted and its fee escrowed.
       **/
      Submitted: AugmentedEvent<ApiType, [task: u32, who: AccountId32, escrow: u128], { task: u32, who: AccountId32, escrow: u128 }>;
      /**
       * All verdicts are known; the Solver must reveal its secret.
       **/
      UnsealStarted: AugmentedEvent<ApiType, [task: u32], { task: u32 }>;
      /**
       * A Verifier has committed to its verdict.
       **/
      VerdictCommitted: AugmentedEvent<ApiType, [task: u32, who: AccountId32], { task: u32, who: AccountId32 }>;
      /**
       * A Verifier has revealed its verdict.
       **/
      VerdictRevealed: AugmentedEvent<ApiType, [task: u32, who: AccountId32, verdict: PalletTasksVerdict], { task: u32, who: AccountId32, verdict: PalletTasksVerdict }>;
      /**
       * Verifiers were drawn.
       **/
      VerifiersDrawn: AugmentedEvent<ApiType, [task: u32, accounts: Vec<AccountId32>, drawSeed: H256], { task: u32, accounts: Vec<AccountId32>, drawSeed: H256 }>;
    };
    transactionPayment: {
      /**
       * A fee was paid, of which a tip.
       **/
      TransactionFeePaid: AugmentedEvent<ApiType, [who: AccountId32, actualFee: u128, tip: u128], { who: AccountId32, actualFee: u128, tip: u128 }>;
    };
    utility: {
      /**
       * All calls of a batch succeeded.
       **/
      BatchCompleted: AugmentedEvent<ApiType, []>;
      /**
       * A batch ran to its end; some calls failed.
       **/
      BatchCompletedWithErrors: AugmentedEvent<ApiType, []>;
      /**
       * A batch stopped at the first call that failed.
       **/
      BatchInterrupted: AugmentedEvent<ApiType, [index: u32, error: SpRuntimeDispatchError], { index: u32, error: SpRuntimeDispatchError }>;
      /**
       * One call of a batch succeeded.
       **/
      ItemCompleted: AugmentedEvent<ApiType, []>;
      /**
       * One call of a batch failed.
       **/
      ItemFailed: AugmentedEvent<ApiType, [error: SpRuntimeDispatchError], { error: SpRuntimeDispatchError }>;
    };
  } // AugmentedEvents
} // declare module
