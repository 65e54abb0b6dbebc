import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publicKeyFromRaw } from '@libp2p/crypto/keys';
import { peerIdFromPrivateKey } from '@libp2p/peer-id';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../test/temporary.ts';
import { loadPeerKey } from './identity.ts';
import { signPeerBinding } from './peer-binding.ts';

test('the peer id survives a restart', async () => {
  const folder = await temporaryFolder();
  const first = peerIdFromPrivateKey(await loadPeerKey(folder)).toString();
  expect(peerIdFromPrivateKey(await loadPeerKey(folder)).toString()).toBe(first);
});

test('a damaged key is not silently replaced', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'peer.key'), 'nonsense');
  await expect(loadPeerKey(folder)).rejects.toMatchObject({ code: 'BadKey' });
});

test('a key that cannot be written, or read, is named with what to do', async () => {
  const folder = await temporaryFolder();
  const file = join(folder, 'file');
  await writeFile(file, '');
  const bad = (what: RegExp) => ({ code: 'BadKey', message: expect.stringMatching(what) });
  await expect(loadPeerKey(file)).rejects.toMatchObject(bad(/peer\.key cannot be read .*: let this user/));
  await mkdir(join(folder, 'peer.key.new'));
  await expect(loadPeerKey(folder)).rejects.toMatchObject(bad(/peer\.key cannot be written .*: make room/));
  await rm(join(folder, 'peer.key.new'), { recursive: true });
  await mkdir(join(folder, 'peer.key'));
  await expect(loadPeerKey(folder)).rejects.toMatchObject(bad(/peer\.key cannot be read .*: let this user/));
});

test('a binding is a signature over domain, chain, account, peer key and expiry', async () => {
  const key = await loadPeerKey(await temporaryFolder());
  const [genesis, account] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
  const { publicKey, signature } = await signPeerBinding(key, genesis, account, 258);
  const message = Buffer.concat([
    Buffer.from('plumbline/peer'),
    genesis,
    account,
    publicKey,
    Buffer.of(2, 1, 0, 0),
  ]);
  expect(await publicKeyFromRaw(publicKey).verify(message, signature)).toBe(true);
  expect(await publicKeyFromRaw(publicKey).verify(Buffer.concat([message, Buffer.of(0)]), signature)).toBe(
    false,
  );
});
