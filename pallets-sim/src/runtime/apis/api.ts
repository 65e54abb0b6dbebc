import type { Fields, FieldValues } from '@plumbline/runtime-types/scale/fields';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import type { Context } from '../../frame/context.ts';

/** One function of a runtime API: its types, for metadata and for the border, and what it does. */
export interface ApiFunction {
  readonly docs: string;
  readonly inputs: Fields;
  readonly output: Shape<unknown>;
  run(context: Context, inputs: unknown): unknown;
}

/** A Rust trait of runtime functions. */
export interface RuntimeApi {
  readonly name: string;
  readonly docs: string;
  /** By their `snake_case` names; the node calls `<name>_<function>`. */
  readonly functions: Readonly<Record<string, ApiFunction>>;
}

export function apiFunction<const F extends Fields, O>(
  docs: string,
  inputs: F,
  output: Shape<O>,
  run: (context: Context, inputs: FieldValues<F>) => O,
): ApiFunction {
  // The inputs were decoded by the very shapes that give `run` its types.
  return { docs, inputs, output, run: (context, values) => run(context, values as FieldValues<F>) };
}
