import { encodeMetadata } from '@plumbline/runtime-types/metadata/encode';
import type { Codec } from '@plumbline/runtime-types/scale/codec';
import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { fieldsCodec } from '@plumbline/runtime-types/scale/fields';
import type { Assembly } from '../frame/assembly.ts';
import { type Runtime, RuntimeApiError } from './api.ts';
import type { ApiFunction, RuntimeApi } from './apis/api.ts';
import { authorshipApi } from './apis/authorship.ts';
import { blockBuilderApi } from './apis/block-builder.ts';
import { coreApi } from './apis/core.ts';
import { genesisBuilderApi } from './apis/genesis-builder.ts';
import { metadataApi } from './apis/metadata.ts';
import { accountNonceApi, transactionPaymentApi, transactionQueueApi } from './apis/transactions.ts';
import { tryStateApi } from './apis/try-state.ts';
import { uncheckedExtrinsic } from './apis/types.ts';
import { describeRuntime } from './metadata.ts';
import { VERSION } from './version.ts';

interface Callable {
  readonly inputs: Codec<unknown>;
  readonly output: Codec<unknown>;
  readonly run: ApiFunction['run'];
}

/** Puts the runtime APIs around assembled pallets. */
export function createRuntime(assembly: Assembly, crate: string): Runtime {
  const extrinsic = uncheckedExtrinsic(assembly.call);
  const apis: RuntimeApi[] = [
    coreApi(assembly, extrinsic),
    metadataApi((version) => encodeMetadata(version, describeRuntime(assembly, apis, extrinsic, crate))),
    blockBuilderApi(assembly, extrinsic),
    transactionQueueApi(extrinsic),
    accountNonceApi(),
    transactionPaymentApi(extrinsic),
    genesisBuilderApi(assembly),
    authorshipApi(),
    tryStateApi(assembly),
  ];
  const functions = new Map<string, Callable>(
    apis.flatMap((api) =>
      Object.entries(api.functions).map(([name, { inputs, output, run }]): [string, Callable] => [
        `${api.name}_${name}`,
        { inputs: fieldsCodec(inputs), output: output.codec, run },
      ]),
    ),
  );
  return {
    version: VERSION,
    call(method, args, externalities) {
      const definition = functions.get(method);
      if (definition === undefined) {
        throw new RuntimeApiError('UnknownMethod', method, 'the runtime has no such function');
      }
      const inputs = decodeInputs(method, definition.inputs, args);
      try {
        return definition.output.enc(definition.run(assembly.context(externalities), inputs));
      } catch (cause) {
        throw new RuntimeApiError('Trap', method, cause instanceof Error ? cause.message : String(cause), {
          cause,
        });
      }
    },
  };
}

function decodeInputs(method: string, inputs: Codec<unknown>, args: Uint8Array): unknown {
  try {
    return inputs.dec(args);
  } catch (cause) {
    if (!(cause instanceof ScaleError)) throw cause;
    throw new RuntimeApiError('BadArguments', method, `the arguments cannot be decoded: ${cause.message}`, {
      cause,
    });
  }
}
