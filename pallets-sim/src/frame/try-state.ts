import type { Assembly } from './assembly.ts';
import type { Context } from './context.ts';
import { storageVersion } from './storage-version.ts';

/** Something that must hold between blocks does not: a bug in a pallet. */
export class BrokenInvariant extends Error {
  readonly code = 'BrokenInvariant';
  readonly pallet: string;
  constructor(pallet: string, problem: string) {
    super(`${pallet}: ${problem}`);
    this.name = 'BrokenInvariant';
    this.pallet = pallet;
  }
}

/** Says that something must hold in a pallet's state: throws `BrokenInvariant` when it does not. */
export type Holds = (condition: boolean, otherwise: string) => void;

/**
 * Asks every pallet whether its state is in order, by its `tryState` hook, and whether its storage has the version of
 * its code. For tests and for operators: reads everything, so it is no part of any block.
 *
 * @throws BrokenInvariant
 */
export function tryState(assembly: Assembly, context: Context): void {
  for (const { pallet } of assembly.pallets) {
    const holds: Holds = (condition, otherwise) => {
      if (!condition) throw new BrokenInvariant(pallet.name, otherwise);
    };
    const version = storageVersion(context, pallet.name);
    const why = version < pallet.storageVersion ? 'a migration is missing' : 'the code is too old for it';
    holds(
      version === pallet.storageVersion,
      `storage has version ${version}, the code is of version ${pallet.storageVersion}: ${why}`,
    );
    pallet.hooks.tryState?.(context, holds);
  }
}
