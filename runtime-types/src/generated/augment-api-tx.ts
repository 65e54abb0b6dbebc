// Generated from the chain's metadata by `npm run generate`. Do not edit.
/* eslint-disable */


// import type lookup before we augment - in some environments
// this is required to allow for ambient/previous definitions
import '@polkadot/api-base/types/submittable';

import type { ApiTypes, AugmentedSubmittable, SubmittableExtrinsic, SubmittableExtrinsicFunction } from '@polkadot/api-base/types';
import type { Bytes, Compact, Option, Text, U8aFixed, Vec, bool, u128, u16, u32, u64 } from '@polkadot/types-codec';
import type { AnyNumber, IMethod, ITuple } from '@polkadot/types-codec/types';
import type { AccountId32, Call, H256, MultiAddress } from '@polkadot/types/interfaces/runtime';
import type { PalletDisputesDemandedLeaf, PalletDisputesMove, PalletDisputesRecordOpening, PalletDisputesSignedMove, PalletDisputesSuppliedLeaf, PalletDisputesTallyMove, PalletStakesRole, PalletTasksAlterationOpening, PalletTasksPosition, PalletTasksProfileReport, PalletTasksRootPair, PalletTasksTaskSpec, PalletTasksVerdict, SpWeightsWeightV2Weight } from '@polkadot/types/lookup';

export type __AugmentedSubmittable = AugmentedSubmittable<() => unknown>;
export type __SubmittableExtrinsic<ApiType extends ApiTypes> = SubmittableExtrinsic<ApiType>;
export type __SubmittableExtrinsicFunction<ApiType extends ApiTypes> = SubmittableExtrinsicFunction<ApiType>;

