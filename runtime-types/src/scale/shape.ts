import type { V14Lookup } from '@polkadot-api/substrate-bindings';
import type { Codec } from './codec.ts';

/** One entry of the scale-info type table in metadata. */
export type TypeEntry = V14Lookup[number];
export type TypeDefinition = TypeEntry['def'];
export type TypeField = Extract<TypeDefinition, { tag: 'composite' }>['value'][number];

/**
 * A SCALE codec and the scale-info type that it registers, in one value: what the bytes are and what metadata
 * says they are cannot drift apart.
 */
export interface Shape<T> {
  readonly codec: Codec<T>;
  /** Enters the type (and those inside it) in the registry and returns its id. */
  register(registry: TypeRegistry): number;
}

/** The TypeScript type of a shape's values. */
export type Of<S> = S extends Shape<infer T> ? T : never;

export interface TypeDescription {
  readonly path?: readonly string[];
  readonly params?: readonly { name: string; type: number }[];
  readonly def: TypeDefinition;
  readonly docs?: readonly string[];
}

/** The type table of metadata under construction; each type is entered once and known by its position. */
export class TypeRegistry {
  readonly types: TypeEntry[] = [];
  readonly #ids = new Map<unknown, number>();
  readonly #bound = new Map<string, Shape<unknown>>();

  /**
   * The id of the type known by `key`, describing it first when it is new. `key` is the shape itself for named
   * types, a text such as `Vec<7>` for structural ones. The id is reserved before `describe` runs, so types may
   * contain themselves.
   */
  add(key: unknown, describe: (registry: TypeRegistry) => TypeDescription): number {
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    const id = this.types.length;
    this.#ids.set(key, id);
    this.types.push({ id, path: [], params: [], def: { tag: 'tuple', value: [] }, docs: [] });
    const { path = [], params = [], def, docs = [] } = describe(this);
    this.types[id] = { id, path: [...path], params: [...params], def, docs: [...docs] };
    return id;
  }

  /** Says which shape stands for a type that only the whole runtime knows, such as `RuntimeEvent`. */
  bind(name: string, shape: Shape<unknown>): void {
    this.#bound.set(name, shape);
  }

  /** The id of the type bound to `name`. */
  bound(name: string): number {
    const shape = this.#bound.get(name);
    if (shape === undefined)
      throw new TypeError(`no type is bound to ${name}: bind() it before registering pallets`);
    return shape.register(this);
  }
}
