import type { Fields, FieldValues } from '@plumbline/runtime-types/scale/fields';
import { snakeCase } from '@plumbline/runtime-types/scale/names';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { checkDeclaration } from './check-pallet.ts';
import type { Context } from './context.ts';
import { ModuleFailure } from './dispatch-error.ts';
import type { AnyStorageItem, StorageEntry } from './storage-item.ts';

export interface EventDeclaration<F extends Fields> {
  readonly docs: string;
  readonly fields: F;
}

/** An event: what happened, and its fields in encoding order. */
export function event<const F extends Fields = Record<never, never>>(
  docs: string,
  fields?: F,
): EventDeclaration<F> {
  return { docs, fields: fields ?? ({} as F) };
}

export interface ConstantDeclaration<T> {
  readonly docs: string;
  readonly shape: Shape<T>;
  readonly value: T;
}

/** A constant that clients can read in metadata. */
export function constant<T>(docs: string, shape: Shape<T>, value: T): ConstantDeclaration<T> {
  return { docs, shape, value };
}

/** What a pallet keeps and says: everything but its behaviour. */
export interface PalletDeclaration {
  /** `PascalCase`; also the storage prefix. */
  readonly name: string;
  readonly docs: string;
  /** The version of what is stored, raised with every migration; 0 unless said otherwise. */
  readonly storageVersion?: number;
  /** The crate that type paths name; `pallet_<name>` unless said otherwise. */
  readonly crate?: string;
  readonly storage?: Readonly<Record<string, { bind(pallet: string, name: string): StorageEntry }>>;
  readonly events?: Readonly<Record<string, EventDeclaration<Fields>>>;
  /** Error name → what it means. */
  readonly errors?: Readonly<Record<string, string>>;
  readonly constants?: Readonly<Record<string, ConstantDeclaration<unknown>>>;
  /** Why this pallet holds balances: reason → what it means. */
  readonly holdReasons?: Readonly<Record<string, string>>;
}

/** A hold reason by name. */
export interface HoldReason {
  readonly pallet: string;
  readonly reason: string;
  readonly index: number;
}

type StorageOf<D extends PalletDeclaration> =
  D['storage'] extends Readonly<Record<string, { bind(pallet: string, name: string): unknown }>>
    ? { readonly [N in keyof D['storage']]: ReturnType<D['storage'][N]['bind']> }
    : Record<never, never>;
type Events<D extends PalletDeclaration> = D['events'] extends object ? D['events'] : Record<never, never>;
export type EventName<D extends PalletDeclaration> = keyof Events<D> & string;
export type EventData<D extends PalletDeclaration, N extends EventName<D>> =
  Events<D>[N] extends EventDeclaration<infer F> ? FieldValues<F> : never;
export type ErrorName<D extends PalletDeclaration> = D['errors'] extends object
  ? keyof D['errors'] & string
  : never;
type ConstantsOf<D extends PalletDeclaration> =
  D['constants'] extends Readonly<Record<string, ConstantDeclaration<unknown>>>
    ? { readonly [N in keyof D['constants']]: D['constants'][N]['value'] }
    : Record<never, never>;
type HoldReasonsOf<D extends PalletDeclaration> = D['holdReasons'] extends object
  ? { readonly [N in keyof D['holdReasons']]: HoldReason }
  : Record<never, never>;

/** A declared pallet, ready to be used by its own calls and by other pallets. */
export interface DeclaredPallet<D extends PalletDeclaration> {
  readonly name: D['name'];
  readonly declaration: D;
  /** Storage items by name. */
  readonly storage: StorageOf<D>;
  readonly constants: ConstantsOf<D>;
  readonly holdReasons: HoldReasonsOf<D>;
  readonly types: PalletTypes;
  /** Records an event in the block. */
  deposit<N extends EventName<D>>(context: Context, name: N, data: EventData<D, N>): void;
  /** One of the pallet's errors, to be thrown. */
  error(name: ErrorName<D>): ModuleFailure;
  /** Throws one of the pallet's errors unless `condition` holds. */
  ensure(condition: boolean, name: ErrorName<D>): void;
}

