import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Chain } from '../../chain/chain.ts';
import { call, type Methods } from '../method.ts';

/** `chainSpec_v1_*`: what the chain spec says. */
export function chainSpecMethods(chain: Chain): Methods {
  return {
    chainSpec_v1_chainName: call(() => chain.spec.name),
    chainSpec_v1_genesisHash: call(() => toHex(chain.genesisHash)),
    chainSpec_v1_properties: call(() => chain.spec.properties),
  };
}
