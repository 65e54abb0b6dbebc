import { join } from 'node:path';
import { generateKeyPair, privateKeyFromProtobuf, privateKeyToProtobuf } from '@libp2p/crypto/keys';
import type { Ed25519PrivateKey } from '@libp2p/interface';
import { NetworkError } from './errors.ts';
import { readKeyFile, writeKeyFile } from './key-file.ts';

const FILE = 'peer.key';

/**
 * The ed25519 key of this worker's libp2p peer, from `basePath/peer.key`; made at the first start, so that the
 * peer id (and what the chain knows of it) survives restarts.
 */
export async function loadPeerKey(basePath: string): Promise<Ed25519PrivateKey> {
  const path = join(basePath, FILE);
  const stored = await readKeyFile(path);
  if (stored === undefined) {
    const key = await generateKeyPair('Ed25519');
    await writeKeyFile(path, privateKeyToProtobuf(key));
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
