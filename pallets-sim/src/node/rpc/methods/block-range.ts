import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Header } from '../../block/header.ts';
import { equalBytes } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { headerNotFound, INVALID_BLOCK_RANGE, invalidParams, RpcError } from '../errors.ts';

/** Most blocks that one call looks at. */
const MOST_BLOCKS = 10_000;

/**
 * The blocks from one to another that was built on it, both among them.
 *
 * @param to the head unless given
 * @throws RpcError when one is not there, when the second was not built on the first, and when they are too many
 */
export function blocksBetween(chain: Chain, from: Uint8Array, to: Uint8Array | undefined): Header[] {
  const last = to ?? chain.head.hash;
  const known = (hash: Uint8Array): Header => {
    const header = chain.header(hash);
    if (!header) throw unresolved(toHex(from), `Some(${toHex(last)})`, headerNotFound(hash));
    return header;
  };
  const first = known(from);
  const end = known(last);
  const refuse = (why: string) => {
    const [begin, finish] = [first, end].map(({ number, hash }) => `${number} (${toHex(hash)})`);
    return unresolved(String(begin), String(finish), why);
  };
  if (first.number > end.number) throw refuse('from number > to number');
  if (end.number - first.number >= MOST_BLOCKS) {
    throw invalidParams(`parameters 2 and 3 span more than ${MOST_BLOCKS} blocks: ask in parts`);
  }
  const blocks = [end];
  let oldest = end;
  while (oldest.number > first.number) {
    oldest = known(oldest.parentHash);
    blocks.push(oldest);
  }
  if (!equalBytes(oldest.hash, first.hash)) throw refuse('from and to are on different forks');
  return blocks.reverse();
}

/** One block, where Substrate takes it for a range. Throws `RpcError` when it is not there. */
export function requireBlock(chain: Chain, hash: Uint8Array): Header {
  const header = chain.header(hash);
  if (!header) throw unresolved(toHex(hash), 'None', headerNotFound(hash));
  return header;
}

/** With the quotation marks that Substrate has. */
function unresolved(from: string, to: string, why: string): RpcError {
  return new RpcError(INVALID_BLOCK_RANGE, `Cannot resolve a block range ['"${from}"' ... '"${to}"]. ${why}`);
}
