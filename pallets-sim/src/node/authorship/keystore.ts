import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { equalBytes } from '../bytes.ts';
import { messageOf, NodeError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { writeWhole } from '../write-whole.ts';
import { type KeyPair, pairFromSuri, SCHEMES, type Scheme } from './key-pair.ts';

const hexOf = (bytes: Uint8Array): string => toHex(bytes).slice(2);

/**
 * The node's keys by kind, such as `plmb` for making blocks. In a folder they lie as Substrate keeps them: a file for
 * each, named by kind and public key in hex, that holds the secret URI as JSON. The key of `//Alice` need not be
 * inserted: everybody has it.
 */
export class Keystore {
  readonly #folder: string | undefined;
  readonly #pairs = new Map<string, KeyPair>();
  readonly #alice = pairFromSuri('//Alice');

  private constructor(folder: string | undefined) {
    this.#folder = folder;
  }

  /**
   * A keystore in a folder, which need not be there, or in memory.
   *
   * @throws NodeError `NoFolder` when it cannot be read, `BadKey` when a file in it is not a key
   */
  static async open(folder?: string): Promise<Keystore> {
    const keystore = new Keystore(folder);
    if (folder === undefined) return keystore;
    for (const name of await namesIn(folder)) {
      if (/^[0-9a-f]{72}(?:[0-9a-f]{2})?$/.test(name))
        keystore.#pairs.set(name, await readKey(join(folder, name), name));
    }
    return keystore;
  }

  /**
   * Keeps the key of a secret URI; returns it. The scheme is sr25519 unless given, or the one in which the URI is that
   * of a given public key. Blocks are made with sr25519 keys; the others are kept for whoever reads the folder.
   *
   * @throws NodeError `BadKey` when the URI is not that of the public key, `NoFolder`; as `writeWhole`
   */
  async insert(
    kind: string,
    suri: string,
    { scheme, publicKey }: { readonly scheme?: Scheme; readonly publicKey?: Uint8Array } = {},
  ): Promise<KeyPair> {
    const pair = publicKey ? matching(suri, publicKey) : pairFromSuri(suri, scheme);
    if (!pair) {
      const { publicKey: other } = pairFromSuri(suri);
      throw new NodeError(
        'BadKey',
        `the secret URI is that of ${toHex(other)}, not ${publicKey && toHex(publicKey)}`,
      );
    }
    const name = nameOf(kind, pair.publicKey);
    if (this.#folder !== undefined) {
      await makeFolder(this.#folder, 0o700).catch((error: unknown) => noFolder(String(this.#folder), error));
      await writeWhole('a key', join(this.#folder, name), JSON.stringify(suri), { mode: 0o600 });
    }
    this.#pairs.set(name, pair);
    return pair;
  }

  pair(kind: string, publicKey: Uint8Array): KeyPair | undefined {
    const inserted = this.#pairs.get(nameOf(kind, publicKey));
    return inserted ?? (equalBytes(publicKey, this.#alice.publicKey) ? this.#alice : undefined);
  }

  /** Public keys of a kind that were inserted. */
  publicKeys(kind: string): Uint8Array[] {
    const start = nameOf(kind, new Uint8Array());
    return [...this.#pairs].flatMap(([name, pair]) => (name.startsWith(start) ? [pair.publicKey] : []));
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    // Nobody has inserted a key yet. A folder that cannot be read is another thing: its keys would be missed silently.
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    return noFolder(folder, error);
  }
}

function noFolder(folder: string, error: unknown): never {
  throw new NodeError(
    'NoFolder',
    `cannot keep keys in ${folder}: ${messageOf(error)}. Let this user read and write there, or choose another --base-path.`,
    error,
  );
}

function nameOf(kind: string, publicKey: Uint8Array): string {
  return hexOf(new TextEncoder().encode(kind)) + hexOf(publicKey);
}

/** The pair of a secret URI in the scheme in which it has this public key. Throws `NodeError` `BadKey`. */
function matching(suri: string, publicKey: Uint8Array): KeyPair | undefined {
  const isIt = (pair: KeyPair): boolean => equalBytes(pair.publicKey, publicKey);
  const [first, ...others] = SCHEMES;
  const pair = pairFromSuri(suri, first);
  if (isIt(pair)) return pair;
  for (const scheme of others) {
    try {
      const other = pairFromSuri(suri, scheme);
      if (isIt(other)) return other;
    } catch {
      // Soft derivations are for sr25519 alone: in this scheme there is no such key.
    }
  }
  return undefined;
}

async function readKey(file: string, name: string): Promise<KeyPair> {
  let suri: unknown;
  try {
    suri = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new NodeError(
      'BadKey',
      `${file} cannot be read: ${messageOf(error)}. Delete it or insert the key again.`,
    );
  }
  const pair = typeof suri === 'string' && matching(suri, fromHex(`0x${name.slice(8)}`));
  if (!pair) {
    throw new NodeError(
      'BadKey',
      `${file} does not hold the key that it is named after. Insert the key again.`,
    );
  }
  return pair;
}
