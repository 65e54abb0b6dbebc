import { accountId, boundedVec, struct, weakBoundedVec } from '@plumbline/runtime-types/scale/composites';
import { u32, u128 } from '@plumbline/runtime-types/scale/primitives';
import { constant, declarePallet, event } from '../../frame/declaration.ts';
import { runtimeHoldReason } from '../../frame/outer.ts';
import { map, value } from '../../frame/storage.ts';
import { accountData, EMPTY_ACCOUNT_DATA } from './account-data.ts';
import { balanceLock, type Freeze, freeze, reserveData } from './restrictions.ts';

/** One token in its smallest units: 12 decimals. */
export const UNIT = 1_000_000_000_000n;

/** More reasons than any runtime of this size has. */
const MAX_HOLDS = 32;
const MAX_LOCKS = 50;
const MAX_RESERVES = 50;
/** As many as there are reasons. */
const MAX_FREEZES = 0;

/** An amount under a reason. */
const idAmount = struct(['frame_support', 'traits', 'tokens', 'misc', 'IdAmount'], {
  id: runtimeHoldReason,
  amount: u128,
});

const held = { reason: runtimeHoldReason, who: accountId, amount: u128 };

export const balances = declarePallet({
  name: 'Balances',
  docs: 'The token: who has how much, and what of it is held for which reason.',
  storageVersion: 1,
  storage: {
    TotalIssuance: value('All units that exist.', u128, 0n),
    InactiveIssuance: value('What of the issuance is never used: nothing on this chain.', u128, 0n),
    Account: map('Balances that do not lie in System.Account: none on this chain.', accountId, accountData, {
      fallback: EMPTY_ACCOUNT_DATA,
    }),
    Locks: map(
      'Liquidity locks of an account, as older pallets place them: none on this chain does.',
      accountId,
      weakBoundedVec(balanceLock),
      { fallback: [] },
    ),
    Reserves: map(
      'Named reserves of an account, as older pallets place them: none on this chain does.',
      accountId,
      boundedVec(reserveData, MAX_RESERVES),
      { fallback: [] },
    ),
    Holds: map(
      "An account's holds; they add up to what is reserved.",
      accountId,
      boundedVec(idAmount, MAX_HOLDS),
      {
        fallback: [],
      },
    ),
    Freezes: map(
      'Freezes of an account, each for its reason: no pallet on this chain has one.',
      accountId,
      boundedVec<Freeze>(freeze, MAX_FREEZES),
      { fallback: [] },
    ),
  },
  events: {
    Endowed: event('An account was created with some free balance.', {
      account: accountId,
      freeBalance: u128,
    }),
    DustLost: event('An account fell below the existential deposit and its rest was burnt.', {
      account: accountId,
      amount: u128,
    }),
    Transfer: event('A transfer succeeded.', { from: accountId, to: accountId, amount: u128 }),
    BalanceSet: event('A balance was set by root.', { who: accountId, free: u128 }),
    Deposit: event('Some amount was deposited (a refund of fees, say).', { who: accountId, amount: u128 }),
    Withdraw: event('Some amount was withdrawn (for fees, say).', { who: accountId, amount: u128 }),
    Burned: event('Some amount was burnt from an account.', { who: accountId, amount: u128 }),
    Issued: event('Total issuance was increased.', { amount: u128 }),
    Rescinded: event('Total issuance was reduced.', { amount: u128 }),
    Held: event('Some balance was placed on hold.', held),
    BurnedHeld: event('Held balance was burnt.', held),
    TransferOnHold: event('Held balance was transferred.', {
      reason: runtimeHoldReason,
      source: accountId,
      dest: accountId,
      amount: u128,
    }),
    Released: event('Some balance was released from hold.', held),
  },
  errors: {
    VestingBalance: 'Vesting balance too high to send value.',
    LiquidityRestrictions: 'Account liquidity restrictions prevent withdrawal.',
    InsufficientBalance: 'Balance too low to send value.',
    ExistentialDeposit: 'Value too low to create account due to existential deposit.',
    Expendability: 'Transfer or payment would kill the account.',
    ExistingVestingSchedule: 'A vesting schedule already exists for this account.',
    DeadAccount: 'Beneficiary account must pre-exist.',
    TooManyReserves: 'Number of named reserves is over the limit.',
    TooManyHolds: 'Number of holds is over the limit.',
    TooManyFreezes: 'Number of freezes is over the limit.',
    IssuanceDeactivated: 'The issuance cannot be modified since it is already deactivated.',
    DeltaZero: 'The delta cannot be zero.',
  },
  constants: {
    ExistentialDeposit: constant('The least that an account must have to exist.', u128, UNIT / 1_000n),
    MaxLocks: constant('How many locks of an account are kept in mind.', u32, MAX_LOCKS),
    MaxReserves: constant('How many named reserves an account can have.', u32, MAX_RESERVES),
    MaxFreezes: constant('How many freezes an account can have: one for each reason.', u32, MAX_FREEZES),
  },
});

export const EXISTENTIAL_DEPOSIT = balances.constants.ExistentialDeposit;
export const MAX_BALANCE = (1n << 128n) - 1n;
