// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */


// import type lookup before we augment - in some environments
// this is required to allow for ambient/previous definitions
import '@polkadot/api-base/types/errors';

import type { ApiTypes, AugmentedError } from '@polkadot/api-base/types';

export type __AugmentedError<ApiType extends ApiTypes> = AugmentedError<ApiType>;

declare module '@polkadot/api-base/types/errors' {
  interface AugmentedErrors<ApiType extends ApiTypes> {
    balances: {
      /**
       * Beneficiary account must pre-exist.
       **/
      DeadAccount: AugmentedError<ApiType>;
      /**
       * The delta cannot be zero.
       **/
      DeltaZero: AugmentedError<ApiType>;
      /**
       * Value too low to create account due to existential deposit.
       **/
      ExistentialDeposit: AugmentedError<ApiType>;
      /**
       * A vesting schedule already exists for this account.
       **/
      ExistingVestingSchedule: AugmentedError<ApiType>;
      /**
       * Transfer or payment would kill the account.
       **/
      Expendability: AugmentedError<ApiType>;
      /**
       * Balance too low to send value.
       **/
      InsufficientBalance: AugmentedError<ApiType>;
      /**
       * The issuance cannot be modified since it is already deactivated.
       **/
      IssuanceDeactivated: AugmentedError<ApiType>;
      /**
       * Account liquidity restrictions prevent withdrawal.
       **/
      LiquidityRestrictions: AugmentedError<ApiType>;
      /**
       * Number of freezes is over the limit.
       **/
      TooManyFreezes: AugmentedError<ApiType>;
      /**
       * Number of holds is over the limit.
       **/
      TooManyHolds: AugmentedError<ApiType>;
      /**
       * Number of named reserves is over the limit.
       **/
      TooManyReserves: AugmentedError<ApiType>;
      /**
       * Vesting balance too high to send value.
       **/
      VestingBalance: AugmentedError<ApiType>;
    };
    disputes: {
      /**
       * A move comes after the verdict; leave it out.
       **/
      AfterVerdict: AugmentedError<ApiType>;
      /**
       * The account has a challenge of this task already; wait until that is judged.
       **/
      AlreadyChallenging: AugmentedError<ApiType>;
      /**
       * The account has committed to or revealed what it found already.
       **/
      AlreadyWitnessed: AugmentedError<ApiType>;
      /**
       * A move is not signed by the side whose turn it is for this dispute, its round and the moves before it; post what follows on the move that the chain has last.
       **/
      BadSignature: AugmentedError<ApiType>;
      /**
       * Nobody is looked for to defend: the defender has time left, or another has taken over.
       **/
      DefenceNotOpen: AugmentedError<ApiType>;
      /**
       * The Solver was silent too long; the game goes on when a Verifier has taken over the defence.
       **/
      DefenceOpen: AugmentedError<ApiType>;
      /**
       * This leaf has been demanded already; wait until it is shown.
       **/
      DemandedAlready: AugmentedError<ApiType>;
      /**
       * The children do not combine to the node that was claimed.
       **/
      DoesNotCombine: AugmentedError<ApiType>;
      /**
       * The last thing revealed is not the one that was claimed; it has to be repeated.
       **/
      EndNotRepeated: AugmentedError<ApiType>;
      /**
       * The record of the program is not well-formed.
       **/
      MalformedRecord: AugmentedError<ApiType>;
      /**
       * Verifiers drawn for the attempt may demand, and Whistleblowers with the minimum stake and no other part in the task; the files also profilers that have not committed yet, and the Solver that was drawn before it starts.
       **/
      MayNotDemand: AugmentedError<ApiType>;
      /**
       * What a program takes is denied by the Solver that was drawn; before that by profilers that found something else, by the Submitter, and by Whistleblowers with the minimum stake and no other part in the task. Nobody who has lost about it denies it again.
       **/
      MayNotDeny: AugmentedError<ApiType>;
      /**
       * Tensors and registers hold no other NaN than 0x7fc00000.
       **/
      NonCanonicalNan: AugmentedError<ApiType>;
      /**
       * The task does not have so many intervals.
       **/
      NoSuchInterval: AugmentedError<ApiType>;
      /**
       * Only a Verifier that accepted the work of this attempt may defend it.
       **/
      NotAccepted: AugmentedError<ApiType>;
      /**
       * Leaves are demanded while the work is verified or open to challenges; before a Solver has started, only those of the files.
       **/
      NotChecked: AugmentedError<ApiType>;
      /**
       * Nobody has demanded this leaf in this attempt, or it has been shown.
       **/
      NotDemanded: AugmentedError<ApiType>;
      /**
       * What profilers found is denied once they have reported and before a Solver starts, and not while that is being played; read the status of the task.
       **/
      NotDeniable: AugmentedError<ApiType>;
      /**
       * The deadline of the move has not passed.
       **/
      NotDue: AugmentedError<ApiType>;
      /**
       * No profiler has reported what would be denied by this, or only this account has.
       **/
      NothingToDeny: AugmentedError<ApiType>;
      /**
       * Only the trace of a tolerant interval that the Solver has committed to on chain can be reported as not served; post the moves that were played off chain first.
       **/
      NotLaidOpen: AugmentedError<ApiType>;
      /**
       * The committed element lies within the bound claimed; that denies nothing.
       **/
      NotOutside: AugmentedError<ApiType>;
      /**
       * Only challenger and defender play.
       **/
      NotParty: AugmentedError<ApiType>;
      /**
       * Only accounts registered as Whistleblower may challenge; call stakes.register first.
       **/
      NotRegistered: AugmentedError<ApiType>;
      /**
       * The account was not drawn to find out whether the trace of this dispute is served.
       **/
      NotWitness: AugmentedError<ApiType>;
      /**
       * The witnesses of this dispute commit first, and reveal when all have.
       **/
      NotWitnessing: AugmentedError<ApiType>;
      /**
       * It is the other side's move.
       **/
      NotYourTurn: AugmentedError<ApiType>;
      /**
       * What was picked does not exist.
       **/
      OutOfRange: AugmentedError<ApiType>;
      /**
       * The record is not well-formed, as the profilers say.
       **/
      RecordMalformed: AugmentedError<ApiType>;
      /**
       * The record is well-formed, with all that it names: it shows nothing.
       **/
      RecordSound: AugmentedError<ApiType>;
      /**
       * The Whistleblower's stake is below the minimum; call stakes.bondMore first.
       **/
      StakeTooLow: AugmentedError<ApiType>;
      /**
       * As many challenges as can wait for this task do; try again when the dispute is over.
       **/
      TooManyChallenges: AugmentedError<ApiType>;
      /**
       * As many leaves of this task as can be demanded at a time are; wait until one is shown.
       **/
      TooManyDemands: AugmentedError<ApiType>;
      /**
       * The transcript holds no move; post what was played.
       **/
      TranscriptEmpty: AugmentedError<ApiType>;
      /**
       * A transcript has at most 64 KiB; post the first part of it, and then the rest.
       **/
      TranscriptTooLong: AugmentedError<ApiType>;
      /**
       * There is no such dispute, or it has been judged.
       **/
      UnknownDispute: AugmentedError<ApiType>;
      /**
       * The dispute goes on when its witnesses have said whether the trace is served.
       **/
      WitnessesAtWork: AugmentedError<ApiType>;
      /**
       * Witnesses are called once in a dispute: fetch the trace from those that have it, or demand leaves of it on chain.
       **/
      WitnessesCalled: AugmentedError<ApiType>;
      /**
       * What was found, salt and account do not hash to the commitment.
       **/
      WitnessMismatch: AugmentedError<ApiType>;
      /**
       * The move reveals or opens more or less than is due.
       **/
      WrongCount: AugmentedError<ApiType>;
      /**
       * The bytes are not the leaf that was claimed.
       **/
      WrongLeaf: AugmentedError<ApiType>;
      /**
       * This is not a move of this phase.
       **/
      WrongMove: AugmentedError<ApiType>;
      /**
       * What was opened does not lead to the root that was agreed.
       **/
      WrongOpening: AugmentedError<ApiType>;
      /**
       * The dispute is in another round; read it and choose the move again.
       **/
      WrongRound: AugmentedError<ApiType>;
    };
    stakes: {
      /**
       * The account is registered for this role already; call stakes.bondMore to raise the stake.
       **/
      AlreadyRegistered: AugmentedError<ApiType>;
      /**
       * A registration takes from 1 to 64 tasks at a time.
       **/
      BadCapacity: AugmentedError<ApiType>;
      /**
       * The peer id is not that of the ed25519 public key given.
       **/
      BadPeerId: AugmentedError<ApiType>;
      /**
       * The signature is not that of the peer key over "plumbline/peer", the genesis hash, the account, the peer key and the expiry.
       **/
      BadPeerSignature: AugmentedError<ApiType>;
      /**
       * An account that has a role or a worker key of its own cannot be the worker key of another.
       **/
      BadWorkerKey: AugmentedError<ApiType>;
      /**
       * The block until which the peer is to be bound is over.
       **/
      BindingExpired: AugmentedError<ApiType>;
      /**
       * The account is the worker key of another, whose stake it acts for.
       **/
      IsWorkerKey: AugmentedError<ApiType>;
      /**
       * The stake is smaller than this amount.
       **/
      MoreThanBonded: AugmentedError<ApiType>;
      /**
       * Less than this amount is on its way back.
       **/
      MoreThanUnbonding: AugmentedError<ApiType>;
      /**
       * Nothing has waited long enough yet, see freeAt of what is unbonding.
       **/
      NothingToWithdraw: AugmentedError<ApiType>;
      /**
       * The account was not named as a worker key; call stakes.proposeWorkerKey with it first.
       **/
      NotProposed: AugmentedError<ApiType>;
      /**
       * The account is not registered for this role; call stakes.register first.
       **/
      NotRegistered: AugmentedError<ApiType>;
      /**
       * A task uses this registration; wait until it is over.
       **/
      OnDuty: AugmentedError<ApiType>;
      /**
       * A Solver asks a price above zero.
       **/
      PriceNeeded: AugmentedError<ApiType>;
      /**
       * Only Solvers ask a price; give 0 for this role.
       **/
      PriceNotAsked: AugmentedError<ApiType>;
      /**
       * The stake is below the minimum for this role, see stakes.params.
       **/
      StakeTooLow: AugmentedError<ApiType>;
      /**
       * At most 8 addresses of at most 256 bytes are kept for a peer.
       **/
      TooManyAddresses: AugmentedError<ApiType>;
      /**
       * Eight parts of the stake are on their way back already; withdraw or rebond them first.
       **/
      TooManyUnbonding: AugmentedError<ApiType>;
      /**
       * The amount is zero.
       **/
      ZeroAmount: AugmentedError<ApiType>;
    };
    sudo: {
      /**
       * The sender is not the sudo key.
       **/
      RequireSudo: AugmentedError<ApiType>;
    };
    system: {
      /**
       * The origin may not make this call.
       **/
      CallFiltered: AugmentedError<ApiType>;
      /**
       * The new runtime does not say its version.
       **/
      FailedToExtractRuntimeVersion: AugmentedError<ApiType>;
      /**
       * The name of the new runtime is not that of the current one.
       **/
      InvalidSpecName: AugmentedError<ApiType>;
      /**
       * The account still holds something.
       **/
      NonDefaultComposite: AugmentedError<ApiType>;
      /**
       * Something still refers to the account.
       **/
      NonZeroRefCount: AugmentedError<ApiType>;
      /**
       * The new runtime has no higher spec version.
       **/
      SpecVersionNeedsToIncrease: AugmentedError<ApiType>;
    };
    tasks: {
      /**
       * The account has committed to what it found already.
       **/
      AlreadyCommitted: AugmentedError<ApiType>;
      /**
       * The account has revealed already what it had to.
       **/
      AlreadyRevealed: AugmentedError<ApiType>;
      /**
       * The sample rate is above zero and at most 1000000 millionths.
       **/
      BadSampleRate: AugmentedError<ApiType>;
      /**
       * The state of the base has another number of tensors than that of the program.
       **/
      BaseDoesNotFit: AugmentedError<ApiType>;
      /**
       * The base is not a settled task.
       **/
      BaseNotProven: AugmentedError<ApiType>;
      /**
       * The base stands on as many others as may be, see maxDepth in tasks.params.
       **/
      BaseTooDeep: AugmentedError<ApiType>;
      /**
       * A batch has at most 2^20 examples.
       **/
      BatchTooLarge: AugmentedError<ApiType>;
      /**
       * A Solver was drawn already, or the task is over: it cannot be cancelled any more.
       **/
      CannotCancel: AugmentedError<ApiType>;
      /**
       * checkpointEvery does not divide steps.
       **/
      CheckpointsDoNotDivide: AugmentedError<ApiType>;
      /**
       * Not all checkpoints were posted yet.
       **/
      CheckpointsMissing: AugmentedError<ApiType>;
      /**
       * What was found, salt and account do not hash to the commitment.
       **/
      CommitmentMismatch: AugmentedError<ApiType>;
      /**
       * A dataset is made of f32 values: its byte length is a multiple of 4.
       **/
      DatasetNotWhole: AugmentedError<ApiType>;
      /**
       * A dataset has at most 2^32 values.
       **/
      DatasetTooLarge: AugmentedError<ApiType>;
      /**
       * The dataset has at least one row of at least one value.
       **/
      EmptyDataset: AugmentedError<ApiType>;
      /**
       * A program has at least one state tensor and one node, and a file that holds them.
       **/
      EmptyProgram: AugmentedError<ApiType>;
      /**
       * The fee does not fit a balance.
       **/
      FeeTooLarge: AugmentedError<ApiType>;
      /**
       * The task has no name.
       **/
      NoName: AugmentedError<ApiType>;
      /**
       * A task is profiled by at least one Verifier.
       **/
      NoProfilers: AugmentedError<ApiType>;
      /**
       * The account has committed to no report on this task.
       **/
      NoReport: AugmentedError<ApiType>;
      /**
       * The task does not have so many intervals.
       **/
      NoSuchInterval: AugmentedError<ApiType>;
      /**
       * The opening does not show that the checkpoint was altered by the rule.
       **/
      NotAltered: AugmentedError<ApiType>;
      /**
       * The task does not wait for its Solver to start.
       **/
      NotAssigned: AugmentedError<ApiType>;
      /**
       * The challenge window of this task is not open.
       **/
      NotChallengeable: AugmentedError<ApiType>;
      /**
       * The Solver has not said which roots it stands for.
       **/
      NotDesignated: AugmentedError<ApiType>;
      /**
       * The lottery is drawn two blocks after the proof; designate after that.
       **/
      NotDrawn: AugmentedError<ApiType>;
      /**
       * No forced error came to light at this checkpoint.
       **/
      NothingToProve: AugmentedError<ApiType>;
      /**
       * The task is not private, so it has no key.
       **/
      NotPrivate: AugmentedError<ApiType>;
      /**
       * The account was not drawn to profile this task.
       **/
      NotProfiler: AugmentedError<ApiType>;
      /**
       * The task does not take commitments of profilers now.
       **/
      NotProfiling: AugmentedError<ApiType>;
      /**
       * The task does not wait for its Solver to designate.
       **/
      NotProved: AugmentedError<ApiType>;
      /**
       * The task does not take reports of its profilers now.
       **/
      NotReporting: AugmentedError<ApiType>;
      /**
       * The task does not take verdicts now.
       **/
      NotRevealing: AugmentedError<ApiType>;
      /**
       * The salt of the attempt is drawn two blocks after its start; post checkpoints after that.
       **/
      NotSalted: AugmentedError<ApiType>;
      /**
       * The account was not drawn for this task.
       **/
      NotServing: AugmentedError<ApiType>;
      /**
       * Another account was drawn to train this task.
       **/
      NotSolver: AugmentedError<ApiType>;
      /**
       * The Solver of the attempt has not started.
       **/
      NotStarted: AugmentedError<ApiType>;
      /**
       * Only the account that submitted the task may do this.
       **/
      NotSubmitter: AugmentedError<ApiType>;
      /**
       * The task is not being trained.
       **/
      NotTraining: AugmentedError<ApiType>;
      /**
       * The task does not wait for the secret of its Solver.
       **/
      NotUnsealing: AugmentedError<ApiType>;
      /**
       * The account was not drawn to verify this task.
       **/
      NotVerifier: AugmentedError<ApiType>;
      /**
       * The task does not take commitments now.
       **/
      NotVerifying: AugmentedError<ApiType>;
      /**
       * Only accounts registered as Whistleblower, with the minimum stake, report in the blind window.
       **/
      NotWhistleblower: AugmentedError<ApiType>;
      /**
       * A task is verified by at least one Verifier.
       **/
      NoVerifiers: AugmentedError<ApiType>;
      /**
       * The account has served on this task in another role.
       **/
      RoleTaken: AugmentedError<ApiType>;
      /**
       * The last row ends beyond the dataset.
       **/
      RowsBeyondDataset: AugmentedError<ApiType>;
      /**
       * A Solver may be silent for at most 100000 blocks; raise the number of checkpoints.
       **/
      StallTooLong: AugmentedError<ApiType>;
      /**
       * The task is over.
       **/
      TaskOver: AugmentedError<ApiType>;
      /**
       * A task has at most 1024 intervals between checkpoints; raise checkpointEvery.
       **/
      TooManyCheckpoints: AugmentedError<ApiType>;
      /**
       * The program has more than 65535 nodes.
       **/
      TooManyNodes: AugmentedError<ApiType>;
      /**
       * A task is profiled by at most 8 Verifiers.
       **/
      TooManyProfilers: AugmentedError<ApiType>;
      /**
       * As many Whistleblowers report on this task as can; challenge it in the window after.
       **/
      TooManyReports: AugmentedError<ApiType>;
      /**
       * The program has more than 4096 state tensors.
       **/
      TooManyStateTensors: AugmentedError<ApiType>;
      /**
       * A task is verified by at most 8 Verifiers.
       **/
      TooManyVerifiers: AugmentedError<ApiType>;
      /**
       * There is no task with this id.
       **/
      UnknownTask: AugmentedError<ApiType>;
      /**
       * The first checkpoint of a task on a base is the final state of that base.
       **/
      WrongBaseState: AugmentedError<ApiType>;
      /**
       * Checkpoints are posted one after the other from 0; see progress.checkpoints for the next.
       **/
      WrongCheckpoint: AugmentedError<ApiType>;
      /**
       * The two roots of a checkpoint must differ, but for the initial state, which has one.
       **/
      WrongPair: AugmentedError<ApiType>;
      /**
       * The proof roots are not those of the checkpoints that were posted.
       **/
      WrongProofRoot: AugmentedError<ApiType>;
      /**
       * A tolerant task that can be carried out is reported as Measured, any other as Ok; that a threshold is too coarse only the chain says.
       **/
      WrongReport: AugmentedError<ApiType>;
      /**
       * Secret and account do not hash to what the Solver committed to.
       **/
      WrongSecret: AugmentedError<ApiType>;
      /**
       * What is found about an interval of a tolerant task is a Distance, about any other Accept or Fault.
       **/
      WrongVerdict: AugmentedError<ApiType>;
      /**
       * A batch has at least one example.
       **/
      ZeroBatchSize: AugmentedError<ApiType>;
      /**
       * There is at least one step from one checkpoint to the next.
       **/
      ZeroCheckpointEvery: AugmentedError<ApiType>;
      /**
       * The highest price is above zero.
       **/
      ZeroPrice: AugmentedError<ApiType>;
      /**
       * Rows that follow each other have a stride of at least 1.
       **/
      ZeroRowStride: AugmentedError<ApiType>;
      /**
       * A Solver may be silent for at least one block.
       **/
      ZeroStallBlocks: AugmentedError<ApiType>;
      /**
       * A task has at least one step.
       **/
      ZeroSteps: AugmentedError<ApiType>;
      /**
       * A step takes at least one unit.
       **/
      ZeroUnits: AugmentedError<ApiType>;
    };
    utility: {
      /**
       * The batch has too many calls.
       **/
      TooManyCalls: AugmentedError<ApiType>;
    };
  } // AugmentedErrors
} // declare module
