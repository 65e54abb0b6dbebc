import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Keystore } from '../../authorship/keystore.ts';
import { equalBytes } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { NodeError } from '../../errors.ts';
import type { Clock } from '../../sealing/clock.ts';
import type { Sealer, SealRequest } from '../../sealing/sealer.ts';
import { blockWith } from '../blocks.ts';
import { CLIENT_ERROR, invalidParams, RpcError } from '../errors.ts';
import { call, type Methods } from '../method.ts';
import { type Params, wholeNumber, wrong } from '../params.ts';
import { blockRequest, sealingMode, travelTime } from './dev-params.ts';
import { dryRun } from './dry-run.ts';
import { storageChanges } from './set-storage.ts';

/** Substrate's code of a transaction that is not valid. */
const INVALID_TRANSACTION = 1010;

/** `dev_*`: what a chain for development can do and no other, as Chopsticks names it. */
export function devMethods(chain: Chain, sealer: Sealer, clock: Clock, keystore: Keystore): Methods {
  const seal = async (request?: SealRequest): Promise<string> => {
    try {
      return toHex((await sealer.seal(request)).header.hash);
    } catch (error) {
      if (!(error instanceof NodeError) || error.code !== 'ExtrinsicRefused') throw error;
      throw new RpcError(INVALID_TRANSACTION, 'Invalid Transaction', error.message);
    }
  };
  const moveHead = async (params: Params): Promise<string> =>
    sealer.exclusively(async () => {
      const target = targetOf(chain, params);
      await chain.moveHead(target);
      return toHex(target.hash);
    });
  return {
    dev_newBlock: call(async (params) => {
      const { count, extrinsics } = blockRequest(params, chain.head.number);
      let hash = await seal(extrinsics && { extrinsics });
      for (let made = 1; made < count; made++) hash = await seal();
      return hash;
    }),
    dev_setStorage: call((params) => {
      const at = params.hashOr(1, 'blockHash', chain.head.hash);
      if (!equalBytes(at, chain.head.hash)) {
        throw invalidParams('parameter 2 (blockHash) must be the head: go there first with dev_setHead');
      }
      return seal({ extrinsics: [], changes: storageChanges(chain, params) });
    }),
    dev_snapshot: call(() => chain.snapshot()),
    dev_revert: call((params) =>
      sealer.exclusively(async () => {
        try {
          await chain.revert(params.text(0, 'id'));
        } catch (error) {
          throw error instanceof NodeError ? invalidParams(error.message) : error;
        }
        return toHex(chain.head.hash);
      }),
    ),
    dev_setHead: call(moveHead),
    dev_timeTravel: call((params) => {
      const ms = travelTime(params);
      try {
        clock.travelTo(ms);
      } catch (error) {
        throw error instanceof NodeError ? invalidParams(error.message) : error;
      }
      return ms;
    }),
    dev_setBlockBuildMode: call((params) => {
      sealer.change(sealingMode(params));
      return null;
    }),
    dev_dryRun: call((params) => dryRun(chain, keystore, clock.now(), params)),
  };
}

function targetOf(chain: Chain, params: Params) {
  const wanted = params.optional(0, 'hashOrNumber');
  if (typeof wanted === 'string' && wanted.length > 10)
    return blockWith(chain, params.hash(0, 'hashOrNumber'));
  const { number: head } = chain.head;
  const isBack = Number.isInteger(wanted) && Number(wanted) < 0;
  if (isBack && head + Number(wanted) < 0) {
    throw wrong(0, 'hashOrNumber', `goes back by ${-Number(wanted)} blocks, and the head is block ${head}`);
  }
  const number = wholeNumber(isBack ? head + Number(wanted) : wanted, 0, 'hashOrNumber');
  const hash = chain.blockHash(number);
  if (hash) return blockWith(chain, hash);
  throw new RpcError(
    CLIENT_ERROR,
    `Client error: UnknownBlock: there is no block ${number}, the head is block ${head}`,
  );
}
