import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Account } from '../chain/account.ts';
import type { Calls } from '../chain/calls.ts';
import { STAKES_PARAMS } from '../chain/items.ts';
import { readItem, type StorageAt } from '../chain/read.ts';
import type { Submitter } from '../chain/submit.ts';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { RoleError } from './errors.ts';

export interface RegistrationOptions {
  readonly account: Account;
  readonly calls: Calls;
  readonly submitter: Submitter;
  readonly view: ChainView;
  readonly at: StorageAt;
  readonly log: Logger;
  /** Held from the account; by default four times the least that the chain accepts. */
  readonly stake: bigint | undefined;
  /** Asked per 10⁹ units; used by Solvers. */
  readonly price: bigint;
}

/** The least stake that the chain accepts for a role. */
async function leastStake(at: StorageAt, role: RoleName): Promise<bigint> {
  const params = await readItem(at, STAKES_PARAMS);
  if (params === undefined) throw new RoleError('NotReady', 'the chain has no parameters for stakes');
  return {
    Solver: params.minSolverStake,
    Verifier: params.minVerifierStake,
    Whistleblower: params.minWhistleblowerStake,
  }[role];
}

/** Registers the account for a role, or brings an older registration up to what is asked for now. */
export async function ensureRegistered(role: RoleName, options: RegistrationOptions): Promise<void> {
  const { account, calls, submitter, view, log } = options;
  const least = await leastStake(options.at, role);
  const stake = options.stake ?? 4n * least;
  if (stake < least) {
    const message = `a stake of ${stake} is too low for a ${role}: the chain asks for at least ${least}. Raise --stake`;
    throw new RoleError('InvalidOption', message, { role, stake, least });
  }
  const price = role === 'Solver' ? options.price : 0n;
  const present = await view.registration(role, account.id);
  if (present === undefined) {
    await submitter.submit(calls.register(role, stake, price));
    log.info(
      { event: 'registered', role, stake: `${stake}` },
      `registered as ${role} with a stake of ${stake}`,
    );
    return;
  }
  if (present.stake < stake) await submitter.submit(calls.bondMore(role, stake - present.stake));
  if (present.price !== price) await submitter.submit(calls.setPrice(role, price));
  if (!present.online) await submitter.submit(calls.setOnline(role, true));
  log.info({ event: 'registered', role, stake: `${present.stake}` }, `is registered as ${role}`);
}
