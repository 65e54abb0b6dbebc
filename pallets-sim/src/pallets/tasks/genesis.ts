import type { TasksParams } from '@plumbline/runtime-types/domain/params';
import type { Context } from '../../frame/context.ts';
import { GenesisError, type Json, readBalance, readRecord, readU32 } from '../../frame/genesis.ts';
import type { Genesis } from '../../frame/pallet.ts';
import { tasks } from './declaration.ts';
import { DEFAULT_PARAMS } from './params.ts';

const WINDOWS = ['profilingBlocks', 'openBlocks', 'commitBlocks', 'revealBlocks', 'challengePeriod'] as const;

/** `{ params: { taxRate, profileFee, verifierFee, profilingBlocks, … } }`. */
export const genesis: Genesis = {
  preset: { params: { ...DEFAULT_PARAMS } },
  build(context: Context, config: Json) {
    const given = readRecord(readRecord(config, 'tasks').params, 'tasks.params');
    const u32 = (name: keyof TasksParams): number => readU32(given[name], `tasks.params.${name}`);
    const balance = (name: keyof TasksParams): bigint => readBalance(given[name], `tasks.params.${name}`);
    const params: TasksParams = {
      taxRate: u32('taxRate'),
      forcedErrorRate: u32('forcedErrorRate'),
      profileFee: balance('profileFee'),
      declineFee: balance('declineFee'),
      verifierFee: balance('verifierFee'),
      profilingBlocks: u32('profilingBlocks'),
      openBlocks: u32('openBlocks'),
      commitBlocks: u32('commitBlocks'),
      reportBlocks: u32('reportBlocks'),
      revealBlocks: u32('revealBlocks'),
      challengePeriod: u32('challengePeriod'),
      maxAttempts: u32('maxAttempts'),
      maxDepth: u32('maxDepth'),
      depositSafety: u32('depositSafety'),
    };
    for (const window of WINDOWS) {
      if (params[window] === 0)
        throw new GenesisError(`tasks.params.${window}`, 'a window has at least one block');
    }
    if (params.forcedErrorRate > 1_000_000) {
      throw new GenesisError('tasks.params.forcedErrorRate', 'at most a million millionths is wanted');
    }
    if (params.maxAttempts < 1 || params.maxAttempts > 255) {
      throw new GenesisError('tasks.params.maxAttempts', 'a number from 1 to 255 is wanted');
    }
    if (params.maxDepth > 255)
      throw new GenesisError('tasks.params.maxDepth', 'a number up to 255 is wanted');
    tasks.storage.Params.put(context, params);
  },
};