declare module '@polkadot/api-base/types/submittable' {
  interface AugmentedSubmittables<ApiType extends ApiTypes> {
    balances: {
      /**
       * Burns free balance of the sender.
       **/
      burn: AugmentedSubmittable<(value: Compact<u128> | AnyNumber | Uint8Array, keepAlive: bool | boolean | Uint8Array) => SubmittableExtrinsic<ApiType>, [Compact<u128>, bool]>;
      /**
       * Sets the free balance of an account, minting or burning the difference. Root only.
       **/
      forceSetBalance: AugmentedSubmittable<(who: MultiAddress | { Id: any } | { Index: any } | { Raw: any } | { Address32: any } | { Address20: any } | string | Uint8Array, newFree: Compact<u128> | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [MultiAddress, Compact<u128>]>;
      /**
       * Transfers free balance of any account. Root only.
       **/
      forceTransfer: AugmentedSubmittable<(source: MultiAddress | { Id: any } | { Index: any } | { Raw: any } | { Address32: any } | { Address20: any } | string | Uint8Array, dest: MultiAddress | { Id: any } | { Index: any } | { Raw: any } | { Address32: any } | { Address20: any } | string | Uint8Array, value: Compact<u128> | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [MultiAddress, MultiAddress, Compact<u128>]>;
      /**
       * Transfers all that can be transferred.
       **/
      transferAll: AugmentedSubmittable<(dest: MultiAddress | { Id: any } | { Index: any } | { Raw: any } | { Address32: any } | { Address20: any } | string | Uint8Array, keepAlive: bool | boolean | Uint8Array) => SubmittableExtrinsic<ApiType>, [MultiAddress, bool]>;
      /**
       * Transfers free balance; the sender may be reaped.
       **/
      transferAllowDeath: AugmentedSubmittable<(dest: MultiAddress | { Id: any } | { Index: any } | { Raw: any } | { Address32: any } | { Address20: any } | string | Uint8Array, value: Compact<u128> | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [MultiAddress, Compact<u128>]>;
      /**
       * Transfers free balance and keeps the sender alive.
       **/
      transferKeepAlive: AugmentedSubmittable<(dest: MultiAddress | { Id: any } | { Index: any } | { Raw: any } | { Address32: any } | { Address20: any } | string | Uint8Array, value: Compact<u128> | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [MultiAddress, Compact<u128>]>;
    };
    disputes: {
      /**
       * A Whistleblower bonds and denies an interval; one past the last denies the initial state.
       **/
      challenge: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, interval: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, u32]>;
      /**
       * A witness commits to the hash of whether it was served the trace, 32 bytes of salt and its account.
       **/
      commitWitness: AugmentedSubmittable<(dispute: u32 | AnyNumber | Uint8Array, commitment: H256 | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, H256]>;
      /**
       * Whoever checks a task has one 4 KiB leaf of a checkpoint or a file shown on chain, for a fee; not showing it costs the Solver its stake. Profilers and the Solver that was drawn demand the files of the Submitter, or the task is rejected.
       **/
      demand: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, what: PalletDisputesDemandedLeaf | { State: any } | { Program: any } | { Dataset: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, PalletDisputesDemandedLeaf]>;
      /**
       * Denies, for a bond, what the profilers say that the program takes.
       **/
      denyProfile: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32]>;
      /**
       * One move of the side whose turn it is; the round is the number of moves so far.
       **/
      play: AugmentedSubmittable<(dispute: u32 | AnyNumber | Uint8Array, round: u32 | AnyNumber | Uint8Array, move: PalletDisputesMove | { RevealStates: any } | { CommitOperators: any } | { RevealChildren: any } | { RevealLeaf: any } | { RevealRegisters: any } | { Pick: any } | { Descend: any } | { OpenOperator: any } | { OpenTensor: any } | { PickElement: any } | { ProveEndState: any } | { ProveSource: any } | { ProveOperation: any } | { CommitTrace: any } | { PickStep: any } | { DemandTrace: any } | { ShowTrace: any } | { Concede: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, u32, PalletDisputesMove]>;
      /**
       * A move of the game about what a program takes, of the side whose turn it is.
       **/
      playTally: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, move: PalletDisputesTallyMove | { RevealSums: any } | { PickSum: any } | { OpenRecord: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, PalletDisputesTallyMove]>;
      /**
       * Moves that both sides have signed off chain, from where the game stands: all of them or none. Anybody may post them.
       **/
      postTranscript: AugmentedSubmittable<(dispute: u32 | AnyNumber | Uint8Array, moves: Vec<PalletDisputesSignedMove> | (PalletDisputesSignedMove | { move?: any; signature?: any } | string | Uint8Array)[]) => SubmittableExtrinsic<ApiType>, [u32, Vec<PalletDisputesSignedMove>]>;
      /**
       * Shows that a record of the program is not well-formed, with those that it names, before a Solver starts: the task is rejected.
       **/
      proveMalformed: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, record: u32 | AnyNumber | Uint8Array, openings: Vec<PalletDisputesRecordOpening> | (PalletDisputesRecordOpening | { index?: any; record?: any; path?: any } | string | Uint8Array)[]) => SubmittableExtrinsic<ApiType>, [u32, u32, Vec<PalletDisputesRecordOpening>]>;
      /**
       * Shows that a record of the program which profilers say is not well-formed is: they count no more.
       **/
      refuteMalformed: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, record: u32 | AnyNumber | Uint8Array, openings: Vec<PalletDisputesRecordOpening> | (PalletDisputesRecordOpening | { index?: any; record?: any; path?: any } | string | Uint8Array)[]) => SubmittableExtrinsic<ApiType>, [u32, u32, Vec<PalletDisputesRecordOpening>]>;
      /**
       * The challenger of a tolerant interval is not served the trace that the Solver has committed to: Verifiers are drawn to try, for a deposit.
       **/
      reportUnserved: AugmentedSubmittable<(dispute: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32]>;
      /**
       * A witness says whether it was served the trace, as it has committed to.
       **/
      revealWitness: AugmentedSubmittable<(dispute: u32 | AnyNumber | Uint8Array, served: bool | boolean | Uint8Array, salt: U8aFixed | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, bool, U8aFixed]>;
      /**
       * Shows a leaf that was demanded, with its paths, and earns the fee.
       **/
      supply: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, what: PalletDisputesDemandedLeaf | { State: any } | { Program: any } | { Dataset: any } | string | Uint8Array, opening: PalletDisputesSuppliedLeaf | { State: any } | { File: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, PalletDisputesDemandedLeaf, PalletDisputesSuppliedLeaf]>;
      /**
       * A Verifier defends what it accepted, where the Solver was silent; the game begins anew.
       **/
      takeDefence: AugmentedSubmittable<(dispute: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32]>;
      /**
       * Ends a dispute whose deadline has passed.
       **/
      timeout: AugmentedSubmittable<(dispute: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32]>;
    };
    stakes: {
      /**
       * Becomes the worker key of an account that named it.
       **/
      acceptWorkerKey: AugmentedSubmittable<(stash: AccountId32 | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [AccountId32]>;
      /**
       * Ties a libp2p peer to the account until a block: its ed25519 key signs "plumbline/peer", the genesis hash, the account, the peer key and the expiry. Secrets for the account are sealed to the x25519 key.
       **/
      bindPeer: AugmentedSubmittable<(peerId: Text | string, addresses: Vec<Text> | (Text | string)[], publicKey: U8aFixed | string | Uint8Array, encryptionKey: U8aFixed | string | Uint8Array, expiry: u32 | AnyNumber | Uint8Array, signature: U8aFixed | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [Text, Vec<Text>, U8aFixed, U8aFixed, u32, U8aFixed]>;
      /**
       * Raises the stake of a role.
       **/
      bondMore: AugmentedSubmittable<(role: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, amount: u128 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletStakesRole, u128]>;
      /**
       * Says that the account is there, in all its roles; who does not is left out of draws.
       **/
      heartbeat: AugmentedSubmittable<() => SubmittableExtrinsic<ApiType>, []>;
      /**
       * Names the key that may act for the account, once it accepts; none ends that right at once.
       **/
      proposeWorkerKey: AugmentedSubmittable<(worker: Option<AccountId32> | null | Uint8Array | AccountId32 | string) => SubmittableExtrinsic<ApiType>, [Option<AccountId32>]>;
      /**
       * Takes stake that is on its way back into use again.
       **/
      rebond: AugmentedSubmittable<(role: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, amount: u128 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletStakesRole, u128]>;
      /**
       * Takes a role, holding an amount; Solvers say what they ask per 10⁹ units.
       **/
      register: AugmentedSubmittable<(role: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, amount: u128 | AnyNumber | Uint8Array, price: u64 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletStakesRole, u128, u64]>;
      /**
       * Takes another number of tasks at a time; each is backed by an equal share of the stake.
       **/
      setCapacity: AugmentedSubmittable<(role: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, capacity: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletStakesRole, u32]>;
      /**
       * Takes part in draws, or no more.
       **/
      setOnline: AugmentedSubmittable<(role: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, online: bool | boolean | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletStakesRole, bool]>;
      /**
       * Asks another price per 10⁹ units.
       **/
      setPrice: AugmentedSubmittable<(role: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, price: u64 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletStakesRole, u64]>;
      /**
       * Puts stake on its way back; it can be withdrawn after the waiting time.
       **/
      unbond: AugmentedSubmittable<(role: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array, amount: u128 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletStakesRole, u128]>;
      /**
       * Returns stake that has waited long enough, when no task uses it; the last of it ends the role.
       **/
      withdrawUnbonded: AugmentedSubmittable<(role: PalletStakesRole | 'Solver' | 'Verifier' | 'Whistleblower' | number | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletStakesRole]>;
    };
    sudo: {
      /**
       * Gives the key up for good.
       **/
      removeKey: AugmentedSubmittable<() => SubmittableExtrinsic<ApiType>, []>;
      /**
       * Makes another account the key.
       **/
      setKey: AugmentedSubmittable<(updated: MultiAddress | { Id: any } | { Index: any } | { Raw: any } | { Address32: any } | { Address20: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [MultiAddress]>;
      /**
       * Makes a call as root.
       **/
      sudo: AugmentedSubmittable<(call: Call | IMethod | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [Call]>;
      /**
       * Makes a call as another account.
       **/
      sudoAs: AugmentedSubmittable<(who: MultiAddress | { Id: any } | { Index: any } | { Raw: any } | { Address32: any } | { Address20: any } | string | Uint8Array, call: Call | IMethod | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [MultiAddress, Call]>;
      /**
       * Makes a call as root that is charged the given weight.
       **/
      sudoUncheckedWeight: AugmentedSubmittable<(call: Call | IMethod | string | Uint8Array, weight: SpWeightsWeightV2Weight | { refTime?: any; proofSize?: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [Call, SpWeightsWeightV2Weight]>;
    };
    system: {
      /**
       * Removes storage items that begin with a prefix: those of this block, and so many of those before it. Root only.
       **/
      killPrefix: AugmentedSubmittable<(prefix: Bytes | string | Uint8Array, subkeys: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [Bytes, u32]>;
      /**
       * Removes storage items. Root only.
       **/
      killStorage: AugmentedSubmittable<(keys: Vec<Bytes> | (Bytes | string | Uint8Array)[]) => SubmittableExtrinsic<ApiType>, [Vec<Bytes>]>;
      /**
       * Leaves a remark in the block.
       **/
      remark: AugmentedSubmittable<(remark: Bytes | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [Bytes]>;
      /**
       * Leaves a remark in the block and says so in an event.
       **/
      remarkWithEvent: AugmentedSubmittable<(remark: Bytes | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [Bytes]>;
      /**
       * Sets storage items. Root only.
       **/
      setStorage: AugmentedSubmittable<(items: Vec<ITuple<[Bytes, Bytes]>> | ([Bytes | string | Uint8Array, Bytes | string | Uint8Array])[]) => SubmittableExtrinsic<ApiType>, [Vec<ITuple<[Bytes, Bytes]>>]>;
    };
    tasks: {
      /**
       * Withdraws a task that no Solver was drawn for.
       **/
      cancel: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32]>;
      /**
       * A profiler commits to the hash of its report, 32 bytes of salt and its account.
       **/
      commitProfile: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, commitment: H256 | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, H256]>;
      /**
       * A Whistleblower bonds in the blind window and commits as a Verifier does.
       **/
      commitReport: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, commitment: H256 | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, H256]>;
      /**
       * A Verifier commits to the hash of its verdict, 32 bytes of salt and its account.
       **/
      commitVerdict: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, commitment: H256 | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, H256]>;
      /**
       * The Solver commits to its proof, both roots of the checkpoints that it posted.
       **/
      complete: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, proofRoots: PalletTasksRootPair | { first?: any; second?: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, PalletTasksRootPair]>;
      /**
       * The Solver that was drawn will not train the task, before it starts; costs a fee.
       **/
      decline: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32]>;
      /**
       * The Solver says which of its two roots it stands for, as the lottery says.
       **/
      designate: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, position: PalletTasksPosition | 'First' | 'Second' | number | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, PalletTasksPosition]>;
      /**
       * The Solver posts its next checkpoint; the loss is f32 bits and only for display.
       **/
      progress: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, checkpoint: u32 | AnyNumber | Uint8Array, roots: PalletTasksRootPair | { first?: any; second?: any } | string | Uint8Array, loss: u32 | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, u32, PalletTasksRootPair, u32]>;
      /**
       * The Solver opens one leaf that shows how a checkpoint was altered.
       **/
      proveAltered: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, checkpoint: u32 | AnyNumber | Uint8Array, opening: PalletTasksAlterationOpening | { candidate?: any; record?: any; recordPath?: any; leaf?: any; leafPath?: any; tensorPath?: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, u32, PalletTasksAlterationOpening]>;
      /**
       * A profiler reveals the report that it has committed to: whether the task can be carried out.
       **/
      revealProfile: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, report: PalletTasksProfileReport | { Ok: any } | { Unavailable: any } | { Malformed: any } | { NonFinite: any } | { TooLarge: any } | { Measured: any } | { TooCoarse: any } | string | Uint8Array, salt: U8aFixed | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, PalletTasksProfileReport, U8aFixed]>;
      /**
       * A Whistleblower reveals what it has committed to.
       **/
      revealReport: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, verdict: PalletTasksVerdict | { Accept: any } | { Fault: any } | { Distance: any } | string | Uint8Array, salt: U8aFixed | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, PalletTasksVerdict, U8aFixed]>;
      /**
       * The Solver reveals its secret, which shows whether it obeyed the lottery.
       **/
      revealSecret: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, secret: H256 | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, H256]>;
      /**
       * A Verifier reveals the verdict that it has committed to.
       **/
      revealVerdict: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, verdict: PalletTasksVerdict | { Accept: any } | { Fault: any } | { Distance: any } | string | Uint8Array, salt: U8aFixed | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, PalletTasksVerdict, U8aFixed]>;
      /**
       * The Submitter gives the key of a private task to an account drawn for it, sealed to its key.
       **/
      sealKey: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, who: AccountId32 | string | Uint8Array, key: U8aFixed | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, AccountId32, U8aFixed]>;
      /**
       * The Solver begins to train, and commits to the hash of a secret and its account.
       **/
      start: AugmentedSubmittable<(task: u32 | AnyNumber | Uint8Array, commitment: H256 | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u32, H256]>;
      /**
       * Submits a task and escrows all that it can cost.
       **/
      submit: AugmentedSubmittable<(spec: PalletTasksTaskSpec | { name?: any; program?: any; dataset?: any; batchSize?: any; steps?: any; checkpointEvery?: any; unitsPerStep?: any; mode?: any; verifiers?: any; profilers?: any; sampleRate?: any; maxPrice?: any; stallBlocks?: any; base?: any; sealed?: any; sources?: any } | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [PalletTasksTaskSpec]>;
    };
    timestamp: {
      /**
       * Sets the time. The block author does this once in every block.
       **/
      set: AugmentedSubmittable<(now: Compact<u64> | AnyNumber | Uint8Array) => SubmittableExtrinsic<ApiType>, [Compact<u64>]>;
    };
    utility: {
      /**
       * Makes a call as a derived account of the sender.
       **/
      asDerivative: AugmentedSubmittable<(index: u16 | AnyNumber | Uint8Array, call: Call | IMethod | string | Uint8Array) => SubmittableExtrinsic<ApiType>, [u16, Call]>;
      /**
       * Makes calls one after the other up to the first that fails, which is no error.
       **/
      batch: AugmentedSubmittable<(calls: Vec<Call> | (Call | IMethod | string | Uint8Array)[]) => SubmittableExtrinsic<ApiType>, [Vec<Call>]>;
      /**
       * Makes all calls, or none when one fails.
       **/
      batchAll: AugmentedSubmittable<(calls: Vec<Call> | (Call | IMethod | string | Uint8Array)[]) => SubmittableExtrinsic<ApiType>, [Vec<Call>]>;
      /**
       * Makes all calls, whichever of them fail.
       **/
      forceBatch: AugmentedSubmittable<(calls: Vec<Call> | (Call | IMethod | string | Uint8Array)[]) => SubmittableExtrinsic<ApiType>, [Vec<Call>]>;
    };
  } // AugmentedSubmittables
} // declare module
