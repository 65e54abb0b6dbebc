import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fromHex, toHex } from '@plumbline/runtime-types/scale/hex';
import { mnemonicGenerate, mnemonicToMiniSecret, sr25519PairFromSeed } from '@polkadot/util-crypto';
import { messageOf, NodeError } from '../errors.ts';

const READABLE_BY_OWNER = 0o600;
const FOLDER_OF_OWNER = 0o700;

/**
 * The node's own keys, as files of a folder in Substrate's layout: the name is the key type and the public key in hex,
 * the content the secret phrase as a JSON text. The keys of a Substrate node can be copied here, and the other way.
 */
export class Keystore {
  readonly #folder: string;

  /** @param folder made with the first key */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /**
   * Keeps a secret. Whether the public key belongs to it is not checked, as the key type does not tell the scheme.
   *
   * @param keyType four characters: `babe`, say
   * @param phrase a mnemonic phrase or a seed in hex, with derivations (`//Alice`)
   * @throws NodeError `BadOption` for a key type of another length, `NoFolder`
   */
  async insert(keyType: string, phrase: string, publicKey: Uint8Array): Promise<void> {
    const file = this.#fileOf(keyType, publicKey);
    try {
      await mkdir(this.#folder, { recursive: true, mode: FOLDER_OF_OWNER });
      await writeFile(file, JSON.stringify(phrase), { mode: READABLE_BY_OWNER });
    } catch (error) {
      throw new NodeError('NoFolder', `cannot keep a key in ${this.#folder}: ${messageOf(error)}`, error);
    }
  }

  /** The secret of a key that is kept here. */
  async phrase(keyType: string, publicKey: Uint8Array): Promise<string | undefined> {
    let text: string;
    try {
      text = await readFile(this.#fileOf(keyType, publicKey), 'utf8');
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new NodeError('NoFolder', `cannot read a key in ${this.#folder}: ${messageOf(error)}`, error);
    }
    const phrase: unknown = parsed(text);
    if (typeof phrase === 'string') return phrase;
    throw new NodeError(
      'NoFolder',
      `the key file ${this.#fileOf(keyType, publicKey)} holds no JSON text. Delete it, and insert the key again`,
    );
  }

  async has(keyType: string, publicKey: Uint8Array): Promise<boolean> {
    return (await this.phrase(keyType, publicKey)) !== undefined;
  }

  /** The public keys of a type, in the order of their bytes. */
  async publicKeys(keyType: string): Promise<Uint8Array[]> {
    const prefix = hexOfType(keyType);
    const files = await readdir(this.#folder).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw new NodeError('NoFolder', `cannot list the keys in ${this.#folder}: ${messageOf(error)}`, error);
    });
    return files
      .filter((file) => file.startsWith(prefix) && /^(?:[0-9a-f]{2})+$/.test(file))
      .sort()
      .map((file) => fromHex(`0x${file.slice(prefix.length)}`));
  }

  /** Makes a new sr25519 key; returns its public key. */
  async generate(keyType: string): Promise<Uint8Array> {
    const phrase = mnemonicGenerate();
    const { publicKey } = sr25519PairFromSeed(mnemonicToMiniSecret(phrase));
    await this.insert(keyType, phrase, publicKey);
    return publicKey;
  }

  #fileOf(keyType: string, publicKey: Uint8Array): string {
    return join(this.#folder, hexOfType(keyType) + toHex(publicKey).slice(2));
  }
}

function hexOfType(keyType: string): string {
  const bytes = new TextEncoder().encode(keyType);
  if (bytes.length !== 4) {
    throw new NodeError('BadOption', `the key type "${keyType}" must have four characters, such as "babe"`);
  }
  return toHex(bytes).slice(2);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
