import type { Context } from '../../frame/context.ts';
import { GenesisError, type Json, readBalance, readRecord, readU32 } from '../../frame/genesis.ts';
import type { Genesis } from '../../frame/pallet.ts';
import { disputes } from './declaration.ts';
import { DEFAULT_PARAMS } from './params.ts';

/** `{ params: { bond, moveBlocks } }`. */
export const genesis: Genesis = {
  preset: { params: { ...DEFAULT_PARAMS } },
  build(context: Context, config: Json) {
    const given = readRecord(readRecord(config, 'disputes').params, 'disputes.params');
    const bond = readBalance(given.bond, 'disputes.params.bond');
    const moveBlocks = readU32(given.moveBlocks, 'disputes.params.moveBlocks');
    if (moveBlocks === 0)
      throw new GenesisError('disputes.params.moveBlocks', 'a move has at least one block');
    disputes.storage.Params.put(context, { bond, moveBlocks });
  },
};
