import { MAX_PARTICIPANTS, MAX_SERVED } from '@plumbline/runtime-types/domain/limits';
import type { Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import type { Context } from '../../frame/context.ts';
import { type Weight, weightOf } from '../../frame/weight.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { stakes } from '../stakes/declaration.ts';
import { beginDuty } from '../stakes/duties.ts';
import { drawTicket, type Ticket } from '../stakes/lottery.ts';
import { minimumStake, registrationOf } from '../stakes/registry.ts';
import { depositFor } from './fees.ts';
import { type OpenTask, params } from './store.ts';

/** Prices are small numbers beside stakes; this keeps the quotient exact enough. */
const WEIGHT_SCALE = 1_000_000_000n;

/**
 * What so many draws of one block take at most. Every draw reads the registrations of a role again, but the block's
 * proof holds those of both roles only once.
 */
export function drawsWeight(count: number): Weight {
  const { refTime } = weightOf({ reads: count * MAX_PARTICIPANTS, compute: 0n });
  const { proofSize } = weightOf({ reads: count > 0 ? 2 * MAX_PARTICIPANTS : 0 });
  return { refTime, proofSize };
}

/** What an account has done on the task, if anything. */
export function roleOn({ data }: OpenTask, who: string): RoleName | undefined {
  return data.served.find(({ account }) => account === who)?.role.type;
}

/** Notes that an account serves on the task, which binds it to that role there for good. */
export function noteServed({ data }: OpenTask, who: string, role: RoleName): void {
  const known = data.served.some(({ account }) => account === who);
  if (!known) data.served.push({ account: who, role: { type: role } });
}

/** Whether there is room to note one more account. */
export function canServe(task: OpenTask, who: string): boolean {
  return roleOn(task, who) !== undefined || task.data.served.length < MAX_SERVED;
}

/** Draws the Solver of the attempt, by stake over price, among those that are free and can stand for the task. */
export function drawSolver(context: Context, task: OpenTask): { who: string; price: bigint } | undefined {
  const { data } = task;
  const deposit = depositFor(data.spec, params(context));
  const solvers = candidates(context, task, 'Solver').filter(
    ([, { stake, price, duties }]) => duties === 0 && price <= data.spec.maxPrice && stake >= deposit,
  );
  const tickets = solvers
    .filter(([account]) => roleOn(task, account) === undefined)
    .map(([account, { stake, price }]) => ({ account, weight: (stake * WEIGHT_SCALE) / price }));
  const who = draw(context, task, 'solver', 0, tickets);
  const price = solvers.find(([account]) => account === who)?.[1].price;
  if (who === undefined || price === undefined) return undefined;
  serve(context, task, who, 'Solver');
  return { who, price };
}

/** Draws up to `wanted` Verifiers by stake, but none of `except`; `domain` tells profiling from verifying. */
export function drawVerifiers(
  context: Context,
  task: OpenTask,
  domain: 'profiler' | 'verifier',
  wanted: number,
  except: readonly string[],
): string[] {
  let tickets = candidates(context, task, 'Verifier')
    .filter(([account]) => !except.includes(account))
    .map(([account, { stake }]) => ({ account, weight: stake }));
  const drawn: string[] = [];
  while (drawn.length < wanted) {
    const who = draw(context, task, domain, except.length + drawn.length, tickets);
    if (who === undefined || !canServe(task, who)) break;
    serve(context, task, who, 'Verifier');
    drawn.push(who);
    tickets = tickets.filter(({ account }) => account !== who);
  }
  return drawn;
}

function serve(context: Context, task: OpenTask, who: string, role: RoleName): void {
  noteServed(task, who, role);
  beginDuty(context, role, who);
}

/** Accounts of a role that may be drawn for the task: online, staked enough, and in no other role on it. */
function candidates(context: Context, task: OpenTask, role: RoleName): [string, Registration][] {
  const minimum = minimumStake(context, role);
  const found: [string, Registration][] = [];
  for (const account of stakes.storage.Participants.get(context, { type: role })) {
    const registration = registrationOf(context, role, account);
    if (registration === undefined || !registration.online || registration.stake < minimum) continue;
    if (account === task.data.submitter || !canServe(task, account)) continue;
    const served = roleOn(task, account);
    if (served === undefined || served === role) found.push([account, registration]);
  }
  return found;
}

function draw(
  context: Context,
  { id, data }: OpenTask,
  domain: string,
  count: number,
  tickets: readonly Ticket[],
): string | undefined {
  return drawTicket(tickets, {
    randomness: blockRandomness(context),
    domain,
    task: id,
    attempt: data.attempt,
    count,
  });
}
