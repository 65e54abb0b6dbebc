import { accountId, boundedBytes, boundedVec, fixedBytes, option, struct } from '../scale/composites.ts';
import { bool, u8, u32, u64, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { boundedText } from './bounded-text.ts';
import { MAX_UNBONDING } from './limits.ts';

/** What an account can register as. */
export const role = variant(['pallet_stakes', 'Role'], { Solver: null, Verifier: null, Whistleblower: null });
export type Role = Of<typeof role>;
export type RoleName = Role['type'];

/** Stake on its way back to free balance; until it is withdrawn it can still be slashed. */
export const unbondingChunk = struct(['pallet_stakes', 'UnbondingChunk'], {
  amount: u128,
  /** First block in which it can be withdrawn. */
  freeAt: u32,
});
export type UnbondingChunk = Of<typeof unbondingChunk>;

/** An account in one role. */
export const registration = struct(['pallet_stakes', 'Registration'], {
  /** Held from the account's balance, and what it is drawn by. */
  stake: u128,
  /** Held too, oldest first. */
  unbonding: boundedVec(unbondingChunk, MAX_UNBONDING),
  /** Asked per 10⁹ units; 0 for roles that ask none. */
  price: u64,
  /** Tasks that it takes at a time; each is backed by an equal share of the stake. */
  capacity: u32,
  /** Wants to take part in draws. */
  online: bool,
  /** Block in which it last said that it is there. */
  lastSeen: u32,
  /** A draw found that it has not been heard of for too long; in no draw until it is. */
  absent: bool,
  /** Tasks that it is bound to now. */
  duties: u32,
  /** Tasks that ended with its work accepted. */
  completed: u32,
  /** Tasks that it looked over before they opened. */
  profiled: u32,
  /** Deadlines missed, faults proved, accusations not proved. */
  failed: u32,
  /** Draws declined. */
  declined: u32,
  /** Lost to slashes so far. */
  slashed: u128,
});
export type Registration = Of<typeof registration>;

/** One sixteenth of the accounts under a node of the tree that draws go down. */
export const weightBranch = struct(['pallet_stakes', 'WeightBranch'], {
  /** Next nibble of the keys under it. */
  slot: u8,
  /** Sum of their weights. */
  weight: u128,
  /** The account, when it is only one. */
  leaf: option(struct(['pallet_stakes', 'WeightLeaf'], { account: accountId, priceClass: u8 })),
});
export type WeightBranch = Of<typeof weightBranch>;
/** A node: branches in ascending order. */
export const weightNode = boundedVec(weightBranch, 16);
/** Nibbles that lead to a node. */
export const weightPath = boundedBytes(66);

/** A libp2p peer tied to an account. */
export const peer = struct(['pallet_stakes', 'Peer'], {
  peerId: boundedText(128),
  addresses: boundedVec(boundedText(256), 8),
  /** x25519 key to which secrets for this account are sealed. */
  encryptionKey: fixedBytes(32),
  /** Last block in which the binding holds. */
  expiry: u32,
});
export type Peer = Of<typeof peer>;

/** An account that served on a task, and as what: nobody ever has two roles on one task. */
export const served = struct(['pallet_tasks', 'Served'], { account: accountId, role });
export type Served = Of<typeof served>;
