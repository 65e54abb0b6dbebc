import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Runtime } from '../../runtime/api.ts';
import type { Header } from '../block/header.ts';
import { equalBytes } from '../bytes.ts';
import type { ChainSpec } from '../chain-spec/chain-spec.ts';
import { catchUp } from '../database/catch-up.ts';
import { ChainDatabase } from '../database/chain-database.ts';
import { checkDatabase } from '../database/check.ts';
import { defaultPruning, type Pruning } from '../database/pruning-mode.ts';
import { NodeError } from '../errors.ts';
import { TrieStore } from '../trie/trie-store.ts';
import { buildGenesis } from './genesis.ts';
import { startRecord } from './start-record.ts';
import type { StateDump } from './state-file.ts';

export interface DatabaseOfChain {
  readonly folder: string;
  readonly spec: ChainSpec;
  readonly runtime: Runtime;
  /** What is kept of old states and blocks; see `defaultPruning` and `ChainDatabase.open`. */
  readonly pruning?: Partial<Pruning> | undefined;
  /** Most memory for parts of the state; see `TrieStore`. */
  readonly trieCacheBytes?: number | undefined;
  /** Whether a block is only there when the disk has it (which outlives a loss of power); yes unless said. */
  readonly isSynced?: boolean | undefined;
  /** Where a new chain begins instead of at its genesis; an old one goes on where it is. */
  readonly start?: StateDump | undefined;
}

export interface OpenedDatabase {
  readonly database: ChainDatabase;
  readonly trieStore: TrieStore;
  readonly genesisHash: Uint8Array;
  readonly head: Header;
}

/**
 * Opens the database of a chain, checking what is there, or begins it with the spec's genesis.
 *
 * @throws NodeError as `ChainDatabase.open`, and `OtherChain` (the folder holds a chain with another genesis),
 * `BadChainSpec`, `BadStateFile`
 */
export async function openDatabase(options: DatabaseOfChain): Promise<OpenedDatabase> {
  const { folder, spec, runtime, pruning, start, isSynced = true } = options;
  const genesis = buildGenesis(spec, runtime);
  const defaults = defaultPruning(spec.chainType === 'Development');
  const database = await ChainDatabase.open(folder, { pruning, defaults, isSynced });
  try {
    const trieStore = new TrieStore((hash) => database.preimage(hash), options.trieCacheBytes);
    await catchUp(database, trieStore);
    let head = checkDatabase(database, trieStore, await database.closedMark.take());
    if (!head) {
      const first =
        start && start.header.number > 0 ? startRecord(start, genesis.header.hash, runtime) : genesis;
      if (first !== genesis) await database.writeStart(genesis, first.header);
      await database.writeBlock(first);
      head = first.header;
    }
    const stored = database.blockHash(0);
    if (!stored || !equalBytes(stored, genesis.header.hash)) {
      const isOlder =
        'raw' in spec.genesis
          ? ''
          : ' If an older version of the node made it, give the spec that that version prints with build-spec --raw.';
      throw new NodeError(
        'OtherChain',
        `the database in ${folder} belongs to another chain: its genesis is ${stored && toHex(stored)}, the chain spec ` +
          `"${spec.name}" has ${toHex(genesis.header.hash)}. Use the spec it was made with, another --base-path, or ` +
          `delete the folder to start again.${isOlder}`,
      );
    }
    return { database, trieStore, genesisHash: genesis.header.hash, head };
  } catch (error) {
    await database.close();
    throw error;
  }
}
