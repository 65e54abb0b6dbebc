import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { unit } from '@plumbline/runtime-types/scale/primitives';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { Assembly } from '../../frame/assembly.ts';
import { equalBytes } from '../../frame/bytes.ts';
import { takeSeal } from '../../pallets/randomness/seal.ts';
import { header, runtimeVersion } from '../../pallets/system/types.ts';
import { applyExtrinsic, ensureInherentsFirst, finalizeBlock, initializeBlock } from '../executive.ts';
import type { Extrinsic } from '../extrinsic.ts';
import { VERSION } from '../version.ts';
import { apiFunction, type RuntimeApi } from './api.ts';
import { blockOf, extrinsicInclusionMode } from './types.ts';

export function coreApi(assembly: Assembly, extrinsic: Shape<Extrinsic>): RuntimeApi {
  return {
    name: 'Core',
    docs: 'What every runtime has: its version, and blocks.',
    functions: {
      version: apiFunction('The version of the runtime.', {}, runtimeVersion, () => ({
        ...VERSION,
        apis: VERSION.apis.map(([id, version]): [Uint8Array, number] => [fromHex(id), version]),
        systemVersion: VERSION.stateVersion,
      })),
      execute_block: apiFunction(
        'Executes a block that somebody made and sealed; traps when it is not valid.',
        { block: blockOf(extrinsic) },
        unit,
        (context, { block }) => {
          const opened = takeSeal(context, block.header);
          initializeBlock(assembly, context, opened);
          ensureInherentsFirst(assembly, block.extrinsics);
          for (const item of block.extrinsics) applyExtrinsic(assembly, context, item);
          const made = finalizeBlock(assembly, context);
          ensureRoot('extrinsics root', opened.extrinsicsRoot, made.extrinsicsRoot);
          ensureRoot('state root', opened.stateRoot, made.stateRoot);
          if (!equalBytes(header.codec.enc(made), header.codec.enc(opened)))
            throw new TypeError('the header of the block is not that of its execution');
          return undefined;
        },
      ),
      initialize_block: apiFunction(
        'Begins a block with this header.',
        { header },
        extrinsicInclusionMode,
        (context, inputs) => {
          initializeBlock(assembly, context, inputs.header);
          return { type: 'AllExtrinsics' as const };
        },
      ),
    },
  };
}

function ensureRoot(name: string, claimed: Uint8Array, made: Uint8Array): void {
  if (equalBytes(claimed, made)) return;
  throw new TypeError(`the ${name} is ${toHex(made)}; the header says ${toHex(claimed)}`);
}
