import type { DispatchClassName, Weight } from '../../frame/weight.ts';
import { OVERHEAD } from './overhead.generated.ts';

/** Two seconds of a reference machine, in picoseconds, and as much proof as a relay chain takes of a parachain. */
const MAX_BLOCK: Weight = { refTime: 2_000_000_000_000n, proofSize: 10n * 1024n * 1024n };
const BASE_BLOCK: Weight = { refTime: OVERHEAD.block, proofSize: 0n };
const BASE_EXTRINSIC: Weight = { refTime: OVERHEAD.extrinsic, proofSize: 0n };

/** Normal calls fill at most three quarters of a block; the rest is kept for operational ones. */
const NORMAL_TOTAL: Weight = {
  refTime: (MAX_BLOCK.refTime * 3n) / 4n,
  proofSize: (MAX_BLOCK.proofSize * 3n) / 4n,
};

const less = (left: Weight, ...right: Weight[]): Weight => ({
  refTime: right.reduce((rest, { refTime }) => rest - refTime, left.refTime),
  proofSize: right.reduce((rest, { proofSize }) => rest - proofSize, left.proofSize),
});

/** How heavy a block, the calls of a class together, and a single call may be. */
export const BLOCK_WEIGHTS = {
  baseBlock: BASE_BLOCK,
  maxBlock: MAX_BLOCK,
  perClass: {
    normal: {
      baseExtrinsic: BASE_EXTRINSIC,
      maxExtrinsic: less(NORMAL_TOTAL, BASE_BLOCK, BASE_EXTRINSIC),
      maxTotal: NORMAL_TOTAL,
      reserved: { refTime: 0n, proofSize: 0n },
    },
    operational: {
      baseExtrinsic: BASE_EXTRINSIC,
      maxExtrinsic: less(MAX_BLOCK, BASE_BLOCK, BASE_EXTRINSIC),
      maxTotal: MAX_BLOCK,
      reserved: less(MAX_BLOCK, NORMAL_TOTAL),
    },
    mandatory: {
      baseExtrinsic: BASE_EXTRINSIC,
      maxExtrinsic: undefined,
      maxTotal: undefined,
      reserved: undefined,
    },
  },
};

const MAX_BYTES = 5 * 1024 * 1024;

/** How long the extrinsics of a block may be together, in bytes. */
export const BLOCK_LENGTH = {
  max: { normal: (MAX_BYTES / 4) * 3, operational: MAX_BYTES, mandatory: MAX_BYTES },
};

export const CLASS_KEY = {
  Normal: 'normal',
  Operational: 'operational',
  Mandatory: 'mandatory',
} as const satisfies Record<DispatchClassName, string>;
