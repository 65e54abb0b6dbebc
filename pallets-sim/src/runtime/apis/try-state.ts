import { str, unit } from '@plumbline/runtime-types/scale/primitives';
import { result } from '@plumbline/runtime-types/scale/result';
import type { Assembly } from '../../frame/assembly.ts';
import { BrokenInvariant, tryState } from '../../frame/try-state.ts';
import { apiFunction, type RuntimeApi } from './api.ts';

export function tryStateApi(assembly: Assembly): RuntimeApi {
  return {
    name: 'TryStateApi',
    docs: 'Whether the state is in order.',
    functions: {
      try_state: apiFunction(
        'Asks every pallet whether what must hold of its state does; says what does not. Reads the whole state.',
        {},
        result(unit, str),
        (context) => {
          try {
            tryState(assembly, context);
            return { ok: true as const, value: undefined };
          } catch (problem) {
            if (problem instanceof BrokenInvariant) return { ok: false as const, error: problem.message };
            throw problem;
          }
        },
      ),
    },
  };
}
