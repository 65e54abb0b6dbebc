import { toHex } from '@plumbline/runtime-types/scale/hex';
import { headerToJson } from '../../block/header.ts';
import type { Chain } from '../../chain/chain.ts';
import { RpcError } from '../errors.ts';
import { call, type Methods, subscribe, unsubscribe } from '../method.ts';
import { type Params, wholeNumber } from '../params.ts';

/** Substrate's code for block numbers that no block can have. */
const NO_BLOCK_NUMBER = 3001;

/** `chain_*`: blocks and headers. Every block is final, so the best and the finalised chain are one. */
export function chainMethods(chain: Chain): Methods {
  const hashOf = (number: number) => {
    const hash = chain.blockHash(number);
    return hash ? toHex(hash) : null;
  };
  const headHash = call(() => toHex(chain.head.hash));
  const blockHash = call((params: Params) => {
    const wanted = params.optional(0, 'hash');
    if (wanted === undefined) return toHex(chain.head.hash);
    if (!Array.isArray(wanted)) return hashOf(blockNumber(wanted));
    return wanted.map((number) => hashOf(blockNumber(number)));
  });
  const heads = (notification: string) =>
    subscribe(notification, () => (notify) => {
      const tell = (): void => notify(headerToJson(chain.head));
      tell();
      const stops = [chain.onBlock(tell), chain.onMove(tell)];
      return () => {
        for (const stop of stops) stop();
      };
    });
  const newHeads = heads('chain_newHead');
  const noNewHeads = unsubscribe('chain_newHead');
  const finalizedHeads = heads('chain_finalizedHead');
  const noFinalizedHeads = unsubscribe('chain_finalizedHead');
  return {
    chain_getHeader: call((params) => {
      const header = chain.header(params.hashOr(0, 'hash', chain.head.hash));
      return header ? headerToJson(header) : null;
    }),
    chain_getBlock: call((params) => {
      const header = chain.header(params.hashOr(0, 'hash', chain.head.hash));
      const body = header && chain.body(header.hash);
      if (!header || !body) return null;
      return {
        block: { header: headerToJson(header), extrinsics: body.map(toHex) },
        justifications: null,
      };
    }),
    chain_getBlockHash: blockHash,
    chain_getHead: blockHash,
    chain_getFinalizedHead: headHash,
    chain_getFinalisedHead: headHash,
    chain_subscribeNewHeads: newHeads,
    chain_subscribeNewHead: newHeads,
    subscribe_newHead: newHeads,
    chain_subscribeAllHeads: heads('chain_allHead'),
    chain_subscribeFinalizedHeads: finalizedHeads,
    chain_subscribeFinalisedHeads: finalizedHeads,
    chain_unsubscribeNewHeads: noNewHeads,
    chain_unsubscribeNewHead: noNewHeads,
    unsubscribe_newHead: noNewHeads,
    chain_unsubscribeAllHeads: unsubscribe('chain_allHead'),
    chain_unsubscribeFinalizedHeads: noFinalizedHeads,
    chain_unsubscribeFinalisedHeads: noFinalizedHeads,
  };
}

/** The number of a block; one that is too large for any has a code of its own, as in Substrate. */
function blockNumber(value: unknown): number {
  const isLong = typeof value === 'string' && /^0x[0-9a-fA-F]{9,64}$/.test(value);
  if (isLong ? BigInt(value) > 0xffffffffn : Number.isInteger(value) && Number(value) > 0xffffffff) {
    const shown = isLong ? `Hex(${BigInt(value)})` : `Number(${value})`;
    throw new RpcError(NO_BLOCK_NUMBER, `\`${shown}\` > u32::MAX, the max block number is u32.`);
  }
  return wholeNumber(isLong ? Number(value) : value, 0, 'number');
}
