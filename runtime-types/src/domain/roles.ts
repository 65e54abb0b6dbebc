import { accountId, boundedVec, struct } from '../scale/composites.ts';
import { bool, u32, u64, u128 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { boundedText } from './bounded-text.ts';
import { MAX_PARTICIPANTS } from './limits.ts';

/** What an account can register as. */
export const role = variant(['pallet_stakes', 'Role'], { Solver: null, Verifier: null, Whistleblower: null });
export type Role = Of<typeof role>;
export type RoleName = Role['type'];

/** An account in one role. */
export const registration = struct(['pallet_stakes', 'Registration'], {
  /** Held from the account's balance. */
  stake: u128,
  /** Asked per 10⁹ units; 0 for roles that ask none. */
  price: u64,
  /** Takes part in draws. */
  online: bool,
  /** Tasks that it is bound to now. */
  duties: u32,
  /** Tasks that ended with its work accepted. */
  completed: u32,
  /** Lost to slashes so far. */
  slashed: u128,
});
export type Registration = Of<typeof registration>;

/** All accounts registered for a role, ascending. */
export const participants = boundedVec(accountId, MAX_PARTICIPANTS);

/** A libp2p peer tied to an account. */
export const peer = struct(['pallet_stakes', 'Peer'], {
  peerId: boundedText(128),
  addresses: boundedVec(boundedText(256), 8),
});
export type Peer = Of<typeof peer>;

/** An account that served on a task, and as what: nobody ever has two roles on one task. */
export const served = struct(['pallet_tasks', 'Served'], { account: accountId, role });
export type Served = Of<typeof served>;
