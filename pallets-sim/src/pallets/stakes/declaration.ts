import { stakesParams } from '@plumbline/runtime-types/domain/params';
import { peer, registration, role, weightNode, weightPath } from '@plumbline/runtime-types/domain/roles';
import { accountId, option } from '@plumbline/runtime-types/scale/composites';
import { bool, str, u32, u64, u128 } from '@plumbline/runtime-types/scale/primitives';
import { declarePallet, event } from '../../frame/declaration.ts';
import { doubleMap, map, value } from '../../frame/storage.ts';
import { DEFAULT_PARAMS } from './params.ts';

const who = accountId;

export const stakes = declarePallet({
  name: 'Stakes',
  docs: 'Who may train, verify and challenge, and what they stand to lose.',
  storage: {
    Registrations: doubleMap('Accounts in their roles.', role, accountId, registration),
    Weights: doubleMap(
      'The weights that accounts of a role are drawn by, as a tree of sums.',
      role,
      weightPath,
      weightNode,
      {
        fallback: [],
      },
    ),
    Peers: map('The libp2p peer that an account has tied to itself.', accountId, peer),
    WorkerKeys: map('The key that acts for an account beside its own.', accountId, accountId),
    Stashes: map('The account that a worker key acts for.', accountId, accountId),
    ProposedKeys: map('Worker keys that have not accepted yet, by account.', accountId, accountId),
    Params: value('Minimum stakes and slashes.', stakesParams, DEFAULT_PARAMS),
  },
  events: {
    Registered: event('An account took a role.', { who, role, amount: u128 }),
    Bonded: event('A stake was raised.', { who, role, amount: u128 }),
    PriceSet: event('A Solver asks another price.', { who, role, price: u64 }),
    OnlineSet: event('An account takes part in draws from now on, or no more.', { who, role, online: bool }),
    CapacitySet: event('An account takes another number of tasks at a time.', { who, role, capacity: u32 }),
    Absent: event('An account was not heard of for too long, and is in no draw until it is.', { who, role }),
    Unbonded: event('A part of a stake can be withdrawn from a block on.', {
      who,
      role,
      amount: u128,
      freeAt: u32,
    }),
    Withdrawn: event('What was unbonded is back with its account.', { who, role, amount: u128 }),
    Unregistered: event('An account left a role.', { who, role }),
    PeerBound: event('A libp2p peer was tied to an account until a block.', {
      who,
      peerId: str,
      expiry: u32,
    }),
    WorkerKeyProposed: event('An account named a worker key, which has to accept.', {
      who,
      worker: accountId,
    }),
    WorkerKeySet: event('Another key acts for an account from now on, or none.', {
      who,
      worker: option(accountId),
    }),
  },
  errors: {
    NotRegistered: 'The account is not registered for this role; call stakes.register first.',
    AlreadyRegistered:
      'The account is registered for this role already; call stakes.bondMore to raise the stake.',
    StakeTooLow: 'The stake is below the minimum for this role, see stakes.params.',
    PriceNeeded: 'A Solver asks a price above zero.',
    PriceNotAsked: 'Only Solvers ask a price; give 0 for this role.',
    OnDuty: 'A task uses this registration; wait until it is over.',
    BadCapacity: 'A registration takes from 1 to 64 tasks at a time.',
    MoreThanBonded: 'The stake is smaller than this amount.',
    MoreThanUnbonding: 'Less than this amount is on its way back.',
    TooManyUnbonding:
      'Eight parts of the stake are on their way back already; withdraw or rebond them first.',
    NothingToWithdraw: 'Nothing has waited long enough yet, see freeAt of what is unbonding.',
    IsWorkerKey: 'The account is the worker key of another, whose stake it acts for.',
    BadWorkerKey:
      'An account that has a role or a worker key of its own cannot be the worker key of another.',
    NotProposed: 'The account was not named as a worker key; call stakes.proposeWorkerKey with it first.',
    BindingExpired: 'The block until which the peer is to be bound is over.',
    ZeroAmount: 'The amount is zero.',
    BadPeerId: 'The peer id is not that of the ed25519 public key given.',
    BadPeerSignature:
      'The signature is not that of the peer key over "plumbline/peer", the genesis hash, the account, the peer key and the expiry.',
    TooManyAddresses: 'At most 8 addresses of at most 256 bytes are kept for a peer.',
  },
  holdReasons: { Stake: 'Stands for the honesty of an account in a role.' },
});
