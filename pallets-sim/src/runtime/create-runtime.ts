import { encodeMetadata } from '@plumbline/runtime-types/metadata/encode';
import type { Codec } from '@plumbline/runtime-types/scale/codec';
import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import { fieldsCodec } from '@plumbline/runtime-types/scale/fields';
import type { Assembly } from '../frame/assembly.ts';
import { type Runtime, RuntimeApiError } from './api.ts';
import type { ApiFunction, RuntimeApi } from './apis/api.ts';
import { authorshipApi } from './apis/authorship.ts';
import { application, blockBuilderApi } from './apis/block-builder.ts';
import { coreApi } from './apis/core.ts';
import { genesisBuilderApi } from './apis/genesis-builder.ts';
import { metadataApi } from './apis/metadata.ts';
import {
  accountNonceApi,
  transactionPaymentApi,
  transactionQueueApi,
  validity,
} from './apis/transactions.ts';
import { tryStateApi } from './apis/try-state.ts';
import { uncheckedExtrinsic } from './apis/types.ts';
import { type Extrinsic, ExtrinsicReader } from './extrinsic.ts';
import { describeRuntime } from './metadata.ts';
import type { ValidityError } from './transaction-validity.ts';
import type { TransactionValidityError } from './validity.ts';
import { VERSION } from './version.ts';

interface Callable {
  readonly inputs: Codec<unknown>;
  readonly output: Codec<unknown>;
  readonly run: ApiFunction['run'];
}

const INCLUDED = { included: true } as const;

/** Puts the runtime APIs around assembled pallets. */
export function createRuntime(assembly: Assembly, crate: string): Runtime {
  const extrinsics = new ExtrinsicReader(assembly.call);
  const extrinsic = uncheckedExtrinsic(assembly.call, extrinsics);
  const apis: RuntimeApi[] = [
    coreApi(assembly, extrinsic),
    metadataApi((version) => encodeMetadata(version, describeRuntime(assembly, apis, extrinsic, crate))),
    blockBuilderApi(assembly, extrinsic),
    transactionQueueApi(assembly, extrinsic),
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
  const readWhole = (method: string, encoded: Uint8Array): Extrinsic => {
    try {
      return extrinsics.whole(encoded);
    } catch (cause) {
      throw badArguments(method, cause);
    }
  };
  return {
    version: VERSION,
    call(method, args, externalities) {
      const definition = functions.get(method);
      if (definition === undefined) {
        throw new RuntimeApiError('UnknownMethod', method, 'the runtime has no such function');
      }
      let inputs: unknown;
      try {
        inputs = definition.inputs.dec(args);
      } catch (cause) {
        throw badArguments(method, cause);
      }
      try {
        return definition.output.enc(definition.run(assembly.context(externalities), inputs));
      } catch (cause) {
        throw trap(method, cause);
      }
    },
    validateTransaction(encoded, blockHash, externalities) {
      const method = 'TaggedTransactionQueue_validate_transaction';
      const tx = readWhole(method, encoded);
      try {
        const answer = validity(assembly, assembly.context(externalities), tx, blockHash);
        return answer.ok
          ? { valid: true, transaction: answer.value }
          : { valid: false, error: errorOf(answer.error) };
      } catch (cause) {
        throw trap(method, cause);
      }
    },
    applyExtrinsic(encoded, externalities) {
      const method = 'BlockBuilder_apply_extrinsic';
      const tx = readWhole(method, encoded);
      try {
        const answer = application(assembly, assembly.context(externalities), tx);
        return answer.ok ? INCLUDED : { included: false, error: errorOf(answer.error) };
      } catch (cause) {
        throw trap(method, cause);
      }
    },
  };
}

function badArguments(method: string, cause: unknown): unknown {
  if (!(cause instanceof ScaleError)) return cause;
  return new RuntimeApiError('BadArguments', method, `the arguments cannot be decoded: ${cause.message}`, {
    cause,
  });
}

function trap(method: string, cause: unknown): RuntimeApiError {
  return new RuntimeApiError('Trap', method, cause instanceof Error ? cause.message : String(cause), {
    cause,
  });
}

function errorOf({ type: kind, value }: TransactionValidityError): ValidityError {
  return value.type === 'Custom'
    ? { kind, reason: value.type, number: value.value }
    : { kind, reason: value.type };
}
