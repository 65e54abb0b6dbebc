import type { Peer, Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Account } from '../../chain/account.ts';
import type { ChainView } from '../../chain/view.ts';
import { formatAmount } from '../../config/amount.ts';
import { addressOf } from '../describe-event.ts';

const ROLES: readonly RoleName[] = ['Solver', 'Verifier', 'Whistleblower'];

/** What an account has in its roles; amounts are decimal text of tokens. */
export interface StakeDocument {
  readonly account: string;
  readonly workerKey: string | null;
  readonly peer: {
    readonly peerId: string;
    readonly addresses: readonly string[];
    readonly expiry: number;
  } | null;
  readonly roles: Readonly<Partial<Record<RoleName, RoleDocument>>>;
}

type RoleDocument = Pick<
  Registration,
  'capacity' | 'online' | 'absent' | 'duties' | 'completed' | 'profiled' | 'failed' | 'declined' | 'lastSeen'
> & {
  readonly stake: string;
  readonly price: string;
  readonly slashed: string;
  readonly unbonding: readonly {
    readonly amount: string;
    readonly freeAt: number;
    readonly isFree: boolean;
  }[];
};

/** What the chain says of an account in a view. */
export async function stakeDocument(view: ChainView, { id, address }: Account): Promise<StakeDocument> {
  const roles: Partial<Record<RoleName, RoleDocument>> = {};
  for (const role of ROLES) {
    const entry = await view.registration(role, id);
    if (entry !== undefined) roles[role] = roleDocument(entry, view.block.number);
  }
  const workerKey = await view.workerKey(id);
  const peer = await view.peer(id);
  return {
    account: address,
    workerKey: workerKey === undefined ? null : addressOf(workerKey),
    peer: peer === undefined ? null : peerDocument(peer),
    roles,
  };
}

function peerDocument({ peerId, addresses, expiry }: Peer): NonNullable<StakeDocument['peer']> {
  return { peerId, addresses, expiry };
}

function roleDocument(entry: Registration, block: number): RoleDocument {
  const { capacity, online, absent, duties, completed, profiled, failed, declined, lastSeen } = entry;
  return {
    stake: formatAmount(entry.stake),
    unbonding: entry.unbonding.map(({ amount, freeAt }) => ({
      amount: formatAmount(amount),
      freeAt,
      isFree: freeAt <= block,
    })),
    price: formatAmount(entry.price),
    slashed: formatAmount(entry.slashed),
    ...{ capacity, online, absent, duties, completed, profiled, failed, declined, lastSeen },
  };
}

/** The same for people. */
export function stakePage({ account, workerKey, peer, roles }: StakeDocument): string {
  const lines = [`account     ${account}`, `worker key  ${workerKey ?? 'none'}`];
  lines.push(`peer        ${peer === null ? 'none' : `${peer.peerId}, until block ${peer.expiry}`}`);
  for (const [role, entry] of Object.entries(roles)) {
    const presence = entry.online ? (entry.absent ? 'not heard of' : 'online') : 'offline';
    const asks = role === 'Solver' ? `, asks ${entry.price} per 10⁹ units` : '';
    lines.push(
      `${role.toLowerCase().padEnd(13)} stake ${entry.stake}, ${presence}, capacity ${entry.capacity}${asks}`,
    );
    for (const { amount, freeAt, isFree } of entry.unbonding)
      lines.push(
        `              ${amount} on its way back, ${isFree ? 'can be withdrawn' : `free from block ${freeAt}`}`,
      );
    const { duties, completed, profiled, failed, declined, slashed } = entry;
    lines.push(
      `              ${duties} duties now, ${completed} completed, ${profiled} profiled, ${failed} failed, ${declined} declined, ${slashed} slashed`,
    );
  }
  if (Object.keys(roles).length === 0)
    lines.push('no stake in any role: register with "plumbline stake register" or start a worker');
  return lines.join('\n');
}
