import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { StorageError } from './database.ts';

/** Plain bytes of one chunk; sealed it is 16 longer. */
const CHUNK_BYTES = 65_536;
const TAG_BYTES = 16;

/** What a sealed file is, so that one is not taken for the other. */
export type SealedFile = 'program' | 'dataset';

/**
 * Encrypts a file of a private task, chunk by chunk (ChaCha20-Poly1305), under a key derived from the task's and from
 * what the file is. The nonce is the number of the chunk and whether it is the last, so none can be exchanged, left
 * out or added. The result is a blob like any other, with a root of its own.
 */
export function sealFile(taskKey: Uint8Array, file: SealedFile, bytes: Uint8Array): Uint8Array {
  const key = keyOf(taskKey, file);
  const parts: Uint8Array[] = [];
  const last = lastChunk(bytes.length, CHUNK_BYTES);
  for (let index = 0; index <= last; index++) {
    const cipher = createCipheriv('chacha20-poly1305', key, nonceOf(index, index === last), {
      authTagLength: TAG_BYTES,
    });
    const chunk = bytes.subarray(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES);
    parts.push(cipher.update(chunk), cipher.final(), cipher.getAuthTag());
  }
  return Buffer.concat(parts);
}

/** Decrypts what `sealFile` made; throws `NotOpened` when it was made otherwise, or with another key. */
export function openFile(taskKey: Uint8Array, file: SealedFile, sealed: Uint8Array): Uint8Array {
  const key = keyOf(taskKey, file);
  const parts: Uint8Array[] = [];
  const size = CHUNK_BYTES + TAG_BYTES;
  const last = lastChunk(sealed.length, size);
  try {
    for (let index = 0; index <= last; index++) {
      const chunk = sealed.subarray(index * size, (index + 1) * size);
      const decipher = createDecipheriv('chacha20-poly1305', key, nonceOf(index, index === last), {
        authTagLength: TAG_BYTES,
      });
      decipher.setAuthTag(chunk.subarray(-TAG_BYTES));
      parts.push(decipher.update(chunk.subarray(0, -TAG_BYTES)), decipher.final());
    }
  } catch (thrown) {
    const message = `the ${file} of a private task does not open with the key that its Submitter gave`;
    throw new StorageError('NotOpened', message, { file }, thrown);
  }
  return new Uint8Array(Buffer.concat(parts));
}

function lastChunk(bytes: number, size: number): number {
  return Math.max(0, Math.ceil(bytes / size) - 1);
}

function keyOf(taskKey: Uint8Array, file: SealedFile): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', taskKey, new Uint8Array(0), `plumbline/sealed-file/${file}`, 32));
}

function nonceOf(index: number, isLast: boolean): Uint8Array {
  const nonce = new Uint8Array(12);
  new DataView(nonce.buffer).setUint32(0, index, true);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}
