import { toHex } from '@plumbline/runtime-types/scale/hex';

/** The pot that taxes and halves of slashes go to. Nobody has its key: it is `modl` and a name, zeros after. */
export const JACKPOT: string = toHex(potAccount('pl/jackp'));

function potAccount(name: string): Uint8Array {
  const account = new Uint8Array(32);
  account.set(new TextEncoder().encode(`modl${name}`));
  return account;
}
