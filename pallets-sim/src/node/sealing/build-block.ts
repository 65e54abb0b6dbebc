import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { type Authorship, claimBlock } from '../authorship/author.ts';
import type { Keystore } from '../authorship/keystore.ts';
import type { Header } from '../block/header.ts';
import { decodeHeader, otherItem, withDigestItem } from '../block/header.ts';
import { concatBytes, equalBytes } from '../bytes.ts';
import type { Chain } from '../chain/chain.ts';
import type { BuiltBlock } from '../chain/new-block.ts';
import { databaseFault } from '../database/database-fault.ts';
import { messageOf, NodeError } from '../errors.ts';
import { decodeApplyResult, describeValidityError } from '../pool/validity.ts';
import { compact, u64Bytes, vecOf, withLength } from '../scale.ts';
import type { Overlay } from '../state/overlay.ts';
import {
  applyTransactions,
  type BlockTransaction,
  type FailedTransaction,
  type TransactionOrder,
} from './apply-transactions.ts';
import type { BuildEnd } from './build-report.ts';

/** Inherent identifier of the time, in milliseconds since 1970. */
const TIMESTAMP = new TextEncoder().encode('timstap0');

/** Marks a block whose state was changed by hand: executing its extrinsics does not give its state root. */
const CHANGED_BY_HAND = otherItem(new TextEncoder().encode('dev_setStorage'));

/** What is changed by hand, given the state that a block has come to. */
export type ChangesByHand = (state: Overlay) => readonly StorageChange[];

/** A key to set or (undefined) to delete. */
export type StorageChange = readonly [key: Uint8Array, value: Uint8Array | undefined, child?: Uint8Array];

export interface BlockBuild<T extends BlockTransaction> {
  readonly block: BuiltBlock;
  /** Transactions that are in the block. */
  readonly included: number;
  readonly failed: readonly FailedTransaction<T>[];
  /** Why it holds no more. */
  readonly end: BuildEnd;
  readonly inherentsSeconds: number;
}

/** The header that a block on top of `parent` is begun with: no roots yet. */
export function openingHeader(parent: Header, digest: readonly Uint8Array[]): Uint8Array {
  return concatBytes(parent.hash, compact(parent.number + 1), new Uint8Array(64), vecOf(digest));
}

/** `InherentData` with the clock's time. The runtime sees to it that each block is later than the one before. */
function inherentData(clockMs: number): Uint8Array {
  return vecOf([concatBytes(TIMESTAMP, withLength(u64Bytes(BigInt(clockMs))))]);
}

/**
 * Builds a block on top of the head: inherents, then transactions in their order until the block is full. Nothing is
 * stored. A transaction that fails or makes the runtime fail is left out and changes nothing.
 *
 * @param changesOf the state, made by hand before the block ends
 * @throws NodeError `NoAuthority`; `RuntimeFailed` when the block itself cannot be begun or finished
 */
export function buildBlock<T extends BlockTransaction>(
  chain: Chain,
  keystore: Keystore,
  transactions: TransactionOrder<T>,
  clockMs: number,
  changesOf: ChangesByHand = () => [],
): BlockBuild<T> {
  const state = chain.stateAt();
  const begun = beginBlock(chain, keystore, chain.head, state, clockMs);
  const { body, seal, inherentsSeconds } = begun;
  const inherents = body.length;
  const { included, failed, end } = begun.onlyInherents
    ? ({ included: [], failed: [], end: 'transactions_forbidden' } as const)
    : applyTransactions(chain, state, transactions);
  for (const { bytes } of included) body.push(bytes);
  const changes = changesOf(state);
  for (const [key, value, child] of changes) {
    const trie = child ? state.child(child) : state;
    value ? trie.put(key, value) : trie.delete(key);
  }
  const finished = decodeHeader(
    callToBuild(chain, chain.head, state, 'BlockBuilder_finalize_block', new Uint8Array()),
  );
  const header = seal(changes.length > 0 ? withDigestItem(finished, CHANGED_BY_HAND) : finished);
  const { preimages, removed, delta } = state.commitTrie();
  const hashes = included.map(({ hash }) => hash);
  const block = { header, body, inherents, hashes, preimages, removed, delta, written: state.written() };
  return { block, included: included.length, failed, end, inherentsSeconds };
}

/**
 * Begins a block on top of `parent`: its inherents are applied to `state` and returned.
 *
 * @throws NodeError `NoAuthority`, `RuntimeFailed`
 */
export function beginBlock(
  chain: Chain,
  keystore: Keystore,
  parent: Header,
  state: Overlay,
  clockMs: number,
): {
  body: Uint8Array[];
  onlyInherents: boolean;
  seal: Authorship['seal'];
  inherentsSeconds: number;
} {
  const call = (method: string, args: Uint8Array) => callToBuild(chain, parent, state, method, args);
  const { digest, vrf, seal } = claimBlock(chain.runtime, keystore, parent, state);
  state.knowsVrf = ({ key, input, signature }) =>
    equalBytes(key, vrf.key) && equalBytes(input, vrf.input) && equalBytes(signature, vrf.signature);
  const onlyInherents = call('Core_initialize_block', openingHeader(parent, digest))[0] === 1;
  const body: Uint8Array[] = [];
  const started = performance.now();
  const inherents = new ScaleReader(call('BlockBuilder_inherent_extrinsics', inherentData(clockMs)));
  const inherentsSeconds = (performance.now() - started) / 1000;
  for (let left = inherents.length(); left > 0; left--) {
    const inherent = withLength(inherents.take(inherents.length()));
    const applied = decodeApplyResult(call('BlockBuilder_apply_extrinsic', inherent));
    if (!applied.included) {
      throw cannotBuild(parent, `an inherent is refused: ${describeValidityError(applied.error)}`);
    }
    body.push(inherent);
  }
  return { body, onlyInherents, seal, inherentsSeconds };
}

function callToBuild(
  chain: Chain,
  parent: Header,
  state: Overlay,
  method: string,
  args: Uint8Array,
): Uint8Array {
  try {
    return chain.runtime.call(method, args, state);
  } catch (error) {
    throw databaseFault(error) ?? cannotBuild(parent, messageOf(error), error);
  }
}

function cannotBuild(parent: Header, problem: string, cause?: unknown): NodeError {
  return new NodeError('RuntimeFailed', `cannot build block ${parent.number + 1}: ${problem}`, cause);
}
