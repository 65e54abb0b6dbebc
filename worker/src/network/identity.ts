import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import type { Ed25519PrivateKey } from '@libp2p/interface';
import { codeOf, messageOf } from '../errors.ts';
import { NetworkError } from './errors.ts';

const FILE = 'peer.key';

async function readKey(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (thrown) {
    if (codeOf(thrown) === 'ENOENT') return undefined;
    throw new NetworkError(
      'BadKey',
      `the peer key ${path} cannot be read (${messageOf(thrown)})`,
      { path },
      thrown,
    );
  }
}

/**
 * The ed25519 key of this worker's libp2p peer, from `basePath/peer.key`; made at the first start, so that the
 * peer id (and what the chain knows of it) survives restarts. Written to the side and renamed: never half a key.
 */
export async function loadPeerKey(basePath: string): Promise<Ed25519PrivateKey> {
  const path = join(basePath, FILE);
  const stored = await readKey(path);
  if (stored === undefined) {
    const key = await generateKeyPair('Ed25519');
    await mkdir(basePath, { recursive: true });
    await writeFile(`${path}.new`, privateKeyToProtobuf(key), { mode: 0o600 });
    await rename(`${path}.new`, path);
    return key;
  }
  try {
    const key = privateKeyFromProtobuf(stored);
    if (key.type === 'Ed25519') return key;
  } catch {
    // told below, together with keys of another kind
  }
  const message = `the peer key ${path} is damaged or not ed25519; restore it from a copy, or delete it to start as a new peer`;
  throw new NetworkError('BadKey', message, { path });
}
