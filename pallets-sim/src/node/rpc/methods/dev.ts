import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Keystore } from '../../authorship/keystore.ts';
import type { Chain } from '../../chain/chain.ts';
import { isObject } from '../../chain-spec/lossless-json.ts';
import { NodeError } from '../../errors.ts';
import type { Clock } from '../../sealing/clock.ts';
import type { Sealer, SealRequest } from '../../sealing/sealer.ts';
import { blockWith } from '../blocks.ts';
import { invalidParams, RpcError, unknownBlock } from '../errors.ts';
import { call, type Methods } from '../method.ts';
import { type Params, wholeNumber } from '../params.ts';
import { blockRequest, sealingMode, storageChanges, travelTime } from './dev-params.ts';
import { dryRun } from './dry-run.ts';

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
    dev_setStorage: call((params) => seal({ extrinsics: [], changes: storageChanges(params) })),
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
    dev_dryRun: call((params) => {
      const wanted = params.optional(0, 'extrinsic');
      const { extrinsic, at } = isObject(wanted)
        ? wanted
        : { extrinsic: wanted, at: params.optional(1, 'at') };
      return dryRun(chain, keystore, clock.now(), extrinsic, at);
    }),
  };
}

function targetOf(chain: Chain, params: Params) {
  const wanted = params.optional(0, 'hashOrNumber');
  if (typeof wanted === 'string' && wanted.length > 10)
    return blockWith(chain, params.hash(0, 'hashOrNumber'));
  const number = wholeNumber(wanted, 0, 'hashOrNumber');
  const hash = chain.blockHash(number);
  if (!hash) throw unknownBlock(`block ${number}`);
  return blockWith(chain, hash);
}
