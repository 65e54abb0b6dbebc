import type { Registration, RoleName } from '@plumbline/runtime-types/domain/roles';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { isUnheardOf, markAbsent } from './presence.ts';
import { registrationOf } from './registry.ts';
import { type Ticket, ticketAt, weightUpTo } from './weight-tree.ts';

/** What a draw is for; no two draws of a task are alike. */
export interface Draw {
  readonly randomness: Hash;
  /** Which draw it is, as `solver` or `verifier`. */
  readonly domain: string;
  readonly task: number;
  readonly attempt: number;
  /** Accounts that were drawn for the same before. */
  readonly count: number;
}

export interface Drawn {
  readonly account: string;
  readonly registration: Registration;
}

/** Accounts that one draw looks at, winners included, before it gives up. */
export const MOST_LOOKED_AT = 32;

/**
 * Draws up to `wanted` accounts of a role by weight, among those of a price class up to `limit`. Whoever the task
 * cannot have (`accept`) is left out, as are those drawn, and the next is drawn from what remains: so each is drawn by
 * weight among those that are accepted. Where there are at most 32 in the role, all that are there are found; in a
 * larger role the draw gives up when it has looked at 32. Who has not been heard of for too long leaves the tree.
 */
export function drawAccounts(
  context: Context,
  role: RoleName,
  draw: Draw,
  { wanted, limit, accept }: { wanted: number; limit: number; accept: (drawn: Drawn) => boolean },
): Drawn[] {
  const seen: Ticket[] = [];
  const winners: Drawn[] = [];
  let left = weightUpTo(context, role, limit);
  for (let turn = 0; turn < MOST_LOOKED_AT && winners.length < wanted && left > 0n; turn++) {
    // 256 bits modulo weights of far fewer: the bias is of no account.
    const ticket = ticketAt(context, role, randomNumber(draw, turn) % left, seen);
    const registration = ticket && registrationOf(context, role, ticket.account);
    if (ticket === undefined || registration === undefined) break;
    left -= ticket.weight;
    const { account } = ticket;
    if (isUnheardOf(context, registration)) {
      markAbsent(context, role, account, registration);
      continue;
    }
    seen.push(ticket);
    if (accept({ account, registration })) winners.push({ account, registration });
  }
  return winners;
}

function randomNumber({ randomness, domain, task, attempt, count }: Draw, turn: number): bigint {
  const digest = blake2b256(
    new TextEncoder().encode(`plumbline/draw/${domain}`),
    randomness,
    ...[task, attempt, count, turn].map((number) => u32.codec.enc(number)),
  );
  return digest.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
