import type { PalletAt } from './assembly.ts';
import type { PalletDeclaration } from './declaration.ts';
import type { Inherent } from './pallet.ts';
import type { AnyStorageItem } from './storage-item.ts';
import type { Migration } from './upgrade.ts';

/** A mistake in how a pallet is declared, or in how pallets are put together: found when it is loaded, not in a block. */
export class BadPallet extends Error {
  readonly code = 'BadPallet';
  readonly pallet: string;
  constructor(pallet: string, problem: string) {
    super(`pallet ${pallet}: ${problem}`);
    this.name = 'BadPallet';
    this.pallet = pallet;
  }
}

/** Names are those of Rust types: storage keys and metadata are made of them. */
const NAME = /^[A-Z][A-Za-z0-9]*$/;
const INHERENT_IDENTIFIER = /^[\x21-\x7e]{8}$/;
const MOST_INDEX = 255;
const MOST_VERSION = 0xffff;

/** Refuses names that are none, and two storage items that would lie in one place. Throws `BadPallet`. */
export function checkDeclaration(declaration: PalletDeclaration, storage: readonly AnyStorageItem[]): void {
  const { name, storageVersion = 0 } = declaration;
  if (!NAME.test(name)) throw new BadPallet(`"${name}"`, 'a name is in PascalCase, such as Guestbook');
  if (!Number.isInteger(storageVersion) || storageVersion < 0 || storageVersion > MOST_VERSION) {
    throw new BadPallet(name, `the storage version is ${storageVersion}: give one from 0 to ${MOST_VERSION}`);
  }
  const names = new Set<string>();
  for (const item of storage) {
    if (!NAME.test(item.name)) {
      throw new BadPallet(name, `storage "${item.name}": a name is in PascalCase, such as Entries`);
    }
    if (names.has(item.name)) {
      throw new BadPallet(name, `two storage items are called ${item.name} (a counted map has CounterFor…)`);
    }
    names.add(item.name);
  }
}

/** Refuses migrations that leave a version out, or lead to another one than the code's. Throws `BadPallet`. */
export function checkMigrations(name: string, migrations: readonly Migration[], version: number): void {
  const first = version - migrations.length;
  if (first >= 0 && migrations.every(({ from }, at) => from === first + at)) return;
  throw new BadPallet(
    name,
    `its migrations are from versions ${migrations.map(({ from }) => from).join(', ')}: oldest first, one for each ` +
      `version, they must lead to that of the code (storageVersion ${version})`,
  );
}

/** Refuses an identifier that no node could give data under. Throws `BadPallet`. */
export function checkInherent(name: string, inherent: Inherent | undefined): void {
  if (inherent === undefined || INHERENT_IDENTIFIER.test(inherent.identifier)) return;
  throw new BadPallet(
    name,
    `the inherent's identifier is "${inherent.identifier}": eight characters are wanted`,
  );
}

/** Refuses indices that are no byte, and two pallets of one name. Throws `BadPallet`. */
export function checkTogether(pallets: readonly PalletAt[]): void {
  const names = new Map<string, number>();
  for (const { index, pallet } of pallets) {
    const { name } = pallet;
    if (!Number.isInteger(index) || index < 0 || index > MOST_INDEX) {
      throw new BadPallet(name, `its index in the runtime is ${index}: give one from 0 to ${MOST_INDEX}`);
    }
    const twin = names.get(name);
    if (twin !== undefined) {
      throw new BadPallet(name, `it has index ${twin} and ${index}: their storage would lie in one place`);
    }
    names.set(name, index);
  }
}
