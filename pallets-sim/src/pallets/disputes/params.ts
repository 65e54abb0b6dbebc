import type { DisputesParams } from '@plumbline/runtime-types/domain/params';

/** What stands where genesis says nothing else. */
export const DEFAULT_PARAMS: Readonly<DisputesParams> = { bond: 20_000_000_000_000n, moveBlocks: 60 };
