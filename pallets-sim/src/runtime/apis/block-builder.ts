import { vec } from '@plumbline/runtime-types/scale/composites';
import type { Of, Shape } from '@plumbline/runtime-types/scale/shape';
import type { Assembly } from '../../frame/assembly.ts';
import type { Context } from '../../frame/context.ts';
import type { Inherent } from '../../frame/pallet.ts';
import { header } from '../../pallets/system/types.ts';
import { applyExtrinsic, finalizeBlock } from '../executive.ts';
import { type Extrinsic, encodeInherent } from '../extrinsic.ts';
import { applyExtrinsicResult, ValidityFailure } from '../validity.ts';
import { apiFunction, type RuntimeApi } from './api.ts';
import { blockOf, checkInherentsResult, inherentData } from './types.ts';

const SUCCESS = { ok: true, value: { ok: true, value: undefined } } as const;

/** Applies an extrinsic to the block under construction. */
export function application(
  assembly: Assembly,
  context: Context,
  extrinsic: Extrinsic,
): Of<typeof applyExtrinsicResult> {
  try {
    const outcome = applyExtrinsic(assembly, context, extrinsic);
    return outcome.ok ? SUCCESS : { ok: true, value: outcome };
  } catch (failure) {
    if (failure instanceof ValidityFailure) return { ok: false, error: failure.error };
    throw failure;
  }
}

export function blockBuilderApi(assembly: Assembly, extrinsic: Shape<Extrinsic>): RuntimeApi {
  const inherents = assembly.pallets.flatMap(({ pallet }) =>
    pallet.inherent === undefined ? [] : [{ name: pallet.name, inherent: pallet.inherent }],
  );
  return {
    name: 'BlockBuilder',
    docs: 'Making a block, extrinsic by extrinsic.',
    functions: {
      apply_extrinsic: apiFunction(
        'Applies an extrinsic to the block under construction.',
        { extrinsic },
        applyExtrinsicResult,
        (context, inputs) => application(assembly, context, inputs.extrinsic),
      ),
      finalize_block: apiFunction('Ends the block.', {}, header, (context) =>
        finalizeBlock(assembly, context),
      ),
      inherent_extrinsics: apiFunction(
        "The extrinsics that the block's author has to put in.",
        { inherent: inherentData },
        vec(extrinsic),
        (context, { inherent: { data } }) =>
          inherents.flatMap(({ inherent }) => {
            const given = dataOf(inherent, data);
            const call = given === undefined ? undefined : inherent.create(context, given);
            return call === undefined ? [] : [extrinsic.codec.dec(encodeInherent(call, assembly.call))];
          }),
      ),
      check_inherents: apiFunction(
        "Whether a block's inherents agree with this node's data.",
        { block: blockOf(extrinsic), data: inherentData },
        checkInherentsResult,
        (context, { block, data: { data } }) => {
          const errors: [Uint8Array, Uint8Array][] = [];
          let fatalError = false;
          for (const { signed, call } of block.extrinsics) {
            const inherent = inherents.find(({ name }) => name === call.type)?.inherent;
            const given = inherent === undefined ? undefined : dataOf(inherent, data);
            if (signed !== undefined || inherent === undefined || given === undefined) continue;
            const problem = inherent.isInherent(call) ? inherent.check(context, call, given) : undefined;
            if (problem === undefined) continue;
            errors.push([identifierOf(inherent), problem.error]);
            fatalError ||= problem.fatal;
          }
          return { okay: errors.length === 0, fatalError, errors: { data: errors } };
        },
      ),
    },
  };
}

const identifierOf = ({ identifier }: Inherent): Uint8Array => new TextEncoder().encode(identifier);

function dataOf(inherent: Inherent, data: readonly [Uint8Array, Uint8Array][]): Uint8Array | undefined {
  return data.find(([identifier]) => new TextDecoder().decode(identifier) === inherent.identifier)?.[1];
}
