import { toHex } from '@plumbline/runtime-types/scale/hex';

/** The pot that taxes and halves of slashes go to. Nobody has its key: it is `modl` and a name, zeros after. */
export const JACKPOT: string = toHex(potAccount('pl/jackp'));

function potAccount(name: string): Uint8Array {
  const account = new Uint8Array(32);
  account.set(new TextEncoder().encode(`modl${name}`));
  return account;
}

/**
 * The most that one forced error pays: a third of the pot, and no more than keeps an insider from living on it. A
 * Solver knows its own forced errors and can tell a reporter of its own, which has a share of `pot / 2^v` beside `v`
 * honest Verifiers: `rate · pot / 2^v` for each task, which is never more than the tax that the task pays.
 *
 * @param rate in millionths
 */
export function eventPot(jackpot: bigint, bounds: { tax: bigint; verifiers: number; rate: number }): bigint {
  const third = jackpot / 3n;
  if (bounds.rate === 0) return third;
  const most = (bounds.tax * 1_000_000n * 2n ** BigInt(bounds.verifiers)) / BigInt(bounds.rate);
  return third < most ? third : most;
}
