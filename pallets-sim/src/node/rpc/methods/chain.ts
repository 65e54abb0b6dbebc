import { toHex } from '@plumbline/runtime-types/scale/hex';
import { headerToJson } from '../../block/header.ts';
import type { Chain } from '../../chain/chain.ts';
import { call, type Methods, subscribe, unsubscribe } from '../method.ts';
import { type Params, wholeNumber } from '../params.ts';

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
    if (!Array.isArray(wanted)) return hashOf(wholeNumber(wanted, 0, 'number'));
    return wanted.map((number) => hashOf(wholeNumber(number, 0, 'number')));
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
  const allHeads = heads('chain_allHead');
  const finalizedHeads = heads('chain_finalizedHead');
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
    chain_subscribeAllHeads: allHeads,
    chain_subscribeFinalizedHeads: finalizedHeads,
    chain_subscribeFinalisedHeads: finalizedHeads,
    chain_unsubscribeNewHeads: unsubscribe,
    chain_unsubscribeNewHead: unsubscribe,
    unsubscribe_newHead: unsubscribe,
    chain_unsubscribeAllHeads: unsubscribe,
    chain_unsubscribeFinalizedHeads: unsubscribe,
    chain_unsubscribeFinalisedHeads: unsubscribe,
  };
}
