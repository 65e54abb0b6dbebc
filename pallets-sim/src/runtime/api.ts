import type { Application, TransactionValidity } from './transaction-validity.ts';

/**
 * The border between the client (node) and the runtime (state transition): the only file that both share, with what it
 * imports. A node meets a runtime as named calls that take and return SCALE bytes and touch the world through `Externalities`; a
 * FRAME runtime compiled to WebAssembly has the same border.
 */

/** What clearing a prefix did, counted as Substrate's `MultiRemovalResults`. */
export interface PrefixRemoval {
  /** Keys that had a value and have none now. */
  readonly removed: number;
  /** Keys of the state before the block that were looked at, those deleted before among them: the limit is of these. */
  readonly loops: number;
  /** Whether no key with the prefix is left. */
  readonly complete: boolean;
}

/** A trie of its own within the state, known by its name. Its root is a value of the state; empty, it is none. */
export interface ChildStorage {
  get(key: Uint8Array): Uint8Array | undefined;
  put(key: Uint8Array, value: Uint8Array): void;
  delete(key: Uint8Array): void;
  /** The first key after `key` in lexicographic order. */
  nextKey(key: Uint8Array): Uint8Array | undefined;
  /** As that of the main trie; without a prefix, the whole child. */
  clearPrefix(prefix: Uint8Array, limit?: number): PrefixRemoval;
  /** The root with everything written so far. */
  root(): Uint8Array;
}

/** That an account has signed a message. */
export interface SignatureClaim {
  readonly scheme: 'Ed25519' | 'Sr25519' | 'Ecdsa';
  readonly signature: Uint8Array;
  readonly message: Uint8Array;
  /** 32 bytes: the public key, or the hash of an ECDSA key. */
  readonly account: Uint8Array;
}

/** That a key has given this VRF signature (output and proof) for an input, in the context of block randomness. */
export interface VrfClaim {
  readonly key: Uint8Array;
  readonly input: Uint8Array;
  readonly signature: Uint8Array;
}

/**
 * A value of the state whose bytes are made when somebody wants them: always the same, however late. Many values are
 * written over before anybody does.
 */
export interface LateValue {
  bytes(): Uint8Array;
}

/**
 * What the host gives a runtime: the state of the block under construction, seen as a key–value store. Neither side
 * changes keys and values that it has handed over or been given.
 */
export interface Externalities {
  get(key: Uint8Array): Uint8Array | undefined;
  /** As `get`; what was put as a late value may be given as it is. */
  held(key: Uint8Array): Uint8Array | LateValue | undefined;
  put(key: Uint8Array, value: Uint8Array | LateValue): void;
  delete(key: Uint8Array): void;
  /** Adds an encoded element, which is copied, to the end of the SCALE list under a key, or begins one. */
  append(key: Uint8Array, element: Uint8Array): void;
  /** The first key after `key` in lexicographic order. */
  nextKey(key: Uint8Array): Uint8Array | undefined;
  /**
   * Deletes keys that start with `prefix`: all that the block has written, and of those of the state before it the first
   * `limit`. So a second call in a block with the same limit gets no further. A prefix that keys of children may have
   * is not cleared at all.
   */
  clearPrefix(prefix: Uint8Array, limit?: number): PrefixRemoval;
  /** The child trie with this name, there or not. Its root lies under `:child_storage:default:` and the name. */
  child(name: Uint8Array): ChildStorage;
  /** The root of the state trie with everything written so far, state version 1. */
  root(): Uint8Array;
  /** The root of the trie `compact(index) → value`: version 0 for the extrinsics root. */
  orderedRoot(values: readonly Uint8Array[], stateVersion: 0 | 1): Uint8Array;
  /** Opens a layer over the state; layers nest. */
  startTransaction(): void;
  /** Merges the innermost layer into the one under it. */
  commit(): void;
  /** Throws the innermost layer away. */
  rollback(): void;
  /** Whether the host takes mock signatures for those of any account: for development, never on a chain of value. */
  readonly acceptsMockSignatures?: boolean;
  /**
   * Whether a claim is true, from a host that has verified it elsewhere or before: the same answer as the runtime's own,
   * which it gives itself where the host has none.
   */
  verifySignature?(claim: SignatureClaim): boolean;
  /** Whether a claim is known to be true, from a host that has made it itself; the runtime verifies the others. */
  knowsVrf?(claim: VrfClaim): boolean;
}

