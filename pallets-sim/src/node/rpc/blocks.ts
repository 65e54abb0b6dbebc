import type { Header } from '../block/header.ts';
import type { Chain } from '../chain/chain.ts';
import { unknownBlock } from './errors.ts';
import type { Params } from './params.ts';

/** The block that an optional parameter names by its hash; the head when it is left out. */
export function blockAt(chain: Chain, params: Params, index: number, name = 'hash'): Header {
  const hash = params.hashOr(index, name, undefined);
  return hash ? blockWith(chain, hash) : chain.head;
}

/** The block with this hash. Throws `RpcError` when there is none. */
export function blockWith(chain: Chain, hash: Uint8Array): Header {
  const header = chain.header(hash);
  if (!header) throw unknownBlock(hash);
  return header;
}
