import { bool, compactU128 } from '@plumbline/runtime-types/scale/primitives';
import { lookup, lookupAccount, type MultiAddress, multiAddress } from '../../frame/address.ts';
import { call } from '../../frame/call.ts';
import type { Context } from '../../frame/context.ts';
import {
  GenesisError,
  type Json,
  readAccount,
  readBalance,
  readList,
  readRecord,
} from '../../frame/genesis.ts';
import { ensureRoot, ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import type { Place } from '../../frame/place.ts';
import { accountPlace } from '../system/accounts.ts';
import type { AccountInfo } from '../system/types.ts';
import { freeBalance, mutateBalances, reducibleBalance } from './accounts.ts';
import { balances, EXISTENTIAL_DEPOSIT } from './declaration.ts';
import { checkBalances } from './invariants.ts';
import { burnFrom, decreaseIssuance, depositFree, increaseIssuance, transfer } from './transfers.ts';
import { WEIGHTS } from './weights.generated.ts';

export const balancesPallet = definePallet(balances, {
  calls: {
    transferAllowDeath: call(
      {
        docs: 'Transfers free balance; the sender may be reaped.',
        index: 0,
        args: { dest: multiAddress, value: compactU128 },
        weight: WEIGHTS.transferAllowDeath,
        reads: destination,
      },
      (context, origin, { dest, value }) =>
        transfer(context, ensureSigned(origin), lookup(dest), value, 'Expendable'),
    ),
    forceTransfer: call(
      {
        docs: 'Transfers free balance of any account. Root only.',
        index: 2,
        args: { source: multiAddress, dest: multiAddress, value: compactU128 },
        weight: WEIGHTS.forceTransfer,
      },
      (context, origin, { source, dest, value }) => {
        ensureRoot(origin);
        transfer(context, lookup(source), lookup(dest), value, 'Expendable');
      },
    ),
    transferKeepAlive: call(
      {
        docs: 'Transfers free balance and keeps the sender alive.',
        index: 3,
        args: { dest: multiAddress, value: compactU128 },
        weight: WEIGHTS.transferKeepAlive,
        reads: destination,
      },
      (context, origin, { dest, value }) =>
        transfer(context, ensureSigned(origin), lookup(dest), value, 'Preserve'),
    ),
    transferAll: call(
      {
        docs: 'Transfers all that can be transferred.',
        index: 4,
        args: { dest: multiAddress, keepAlive: bool },
        weight: WEIGHTS.transferAll,
        reads: destination,
      },
      (context, origin, { dest, keepAlive }) => {
        const who = ensureSigned(origin);
        const preservation = keepAlive ? 'Preserve' : 'Expendable';
        transfer(context, who, lookup(dest), reducibleBalance(context, who, preservation), preservation);
      },
    ),
    forceSetBalance: call(
      {
        docs: 'Sets the free balance of an account, minting or burning the difference. Root only.',
        index: 8,
        args: { who: multiAddress, newFree: compactU128 },
        weight: WEIGHTS.forceSetBalance,
      },
      (context, origin, { who, newFree }) => {
        ensureRoot(origin);
        setFree(context, lookup(who), newFree);
      },
    ),
    burn: call(
      {
        docs: 'Burns free balance of the sender.',
        index: 10,
        args: { value: compactU128, keepAlive: bool },
        weight: WEIGHTS.burn,
      },
      (context, origin, { value, keepAlive }) =>
        burnFrom(context, ensureSigned(origin), value, keepAlive ? 'Preserve' : 'Expendable'),
    ),
  },
  hooks: { tryState: checkBalances },
  genesis: { preset: { balances: [] }, build: buildGenesis },
});

/** Whom a transfer pays: its account is read when the transfer comes in. */
function destination({ dest }: { readonly dest: MultiAddress }): Place<AccountInfo, AccountInfo>[] {
  const account = lookupAccount(dest);
  return account === undefined ? [] : [accountPlace(account)];
}

function setFree(context: Context, who: string, wanted: bigint): void {
  const after = wanted < EXISTENTIAL_DEPOSIT ? 0n : wanted;
  const before = freeBalance(context, who);
  mutateBalances(context, who, () => ({ free: after }));
  if (after > before) {
    increaseIssuance(context, after - before);
    balances.deposit(context, 'Issued', { amount: after - before });
  }
  if (after < before) {
    decreaseIssuance(context, before - after);
    balances.deposit(context, 'Rescinded', { amount: before - after });
  }
  balances.deposit(context, 'BalanceSet', { who, free: after });
}

/** `{ balances: [[account, amount], …] }`. */
function buildGenesis(context: Context, config: Json): void {
  const endowed = new Set<string>();
  const list = readList(readRecord(config, 'balances').balances, 'balances.balances');
  for (const [index, entry] of list.entries()) {
    const path = `balances.balances[${index}]`;
    const [account, amount] = readList(entry, path);
    const who = readAccount(account, `${path}[0]`);
    const free = readBalance(amount, `${path}[1]`);
    if (endowed.has(who)) throw new GenesisError(path, 'the account is endowed twice');
    if (free < EXISTENTIAL_DEPOSIT) {
      throw new GenesisError(
        `${path}[1]`,
        `${free} is below the existential deposit of ${EXISTENTIAL_DEPOSIT}`,
      );
    }
    endowed.add(who);
    depositFree(context, who, free);
    increaseIssuance(context, free);
  }
}
