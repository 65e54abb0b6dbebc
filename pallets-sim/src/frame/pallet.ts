import type { Fields, FieldValues } from '@plumbline/runtime-types/scale/fields';
import { snakeCase } from '@plumbline/runtime-types/scale/names';
import type { Shape } from '@plumbline/runtime-types/scale/shape';
import { variant } from '@plumbline/runtime-types/scale/variants';
import type { CallDefinition } from './call.ts';
import { checkInherent, checkMigrations } from './check-pallet.ts';
import type { Context, RuntimeCall } from './context.ts';
import type { DeclaredPallet, PalletDeclaration, PalletTypes } from './declaration.ts';
import type { Json } from './genesis.ts';
import type { Holds } from './try-state.ts';
import type { Unsigned } from './unsigned.ts';
import type { Migration } from './upgrade.ts';
import type { Weight } from './weight.ts';

/** What a pallet does in every block, whoever signs. Work must be bounded and is weighed. */
export interface Hooks {
  /** Once, in the first block of a runtime with another version, after the pallet's migrations. */
  onRuntimeUpgrade?(context: Context): Weight;
  /** Before the extrinsics; returns the weight used. */
  onInitialize?(context: Context, block: number): Weight;
  /** After the extrinsics, with the weight that they left; returns what was used of it. */
  onIdle?(context: Context, block: number, remaining: Weight): Weight;
  /** After the extrinsics. Its weight belongs to what `onInitialize` returned. */
  onFinalize?(context: Context, block: number): void;
  /** Between blocks, in tests and when an operator asks: says what must hold of the pallet's state. */
  tryState?(context: Context, holds: Holds): void;
}

/** The part of the genesis config that is a pallet's own, under its camelCase name. */
export interface Genesis {
  /** What stands there when nothing is configured. */
  readonly preset: Json;
  /** Writes the first state; throws `GenesisError` saying what in the config is wrong. */
  build(context: Context, config: Json): void;
}

/** A call that the block's author puts in, from data that the node gives. */
export interface Inherent {
  /** Eight characters, as `timstap0`. */
  readonly identifier: string;
  /** Whether a call of this pallet is such a call. */
  isInherent(call: RuntimeCall): boolean;
  create(context: Context, data: Uint8Array): RuntimeCall | undefined;
  /** What is wrong with such a call in somebody's block, encoded, or nothing. */
  check(
    context: Context,
    call: RuntimeCall,
    data: Uint8Array,
  ): { error: Uint8Array; fatal: boolean } | undefined;
}

type Calls = Readonly<Record<string, CallDefinition<Fields>>>;

export interface PalletBehaviour<C extends Calls> {
  readonly calls?: C;
  readonly hooks?: Hooks;
  readonly genesis?: Genesis;
  readonly inherent?: Inherent;
  readonly unsigned?: Unsigned;
  /** One for every version of the storage before this one that may still be on chain, oldest first. */
  readonly migrations?: readonly Migration[];
}

/** A pallet as the runtime takes it. */
export interface Pallet {
  readonly name: string;
  readonly declaration: PalletDeclaration;
  readonly types: PalletTypes & { readonly call: Shape<RuntimeCall['value']> | undefined };
  readonly calls: Calls;
  readonly hooks: Hooks;
  readonly genesis: Genesis | undefined;
  readonly inherent: Inherent | undefined;
  readonly unsigned: Unsigned | undefined;
  readonly storageVersion: number;
  readonly migrations: readonly Migration[];
}

/** A pallet whose calls can be named with checked arguments. */
export interface PalletWith<C extends Calls> extends Pallet {
  /** A call of this pallet as a value: `balancesPallet.call('transferKeepAlive', { dest, value })`. */
  call<N extends keyof C & string>(name: N, args: FieldValues<C[N]['args']>): RuntimeCall;
}

/**
 * Joins a declaration with its behaviour; see `declarePallet` for an example.
 *
 * @throws BadPallet for migrations that do not lead to the storage's version, or an inherent's identifier that is none
 */
export function definePallet<D extends PalletDeclaration, C extends Calls>(
  declared: DeclaredPallet<D>,
  behaviour: PalletBehaviour<C>,
): PalletWith<C> {
  const calls: Calls = behaviour.calls ?? {};
  const { storageVersion = 0 }: PalletDeclaration = declared.declaration;
  const { migrations = [] } = behaviour;
  checkMigrations(declared.name, migrations, storageVersion);
  checkInherent(declared.name, behaviour.inherent);
  return {
    name: declared.name,
    declaration: declared.declaration,
    types: { ...declared.types, call: callShape(declared.types.path, calls) },
    calls,
    hooks: behaviour.hooks ?? {},
    genesis: behaviour.genesis,
    inherent: behaviour.inherent,
    unsigned: behaviour.unsigned,
    storageVersion,
    migrations,
    call: (type, value) => ({ type: declared.name, value: { type, value } }),
  };
}

function callShape(path: readonly string[], calls: Calls): Shape<RuntimeCall['value']> | undefined {
  const entries = Object.entries(calls);
  if (entries.length === 0) return undefined;
  return variant([...path, 'Call'], Object.fromEntries(entries.map(([name, { args }]) => [name, args])), {
    spelling: snakeCase,
    indices: Object.fromEntries(entries.map(([name, { index }], position) => [name, index ?? position])),
    docs: Object.fromEntries(entries.map(([name, { docs }]) => [name, [docs]])),
  });
}