/** The SCALE types that a pallet contributes to the runtime's outer enums, and its storage for metadata. */
export interface PalletTypes {
  readonly path: readonly string[];
  readonly storage: readonly AnyStorageItem[];
  readonly event: Shape<{ type: string; value?: unknown }> | undefined;
  readonly error: Shape<{ type: string }> | undefined;
  readonly holdReason: Shape<{ type: string }> | undefined;
}

/**
 * Declares what a pallet stores, says and refuses. Names of events, errors and storage, and their payloads, are
 * checked by the compiler wherever the result is used.
 *
 * @example
 * const counter = declarePallet({
 *   name: 'Counter',
 *   docs: 'Counts, for those who pay for it.',
 *   storage: { Counts: map('How far each account has counted.', accountId, u32, { fallback: 0 }) },
 *   events: { Counted: event('An account counted.', { who: accountId, count: u32 }) },
 *   errors: { TooFar: 'Nobody counts beyond a hundred.' },
 * });
 *
 * // Other pallets may call it: plain functions that take the context.
 * export function count(context: Context, who: string, by: number): void {
 *   const count = counter.storage.Counts.get(context, who) + by;
 *   if (count > 100) throw counter.error('TooFar');
 *   counter.storage.Counts.put(context, who, count);
 *   counter.deposit(context, 'Counted', { who, count });
 * }
 *
 * export const counterPallet = definePallet(counter, {
 *   calls: {
 *     countUp: call(
 *       { docs: 'Counts up.', args: { by: u32 }, weight: weightOf({ reads: 1, writes: 1 }) },
 *       (context, origin, { by }) => count(context, ensureSigned(origin), by),
 *     ),
 *   },
 *   hooks: { onInitialize: (context, block) => ZERO_WEIGHT },
 * });
 */
export function declarePallet<const D extends PalletDeclaration>(declaration: D): DeclaredPallet<D> {
  const { name, crate = `pallet_${snakeCase(declaration.name)}` } = declaration;
  const path = [crate, 'pallet'];
  const storage = Object.fromEntries(
    Object.entries(declaration.storage ?? {}).map(([item, declared]) => [item, declared.bind(name, item)]),
  );
  const items = Object.values(storage).flatMap((entry) => entry.items);
  checkDeclaration(declaration, items);
  const events = declaration.events ?? {};
  const errors = declaration.errors ?? {};
  const eventShape = variant(
    [...path, 'Event'],
    mapValues(events, ({ fields }) => fields),
    { docs: mapValues(events, ({ docs }) => [docs]) },
  );
  const errorNames = Object.keys(errors);
  const failure = (code: string) => {
    const docs = errors[code];
    if (docs === undefined) throw new TypeError(`pallet ${name} declares no error ${code}`);
    return new ModuleFailure(name, code, errorNames.indexOf(code), docs);
  };
  return {
    name,
    declaration,
    storage: storage as StorageOf<D>,
    constants: mapValues(declaration.constants ?? {}, ({ value }) => value) as ConstantsOf<D>,
    holdReasons: Object.fromEntries(
      Object.keys(declaration.holdReasons ?? {}).map((reason, index) => [
        reason,
        { pallet: name, reason, index },
      ]),
    ) as HoldReasonsOf<D>,
    types: {
      path,
      storage: items,
      event: Object.keys(events).length > 0 ? eventShape : undefined,
      error: units([...path, 'Error'], errors),
      holdReason: units([...path, 'HoldReason'], declaration.holdReasons ?? {}),
    },
    deposit: (context, type, data) =>
      context.runtime.depositEvent(context, name, eventShape.codec, { type, value: data }),
    error: failure,
    ensure(condition, code) {
      if (!condition) throw failure(code);
    },
  };
}

function units(
  path: readonly string[],
  docs: Readonly<Record<string, string>>,
): Shape<{ type: string }> | undefined {
  if (Object.keys(docs).length === 0) return undefined;
  return variant(
    path,
    mapValues(docs, () => null),
    { docs: mapValues(docs, (line) => [line]) },
  );
}

function mapValues<T, R>(record: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
