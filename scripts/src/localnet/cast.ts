import { type Account, accountFromUri } from '@plumbline/worker/chain/account';
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

/** Who takes over when the first Solver was caught. */
export const HONEST_SOLVER: Member = { name: 'solver-2', role: 'solver', suri: '//Ferdie' };

export const SUBMITTER_SURI = '//Alice';

/** The pot that taxes and half of all slashes go to: an account without a key, `modl` ‖ `pl/jackp` and zeros. */
const JACKPOT = `0x${Buffer.from('modlpl/jackp').toString('hex').padEnd(64, '0')}`;

/** Everybody's account and name. */
export class Cast {
  readonly #byId = new Map<string, { name: string; account: Account }>();

  static async load(): Promise<Cast> {
    const cast = new Cast();
    for (const { name, suri } of [{ name: 'submitter', suri: SUBMITTER_SURI }, ...MEMBERS, HONEST_SOLVER]) {
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
