import {
  createCipheriv,
  createDecipheriv,
  createPublicKey,
  diffieHellman,
  generateKeyPairSync,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';
import { type EncryptionKey, rawPublicKey } from './encryption-key.ts';
import { NetworkError } from './errors.ts';

/** DER before the 32 bytes of an x25519 public key (RFC 8410). */
const SPKI_PREFIX = Buffer.from('302a300506032b656e032100', 'hex');
/** Every sealing has a key of its own, so the nonce may be constant. */
const NONCE = Buffer.alloc(12);
const TAG_BYTES = 16;
const DOMAIN = 'plumbline/sealed-key';

/**
 * Seals the 32 bytes of a task key to an x25519 public key: an ephemeral public key, then the task key under
 * ChaCha20-Poly1305 with a key that only the two can derive; 80 bytes.
 */
export function sealKey(taskKey: Uint8Array, recipient: Uint8Array): Uint8Array {
  const { privateKey, publicKey } = generateKeyPairSync('x25519');
  const ephemeral = rawPublicKey(publicKey);
  const cipher = createCipheriv(
    'chacha20-poly1305',
    sharedKey(privateKey, recipient, ephemeral, recipient),
    NONCE,
    {
      authTagLength: TAG_BYTES,
    },
  );
  return Buffer.concat([ephemeral, cipher.update(taskKey), cipher.final(), cipher.getAuthTag()]);
}

/** Opens what `sealKey` made; throws `BadSeal` when it was not made for this key. */
export function openSealedKey(sealed: Uint8Array, key: EncryptionKey): Uint8Array {
  const ephemeral = sealed.subarray(0, 32);
  try {
    const shared = sharedKey(key.privateKey, ephemeral, ephemeral, key.publicKey);
    const decipher = createDecipheriv('chacha20-poly1305', shared, NONCE, { authTagLength: TAG_BYTES });
    decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(sealed.subarray(32, -TAG_BYTES)), decipher.final()]);
  } catch (thrown) {
    const message =
      'the key of a private task was not sealed to this worker; its Submitter must seal it anew';
    throw new NetworkError('BadSeal', message, {}, thrown);
  }
}

function sharedKey(own: KeyObject, other: Uint8Array, ephemeral: Uint8Array, recipient: Uint8Array): Buffer {
  const der = Buffer.concat([SPKI_PREFIX, other]);
  const secret = diffieHellman({
    privateKey: own,
    publicKey: createPublicKey({ key: der, type: 'spki', format: 'der' }),
  });
  const salt = Buffer.concat([ephemeral, recipient]);
  return Buffer.from(hkdfSync('sha256', secret, salt, DOMAIN, 32));
}
