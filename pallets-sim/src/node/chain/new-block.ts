import type { Header } from '../block/header.ts';
import type { BlockRecord } from '../database/chain-database.ts';

/** A block that has just become the head. */
export interface NewBlock {
  readonly header: Header;
  readonly body: readonly Uint8Array[];
  /** How many of the first extrinsics are known to be inherents, which nothing can wait for. */
  readonly inherents?: number;
  /** The hashes of the others in hex, where who has built the block knows them. */
  readonly hashes?: readonly string[];
  /** What the block wrote, by key (`mapKey`), with undefined for what it deleted. */
  readonly written: ReadonlyMap<string, Uint8Array | undefined>;
}

/** A block that was built and is not part of the chain yet. */
export interface BuiltBlock extends BlockRecord {
  readonly inherents?: number;
  readonly hashes?: readonly string[];
  readonly written: ReadonlyMap<string, Uint8Array | undefined>;
}
