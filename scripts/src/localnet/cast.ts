import { type Account, accountFromUri } from '@plumbline/worker/chain/account';
import type { Cheat } from '@plumbline/worker/roles/cheats';
import { encodeAddress } from '@polkadot/keyring';

/** One worker of the local network. */
export interface Member {
  readonly name: string;
  readonly role: 'solver' | 'verifier' | 'whistleblower';
  readonly suri: string;
}

/** The network as it starts. */
export const MEMBERS: readonly Member[] = [
  { name: 'solver', role: 'solver', suri: '//Bob' },
  { name: 'verifier-1', role: 'verifier', suri: '//Charlie' },
  { name: 'verifier-2', role: 'verifier', suri: '//Dave' },
  { name: 'whistleblower', role: 'whistleblower', suri: '//Eve' },
];

/** Who comes when somebody cheats: it takes over from the first Solver, or checks beside the lazy Verifier. */
export function reserveFor(cheat: Cheat | undefined): Member {
  return cheat === 'lazy-verifier'
    ? { name: 'verifier-3', role: 'verifier', suri: '//Ferdie' }
    : { name: 'solver-2', role: 'solver', suri: '//Ferdie' };
}

/** Who of the network cheats so. */
export function cheatOf(cheat: Cheat): string {
  return cheat === 'lazy-verifier' ? 'verifier-1' : 'solver';
}

export const SUBMITTER_SURI = '//Alice';

/** The pot that taxes and half of all slashes go to: an account without a key, `modl` ‖ `pl/jackp` and zeros. */
const JACKPOT = `0x${Buffer.from('modlpl/jackp').toString('hex').padEnd(64, '0')}`;

/** Everybody's account and name. */
export class Cast {
  readonly #byId = new Map<string, { name: string; account: Account }>();

  static async load(cheat: Cheat | undefined): Promise<Cast> {
    const cast = new Cast();
    for (const { name, suri } of [
      { name: 'submitter', suri: SUBMITTER_SURI },
      ...MEMBERS,
      reserveFor(cheat),
    ]) {
      const account = await accountFromUri(suri);
      cast.#byId.set(account.id, { name, account });
    }
    return cast;
  }

  get accounts(): readonly { name: string; account: Account }[] {
    return [...this.#byId.values()];
  }

  /** `solver`, `jackpot`, or the account's address for a stranger's. */
  readonly nameOf = (account: unknown): string => {
    if (typeof account !== 'string') return String(account);
    return account === JACKPOT ? 'jackpot' : (this.#byId.get(account)?.name ?? encodeAddress(account));
  };
}
