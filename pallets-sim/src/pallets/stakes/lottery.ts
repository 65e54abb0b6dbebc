import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';

export interface Ticket {
  readonly account: string;
  readonly weight: bigint;
}

/** What a draw is for; no two draws of a task are alike. */
export interface Draw {
  readonly randomness: Hash;
  /** Which draw it is, as `solver` or `verifier`. */
  readonly domain: string;
  readonly task: number;
  readonly attempt: number;
  /** Position among several winners. */
  readonly count: number;
}

/**
 * The winner of one draw, by weight; nobody when all weights are zero. Tickets are taken in ascending order of
 * account, so who came first makes no difference.
 */
export function drawTicket(tickets: readonly Ticket[], draw: Draw): string | undefined {
  const ordered = tickets
    .filter(({ weight }) => weight > 0n)
    .sort((left, right) => (left.account < right.account ? -1 : 1));
  const total = ordered.reduce((sum, { weight }) => sum + weight, 0n);
  if (total === 0n) return undefined;
  // 256 bits modulo weights of far fewer: the bias is of no account.
  let point = randomNumber(draw) % total;
  for (const { account, weight } of ordered) {
    if (point < weight) return account;
    point -= weight;
  }
  return undefined;
}

function randomNumber({ randomness, domain, task, attempt, count }: Draw): bigint {
  const digest = blake2b256(
    new TextEncoder().encode(`plumbline/draw/${domain}`),
    randomness,
    u32.codec.enc(task),
    u32.codec.enc(attempt),
    u32.codec.enc(count),
  );
  return digest.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
