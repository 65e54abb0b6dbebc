import type { Submitter } from '@plumbline/worker/roles/submitter';
import type { Cast } from './cast.ts';

/** What an account has: free, and held as stake, escrow or bond. In the smallest unit. */
export interface Balance {
  readonly free: bigint;
  readonly held: bigint;
}

/** The balances of everybody in the network, by name. */
export async function readBalances(submitter: Submitter, cast: Cast): Promise<Map<string, Balance>> {
  const { api } = submitter.connection;
  const found = await api.query.system.account.multi(cast.accounts.map(({ account }) => account.publicKey));
  return new Map(
    cast.accounts.map(({ name }, index) => {
      const data = found[index]?.data;
      return [name, { free: data?.free.toBigInt() ?? 0n, held: data?.reserved.toBigInt() ?? 0n }];
    }),
  );
}
