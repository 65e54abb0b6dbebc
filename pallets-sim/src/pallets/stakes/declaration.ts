import { stakesParams } from '@plumbline/runtime-types/domain/params';
import { participants, peer, registration, role } from '@plumbline/runtime-types/domain/roles';
import { accountId } from '@plumbline/runtime-types/scale/composites';
import { bool, str, u64, u128 } from '@plumbline/runtime-types/scale/primitives';
import { declarePallet, event } from '../../frame/declaration.ts';
import { doubleMap, map, value } from '../../frame/storage.ts';
import { DEFAULT_PARAMS } from './params.ts';

const who = accountId;

export const stakes = declarePallet({
  name: 'Stakes',
  docs: 'Who may train, verify and challenge, and what they stand to lose.',
  storage: {
    Registrations: doubleMap('Accounts in their roles.', role, accountId, registration),
    Participants: map('All accounts of a role, ascending.', role, participants, {
      hasher: 'Twox64Concat',
      fallback: [],
    }),
    Peers: map('The libp2p peer that an account has tied to itself.', accountId, peer),
    Params: value('Minimum stakes and slashes.', stakesParams, DEFAULT_PARAMS),
  },
  events: {
    Registered: event('An account took a role.', { who, role, amount: u128 }),
    Bonded: event('A stake was raised.', { who, role, amount: u128 }),
    PriceSet: event('A Solver asks another price.', { who, role, price: u64 }),
    OnlineSet: event('An account takes part in draws from now on, or no more.', { who, role, online: bool }),
    Unregistered: event('An account left a role and has its stake back.', { who, role, amount: u128 }),
    PeerBound: event('A libp2p peer was tied to an account.', { who, peerId: str }),
  },
  errors: {
    NotRegistered: 'The account is not registered for this role; call stakes.register first.',
    AlreadyRegistered:
      'The account is registered for this role already; call stakes.bondMore to raise the stake.',
    StakeTooLow: 'The stake is below the minimum for this role, see stakes.params.',
    PriceNeeded: 'A Solver asks a price above zero.',
    PriceNotAsked: 'Only Solvers ask a price; give 0 for this role.',
    OnDuty: 'A task uses this registration; wait until it is over.',
    TooManyParticipants: 'The role has as many accounts as the chain can draw from.',
    ZeroAmount: 'The amount is zero.',
    BadPeerId: 'The peer id is not that of the ed25519 public key given.',
    BadPeerSignature:
      'The signature is not that of the peer key over "plumbline/peer", the genesis hash and the account.',
    TooManyAddresses: 'At most 8 addresses of at most 256 bytes are kept for a peer.',
  },
  holdReasons: { Stake: 'Stands for the honesty of an account in a role.' },
});
