import { toHex } from '@plumbline/runtime-types/scale/hex';
import { equalBytes } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { messageOf } from '../../errors.ts';
import type { TransactionPool } from '../../pool/pool.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { RpcError } from '../errors.ts';
import { call, type Methods } from '../method.ts';

/** Substrate's codes of manual sealing. */
const EMPTY_POOL = 12_000;
const NO_SUCH_BLOCK = 13_000;
const SEALING_FAILED = 20_000;

/** `engine_*`: making a block by hand, under any sealing. */
export function engineMethods(chain: Chain, pool: TransactionPool, sealer: Sealer): Methods {
  return {
    engine_createBlock: call(async (params) => {
      const createEmpty = params.flag(0, 'createEmpty');
      params.flag(1, 'finalize'); // every block is final at once
      const parent = params.hashOr(2, 'parentHash', undefined);
      if (parent && !equalBytes(parent, chain.head.hash)) {
        throw new RpcError(
          NO_SUCH_BLOCK,
          `parentHash ${toHex(parent)} is not the head: every block is final, so only the head takes a block`,
        );
      }
      if (!createEmpty && pool.readyCount === 0) {
        throw new RpcError(
          EMPTY_POOL,
          'transaction pool is empty: send an extrinsic first, or pass createEmpty = true',
        );
      }
      const { header } = await sealer.seal().catch((error: unknown) => {
        throw new RpcError(SEALING_FAILED, messageOf(error));
      });
      const aux = {
        header_only: false,
        clear_justification_requests: false,
        needs_justification: false,
        bad_justification: false,
        is_new_best: true,
      };
      return { hash: toHex(header.hash), aux, proof_size: 0 };
    }),
    engine_finalizeBlock: call((params) => {
      const hash = params.hash(0, 'hash');
      if (!chain.header(hash)) throw new RpcError(NO_SUCH_BLOCK, `there is no block ${toHex(hash)}`);
      return true; // it is final since it was made
    }),
  };
}
