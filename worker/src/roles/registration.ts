import type { Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Account } from '../chain/account.ts';
import type { Calls } from '../chain/calls.ts';
import type { Submitter } from '../chain/submit.ts';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { RoleError } from './errors.ts';

export interface RegistrationOptions {
  readonly account: Account;
  readonly calls: Calls;
  readonly submitter: Submitter;
  readonly view: ChainView;
  readonly log: Logger;
  /** Held from the account; by default four times the least that the chain accepts. */
  readonly stake: bigint | undefined;
  /** Asked per 10⁹ units; used by Solvers. */
  readonly price: bigint;
  /** Tasks that it takes at a time; left as it is when undefined. */
  readonly capacity: number | undefined;
}

/** The least stake that the chain accepts for a role. */
async function leastStake(view: ChainView, role: RoleName): Promise<bigint> {
  const params = await view.stakesParams();
  return {
    Solver: params.minSolverStake,
    Verifier: params.minVerifierStake,
    Whistleblower: params.minWhistleblowerStake,
  }[role];
}

/** What backs a duty is not divided further while it lasts. */
function isSettable(capacity: number | undefined, present: Registration): capacity is number {
  if (capacity === undefined || capacity === present.capacity) return false;
  return present.duties === 0 || capacity < present.capacity;
}

/** Registers the account for a role, or brings an older registration up to what is asked for now. */
export async function ensureRegistered(role: RoleName, options: RegistrationOptions): Promise<void> {
  const { account, calls, submitter, view, log } = options;
  const least = await leastStake(view, role);
  const stake = options.stake ?? 4n * least;
  if (stake < least) {
    const message = `a stake of ${stake} is too low for a ${role}: the chain asks for at least ${least}. Raise --stake`;
    throw new RoleError('InvalidOption', message, { role, stake, least });
  }
  const price = role === 'Solver' ? options.price : 0n;
  const present = await view.registration(role, account.id);
  const isWorkerKey = toHex(account.pair.publicKey) !== account.id;
  if (isWorkerKey && (present === undefined || present.stake < least)) {
    const message = `${account.address} is not registered as ${role} with at least ${least}: a worker key cannot do that for it. Register it with its own key first`;
    throw new RoleError('InvalidOption', message, { role, account: account.id });
  }
  if (present === undefined) {
    await submitter.submit(calls.register(role, stake, price));
    if (options.capacity !== undefined) await submitter.submit(calls.setCapacity(role, options.capacity));
    log.info(
      { event: 'registered', role, stake: `${stake}` },
      `registered as ${role} with a stake of ${stake}`,
    );
    return;
  }
  if (present.stake < stake && !isWorkerKey)
    await submitter.submit(calls.bondMore(role, stake - present.stake));
  if (present.price !== price) await submitter.submit(calls.setPrice(role, price));
  if (!present.online || present.absent) await submitter.submit(calls.setOnline(role, true));
  if (isSettable(options.capacity, present))
    await submitter.submit(calls.setCapacity(role, options.capacity));
  log.info({ event: 'registered', role, stake: `${present.stake}` }, `is registered as ${role}`);
}
