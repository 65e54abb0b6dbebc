import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { equalBytes } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { isObject } from '../../chain-spec/lossless-json.ts';
import { blake2b256 } from '../../hash.ts';
import { requireWholeExtrinsic } from '../../pool/format.ts';
import type { TransactionPool } from '../../pool/pool.ts';
import { isFinal, type TransactionStatus } from '../../pool/transaction.ts';
import { invalidParams } from '../errors.ts';
import { call, type Methods, subscribe, unsubscribe } from '../method.ts';
import type { Params } from '../params.ts';

/**
 * A block is final as soon as it is made, but polkadot.js drops its report of `inBlock` when `finalized` comes while it
 * is still fetching the block, and a client that waits for `inBlock` would wait for ever.
 */
const FINALIZED_DELAY_MS = 200;

const UPDATE = 'author_extrinsicUpdate';

/** `author_*`: sending extrinsics and following them. */
export function authorMethods(chain: Chain, pool: TransactionPool): Methods {
  const watch = subscribe(UPDATE, async (params) => {
    const bytes = extrinsic(params, 0);
    const early: TransactionStatus[] = [];
    let listener = (status: TransactionStatus): void => void early.push(status);
    const { unwatch } = await pool.submit(bytes, (status) => listener(status));
    return (notify, end) => {
      let later: NodeJS.Timeout | undefined;
      let ignoreMoves = (): void => {};
      const tell = (status: TransactionStatus): void => {
        notify(statusToJson(status));
        if (isFinal(status)) end();
      };
      listener = (status) => {
        if (status.type !== 'finalized') {
          tell(status);
          return;
        }
        later = setTimeout(tell, FINALIZED_DELAY_MS, status);
        ignoreMoves = chain.onMove(() => {
          if (isOnChain(chain, status.block)) return;
          notify({ retracted: toHex(status.block) });
          tell({ type: 'dropped' }); // what was included in blocks that are left does not come back into the pool
        });
      };
      for (const status of early) listener(status);
      return () => {
        clearTimeout(later);
        ignoreMoves();
        unwatch();
      };
    };
  });
  return {
    author_submitExtrinsic: call((params) => pool.submit(extrinsic(params, 0)).then(hashOf)),
    author_submitAndWatchExtrinsic: watch,
    author_unwatchExtrinsic: unsubscribe(UPDATE),
    author_pendingExtrinsics: call(() => pool.ready().map((transaction) => toHex(transaction.bytes))),
    author_removeExtrinsic: call((params) => pool.remove(hashesToRemove(params))),
  };
}

function hashOf({ hash }: { readonly hash: string }): string {
  return hash;
}

function isOnChain(chain: Chain, block: Uint8Array): boolean {
  const header = chain.header(block);
  const there = header && chain.blockHash(header.number);
  return there !== undefined && equalBytes(there, block);
}

/** An extrinsic in a parameter. Its length must stand in front of it, and be right. */
export function extrinsic(params: Params, index: number, name = 'extrinsic'): Uint8Array {
  const bytes = params.bytes(index, name);
  requireWholeExtrinsic(bytes);
  return bytes;
}

function hashesToRemove(params: Params): string[] {
  const list = params.optional(0, 'bytesOrHash');
  const problem = 'parameter 1 (bytesOrHash) must be a list of {"hash": "0x…"} or {"extrinsic": "0x…"}';
  if (!Array.isArray(list)) throw invalidParams(problem);
  return list.map((item) => {
    const [kind, hex] = isObject(item) ? (Object.entries(item)[0] ?? []) : [];
    const name = kind?.toLowerCase();
    if (typeof hex !== 'string' || (name !== 'hash' && name !== 'extrinsic')) throw invalidParams(problem);
    try {
      const bytes = fromHex(hex);
      return toHex(name === 'hash' ? bytes : blake2b256(bytes));
    } catch {
      throw invalidParams(problem);
    }
  });
}

function statusToJson(status: TransactionStatus): unknown {
  switch (status.type) {
    case 'inBlock':
    case 'finalized':
      return { [status.type]: toHex(status.block) };
    case 'usurped':
      return { usurped: status.by };
    default:
      return status.type;
  }
}
