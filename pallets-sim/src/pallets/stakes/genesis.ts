import type { StakesParams } from '@plumbline/runtime-types/domain/params';
import type { Context } from '../../frame/context.ts';
import { type Json, readBalance, readRecord, readU32 } from '../../frame/genesis.ts';
import type { Genesis } from '../../frame/pallet.ts';
import { stakes } from './declaration.ts';
import { DEFAULT_PARAMS } from './params.ts';

/** `{ params: { minSolverStake, minVerifierStake, minWhistleblowerStake, fraudSlash, silenceSlash, … } }`. */
export const genesis: Genesis = {
  preset: {
    params: Object.fromEntries(Object.entries(DEFAULT_PARAMS).map(([name, value]) => [name, value])),
  },
  build(context: Context, config: Json) {
    const params = readRecord(readRecord(config, 'stakes').params, 'stakes.params');
    const read: StakesParams = {
      minSolverStake: readBalance(params.minSolverStake, 'stakes.params.minSolverStake'),
      minVerifierStake: readBalance(params.minVerifierStake, 'stakes.params.minVerifierStake'),
      minWhistleblowerStake: readBalance(params.minWhistleblowerStake, 'stakes.params.minWhistleblowerStake'),
      fraudSlash: readU32(params.fraudSlash, 'stakes.params.fraudSlash'),
      silenceSlash: readBalance(params.silenceSlash, 'stakes.params.silenceSlash'),
      unbondingBlocks: readU32(params.unbondingBlocks, 'stakes.params.unbondingBlocks'),
      heartbeatBlocks: readU32(params.heartbeatBlocks, 'stakes.params.heartbeatBlocks'),
    };
    stakes.storage.Params.put(context, read);
  },
};
