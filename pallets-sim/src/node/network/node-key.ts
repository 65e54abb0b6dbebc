import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { base58Encode, ed25519PairFromSeed } from '@polkadot/util-crypto';
import { concatBytes } from '../bytes.ts';
import { messageOf, NodeError } from '../errors.ts';
import { makeFolder } from '../make-folder.ts';
import { writeWhole } from '../write-whole.ts';

/** What stands before an ed25519 key in a peer id: an identity multihash of a protobuf message with the key. */
const PEER_ID_PREFIX = Uint8Array.of(0x00, 0x24, 0x08, 0x01, 0x12, 0x20);

/**
 * The peer id of the key in a file, which is made when there is none: 32 bytes of an ed25519 secret, as Substrate has
 * it in `network/secret_ed25519`. No network uses the key; the id tells nodes apart in dashboards.
 *
 * @throws NodeError `NoFolder` when the file can be neither read nor made, or is no key; as `writeWhole`
 */
export async function peerIdOf(file: string): Promise<string> {
  const { publicKey } = ed25519PairFromSeed(await secretIn(file));
  return base58Encode(concatBytes(PEER_ID_PREFIX, publicKey));
}

async function secretIn(file: string): Promise<Uint8Array> {
  let secret: Uint8Array;
  try {
    secret = await readFile(file).catch(async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
      const made = randomBytes(32);
      await makeFolder(dirname(file));
      await writeWhole("the node's key", file, made, { mode: 0o600 });
      return made;
    });
  } catch (error) {
    if (error instanceof NodeError) throw error;
    throw new NodeError('NoFolder', `cannot keep the node's key in ${file}: ${messageOf(error)}`, error);
  }
  if (secret.length === 32) return new Uint8Array(secret);
  throw new NodeError(
    'NoFolder',
    `${file} is no key: it must have 32 bytes, not ${secret.length}. Delete it`,
  );
}
