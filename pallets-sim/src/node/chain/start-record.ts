import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Runtime } from '../../runtime/api.ts';
import { equalBytes } from '../bytes.ts';
import type { BlockRecord } from '../database/chain-database.ts';
import { NodeError } from '../errors.ts';
import { Overlay } from '../state/overlay.ts';
import { putRawState } from '../state/raw-state.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { stateVersionOf } from './genesis.ts';
import type { StateDump } from './state-file.ts';

/**
 * The block that a dump was made at, as the first one of a database.
 *
 * @throws NodeError `BadStateFile` when it is of a chain with another genesis, or its state is not that of its header
 */
export function startRecord(dump: StateDump, genesisHash: Uint8Array, runtime: Runtime): BlockRecord {
  const { header, body } = dump;
  if (!equalBytes(dump.genesisHash, genesisHash)) {
    throw bad(
      `it is of a chain with genesis ${toHex(dump.genesisHash)}, and the chain spec has ${toHex(genesisHash)}`,
    );
  }
  const state = new Overlay(new TrieStore(() => undefined), EMPTY_ROOT, stateVersionOf(runtime));
  putRawState(dump.state, state);
  const { root, preimages, removed } = state.commitTrie();
  if (!equalBytes(root, header.stateRoot)) {
    throw bad(`its state has the root ${toHex(root)}, and the header of block ${header.number} says another`);
  }
  return { header, body, preimages, removed };
}

function bad(problem: string): NodeError {
  return new NodeError('BadStateFile', `the chain cannot start from this state: ${problem}`);
}