/** The runtime API functions; arguments and results are the SCALE encodings that a FRAME runtime uses. */
export type RuntimeMethod =
  /** `() → RuntimeVersion` */
  | 'Core_version'
  /** `Header → ExtrinsicInclusionMode` (the header of the block to build: no roots yet) */
  | 'Core_initialize_block'
  /** `Block → ()`, the block with its seal; traps when it is not valid */
  | 'Core_execute_block'
  /** `Extrinsic → ApplyExtrinsicResult`; call inside a transaction, and roll back on `Err(TransactionValidityError)` */
  | 'BlockBuilder_apply_extrinsic'
  /** `() → Header` */
  | 'BlockBuilder_finalize_block'
  /** `InherentData → Vec<Extrinsic>` */
  | 'BlockBuilder_inherent_extrinsics'
  /** `(Block, InherentData) → CheckInherentsResult` */
  | 'BlockBuilder_check_inherents'
  /** `(TransactionSource, Extrinsic, block hash) → TransactionValidity` */
  | 'TaggedTransactionQueue_validate_transaction'
  /** `() → OpaqueMetadata` (version 14) */
  | 'Metadata_metadata'
  /** `u32 → Option<OpaqueMetadata>` */
  | 'Metadata_metadata_at_version'
  /** `() → Vec<u32>` */
  | 'Metadata_metadata_versions'
  /** `AccountId → u32` */
  | 'AccountNonceApi_account_nonce'
  /** `(Extrinsic, u32 length) → RuntimeDispatchInfo` */
  | 'TransactionPaymentApi_query_info'
  /** `(Extrinsic, u32 length) → FeeDetails` */
  | 'TransactionPaymentApi_query_fee_details'
  /** `Weight → Balance` */
  | 'TransactionPaymentApi_query_weight_to_fee'
  /** `u32 → Balance` */
  | 'TransactionPaymentApi_query_length_to_fee'
  /** `Vec<u8>` (JSON genesis config) `→ Result<(), RuntimeString>`; writes the genesis state */
  | 'GenesisBuilder_build_state'
  /** `Option<RuntimeString> → Option<Vec<u8>>`; `None` asks for the default config */
  | 'GenesisBuilder_get_preset'
  /** `() → Vec<RuntimeString>` */
  | 'GenesisBuilder_preset_names'
  /** `() → Configuration`: what the author of the next block needs to know */
  | 'AuthorshipApi_configuration'
  /** `() → Result<(), RuntimeString>`: what is wrong with the state, by every pallet's own account */
  | 'TryStateApi_try_state';

/** What `Core_version` says, decoded. */
export interface RuntimeVersion {
  readonly specName: string;
  readonly implName: string;
  readonly authoringVersion: number;
  readonly specVersion: number;
  readonly implVersion: number;
  /** Runtime API ids (blake2-64 of the trait's name, hex) and their versions. */
  readonly apis: readonly (readonly [id: string, version: number])[];
  readonly transactionVersion: number;
  readonly stateVersion: number;
}

export interface Runtime {
  readonly version: RuntimeVersion;
  /** Runs one runtime API function. Throws `RuntimeApiError`; on a throw the caller discards what was written. */
  call(
    method: RuntimeMethod | (string & Record<never, never>),
    args: Uint8Array,
    externalities: Externalities,
  ): Uint8Array;
  /**
   * `TaggedTransactionQueue_validate_transaction` for a node in the same memory: the same answer, not written as bytes
   * and read again for each of thousands of transactions a second. A runtime without it is asked by `call`. Throws as
   * `call` does. The extrinsic, its length in front, is not to be changed afterwards.
   */
  validateTransaction?(
    extrinsic: Uint8Array,
    blockHash: Uint8Array,
    externalities: Externalities,
  ): TransactionValidity;
  /** `BlockBuilder_apply_extrinsic` for a node in the same memory, likewise. */
  applyExtrinsic?(extrinsic: Uint8Array, externalities: Externalities): Application;
}

export type RuntimeApiErrorCode =
  /** The runtime has no function of this name. */
  | 'UnknownMethod'
  /** The arguments are not the SCALE encoding that the function takes. */
  | 'BadArguments'
  /** The runtime gave up, as a WebAssembly runtime does by panicking: an invalid block, say. */
  | 'Trap';

export class RuntimeApiError extends Error {
  readonly code: RuntimeApiErrorCode;
  readonly method: string;
  constructor(code: RuntimeApiErrorCode, method: string, message: string, options?: ErrorOptions) {
    super(`${method}: ${message}`, options);
    this.name = 'RuntimeApiError';
    this.code = code;
    this.method = method;
  }
}
