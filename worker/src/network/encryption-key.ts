import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { join } from 'node:path';
import { NetworkError } from './errors.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';

const FILE = 'encryption.key';

/** The x25519 key to which secrets for this worker are sealed. */
export interface EncryptionKey {
  readonly privateKey: KeyObject;
  /** 32 bytes, as the chain keeps it. */
  readonly publicKey: Uint8Array;
}

/** The key of this worker from `basePath/encryption.key`; made at the first start. */
export async function loadEncryptionKey(basePath: string): Promise<EncryptionKey> {
  const path = join(basePath, FILE);
  const stored = await readKeyFile(path);
  if (stored === undefined) {
    const { privateKey } = generateKeyPairSync('x25519');
    await writeKeyFile(path, privateKey.export({ type: 'pkcs8', format: 'der' }));
    return encryptionKey(privateKey);
  }
  try {
    const key = createPrivateKey({ key: Buffer.from(stored), type: 'pkcs8', format: 'der' });
    if (key.asymmetricKeyType === 'x25519') return encryptionKey(key);
  } catch {
    // told below, together with keys of another kind
  }
  const message = `the encryption key ${path} is damaged or not x25519; restore it from a copy, or delete it to publish a new one`;
  throw new NetworkError('BadKey', message, { path });
}

function encryptionKey(privateKey: KeyObject): EncryptionKey {
  return { privateKey, publicKey: rawPublicKey(createPublicKey(privateKey)) };
}

/** The 32 bytes of a public key: the last ones of its DER form (RFC 8410). */
export function rawPublicKey(key: KeyObject): Uint8Array {
  return new Uint8Array(key.export({ type: 'spki', format: 'der' }).subarray(-32));
}
