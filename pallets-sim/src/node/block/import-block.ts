import { toHex } from '@plumbline/runtime-types/scale/hex';
import { concatBytes, equalBytes } from '../bytes.ts';
import type { Chain } from '../chain/chain.ts';
import type { BuiltBlock } from '../chain/new-block.ts';
import { databaseFault } from '../database/database-fault.ts';
import { messageOf, NodeError } from '../errors.ts';
import { vecOf } from '../scale.ts';
import type { Header } from './header.ts';

/** A block that somebody made: its header with the seal, and its extrinsics with their length prefixes. */
export interface Block {
  readonly header: Header;
  readonly body: readonly Uint8Array[];
}

/**
 * Executes a block on the state of its parent, which must be kept. Nothing is stored.
 *
 * @throws NodeError `BadBlock` when it is not valid, `StateDiscarded`
 */
export function executeBlock(chain: Chain, { header, body }: Block): BuiltBlock {
  const parent = chain.header(header.parentHash);
  if (!parent) throw bad(header, `its parent ${toHex(header.parentHash)} is not on this chain`);
  if (header.number !== parent.number + 1) {
    throw bad(header, `its number is ${header.number}, and it is built on block ${parent.number}`);
  }
  const state = chain.stateAt(parent);
  try {
    chain.runtime.call('Core_execute_block', concatBytes(header.encoded, vecOf(body)), state);
  } catch (error) {
    throw databaseFault(error) ?? bad(header, messageOf(error), error);
  }
  const { root, preimages, removed, delta } = state.commitTrie();
  if (!equalBytes(root, header.stateRoot)) throw bad(header, 'its state root is not that of its execution');
  return { header, body, preimages, removed, delta, written: state.written() };
}

/** Executes a block on top of the head and makes it the head. Throws `NodeError` `BadBlock`. */
export async function importBlock(chain: Chain, block: Block): Promise<void> {
  const { header } = block;
  if (!equalBytes(header.parentHash, chain.head.hash)) {
    throw bad(header, `it is not built on the head, block ${chain.head.number} ${toHex(chain.head.hash)}`);
  }
  await chain.append(executeBlock(chain, block));
}

function bad(header: Header, problem: string, cause?: unknown): NodeError {
  return new NodeError(
    'BadBlock',
    `block ${header.number} ${toHex(header.hash)} is not valid: ${problem}`,
    cause,
  );
}
