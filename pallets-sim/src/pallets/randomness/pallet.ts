import { fromHex } from '@plumbline/runtime-types/scale/hex';
import type { Context } from '../../frame/context.ts';
import { GenesisError, type Json, readAccount, readList, readRecord } from '../../frame/genesis.ts';
import { definePallet } from '../../frame/pallet.ts';
import { weightOf } from '../../frame/weight.ts';
import { system } from '../system/declaration.ts';
import { accumulate } from './block-randomness.ts';
import { checkClaim, readClaim } from './claim.ts';
import { MAX_AUTHORITIES, randomness } from './declaration.ts';

/** The development account Alice, whose key everybody knows. */
const ALICE = '5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY';

/** Verifying a VRF takes about a quarter of a millisecond on the reference machine. */
const CLAIM_WEIGHT = weightOf({ reads: 3, writes: 1, compute: 250_000_000n });

export const randomnessPallet = definePallet(randomness, {
  hooks: {
    onInitialize(context, block) {
      const claim = readClaim(system.storage.Digest.get(context));
      checkClaim(context, claim, block);
      accumulate(context, claim.vrf.output);
      return CLAIM_WEIGHT;
    },
  },
  genesis: { preset: { authorities: [ALICE] }, build: buildGenesis },
});

/** `{ authorities: [account, …] }`: sr25519 keys, as addresses or in hex. */
function buildGenesis(context: Context, config: Json): void {
  const path = 'randomness.authorities';
  const list = readList(readRecord(config, 'randomness').authorities, path);
  const authorities = list.map((key, index) => readAccount(key, `${path}[${index}]`));
  if (authorities.length === 0) throw new GenesisError(path, 'nobody could make a block: name an authority');
  if (authorities.length > MAX_AUTHORITIES) {
    throw new GenesisError(
      path,
      `${authorities.length} authorities, at most ${MAX_AUTHORITIES} are possible`,
    );
  }
  if (new Set(authorities).size < authorities.length) throw new GenesisError(path, 'a key is there twice');
  randomness.storage.Authorities.put(context, authorities.map(fromHex));
}
