import { option, vec } from '@plumbline/runtime-types/scale/composites';
import { bytes, str, unit } from '@plumbline/runtime-types/scale/primitives';
import { result } from '@plumbline/runtime-types/scale/result';
import type { Assembly } from '../../frame/assembly.ts';
import { GenesisError, type Json, parseJson } from '../../frame/genesis.ts';
import { buildGenesis, genesisPreset } from '../../frame/lifecycle.ts';
import { apiFunction, type RuntimeApi } from './api.ts';

export function genesisBuilderApi(assembly: Assembly): RuntimeApi {
  return {
    name: 'GenesisBuilder',
    docs: 'The first state, from a JSON config.',
    functions: {
      build_state: apiFunction(
        'Writes the first state; says what is wrong with the config when it cannot.',
        { json: bytes },
        result(unit, str),
        (context, { json }) => {
          if (context.state.nextKey(new Uint8Array()) !== undefined) {
            return {
              ok: false as const,
              error: 'there is a state already: the first is written where there is none',
            };
          }
          try {
            buildGenesis(assembly, context, parseJson(new TextDecoder().decode(json)));
            return { ok: true as const, value: undefined };
          } catch (failure) {
            if (failure instanceof GenesisError) return { ok: false as const, error: failure.message };
            throw failure;
          }
        },
      ),
      get_preset: apiFunction(
        'A named config, or the default one.',
        { id: option(str) },
        option(bytes),
        (_context, { id }) =>
          id === undefined ? new TextEncoder().encode(stringify(genesisPreset(assembly))) : undefined,
      ),
      preset_names: apiFunction('Names of configs; there is only the default one.', {}, vec(str), () => []),
    },
  };
}

/** JSON text; large integers become decimal strings, which configs may have in their place. */
function stringify(json: Json): string {
  return JSON.stringify(json, (_key, value: unknown) =>
    typeof value === 'bigint' ? value.toString() : value,
  );
}
