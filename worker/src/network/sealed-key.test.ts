import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { loadEncryptionKey } from './encryption-key.ts';
import { openSealedKey, sealKey } from './sealed-key.ts';

test('a key is opened by the one that it was sealed to, also after a restart, and by nobody else', async () => {
  const folder = await temporaryFolder();
  const key = await loadEncryptionKey(folder);
  const taskKey = randomBytes(32);
  const sealed = sealKey(taskKey, key.publicKey);
  expect(sealed).toHaveLength(80);
  expect(Buffer.from(openSealedKey(sealed, await loadEncryptionKey(folder)))).toEqual(taskKey);
  expect(sealKey(taskKey, key.publicKey)).not.toEqual(sealed);
  const other = await loadEncryptionKey(await temporaryFolder());
  expect(() => openSealedKey(sealed, other)).toThrow(expect.objectContaining({ code: 'BadSeal' }));
  for (const at of [0, 40, 79]) {
    const changed = Uint8Array.from(sealed);
    changed[at]! ^= 1;
    expect(() => openSealedKey(changed, key)).toThrow(expect.objectContaining({ code: 'BadSeal' }));
  }
  // A public key that gives no secret at all.
  expect(() => openSealedKey(new Uint8Array(80), key)).toThrow(expect.objectContaining({ code: 'BadSeal' }));
});
