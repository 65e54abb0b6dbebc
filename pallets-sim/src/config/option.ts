/** Sections of the help. */
export type OptionGroup = 'Chain and data' | 'Blocks' | 'JSON-RPC' | 'Transaction pool' | 'Metrics and log';

/** One thing that can be set: by a flag, by an environment variable and in the config file, always with the same words. */
export interface OptionDefinition<T = unknown> {
  readonly group: OptionGroup;
  /** What stands for the value in the help; none: a switch, which is on or off. */
  readonly placeholder?: string;
  /** A letter, for `-d` instead of `--base-path`. */
  readonly short?: string;
  readonly help: string;
  /** What holds when nobody says otherwise. */
  readonly fallback?: string;
  /** Reads the value. Throws `BadValue`, which says what would be right. */
  readonly parse: (text: string) => T;
}

/** A value that is not what an option takes; the message says what it takes. */
export class BadValue extends Error {
  override readonly name = 'BadValue';
}

export type OptionDefinitions = Readonly<Record<string, OptionDefinition>>;

/** The values of options: those without a fallback may be left out. */
export type ValuesOf<D extends OptionDefinitions> = {
  readonly [K in keyof D]: D[K] extends { readonly fallback: string }
    ? ReturnType<D[K]['parse']>
    : ReturnType<D[K]['parse']> | undefined;
};

/** `rpcPort` as `rpc-port`: the flag without its dashes, and the key in the config file. */
export function kebabCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** `rpcPort` as `PLUMBLINE_RPC_PORT`. */
export function variableOf(name: string): string {
  return `PLUMBLINE_${kebabCase(name).replaceAll('-', '_').toUpperCase()}`;
}
