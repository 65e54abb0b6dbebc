import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { Keyring } from '@polkadot/keyring';
import { describe, expect, it } from 'vitest';
import { fakeNode, temporaryFolder } from '../../../test/fake-node.ts';
import { pairFromSuri } from './key-pair.ts';
import { Keystore } from './keystore.ts';

const PHRASE = 'bottom drive obey lake curtain smoke basket hold race lonely fit walk';

describe('secret URIs', () => {
  it('give the keys that @polkadot/keyring gives', () => {
    const keyring = new Keyring({ type: 'sr25519' });
    for (const suri of [
      '//Alice',
      `${PHRASE}/soft`,
      `${PHRASE}//Bob//1/2///secret`,
      PHRASE,
      `0x${'07'.repeat(32)}//x`,
    ]) {
      expect(toHex(pairFromSuri(suri).publicKey)).toBe(toHex(keyring.addFromUri(suri).publicKey));
    }
  });

  it('are not repeated in errors', () => {
    for (const wrong of ['bottom drive obey', '0x1234', '', '0xzz']) {
      expect(() => pairFromSuri(wrong)).toThrow(expect.objectContaining({ code: 'BadKey' }));
    }
    expect(() => pairFromSuri('obey obey obey')).not.toThrow(/obey/);
  });
});

describe('a keystore', () => {
  it('keeps keys as Substrate does, and has them after a restart', async () => {
    await using folder = await temporaryFolder();
    const keystore = await Keystore.open(folder.path);
    const { publicKey } = await keystore.insert('plmb', '//Bob');
    const [name] = await readdir(folder.path);
    expect(name).toBe(`706c6d62${toHex(publicKey).slice(2)}`);
    expect(await readFile(join(folder.path, name!), 'utf8')).toBe('"//Bob"');
    const again = await Keystore.open(folder.path);
    expect(again.pair('plmb', publicKey)).toEqual(pairFromSuri('//Bob'));
    expect(again.pair('aura', publicKey)).toBeUndefined();
    expect(again.publicKeys('plmb')).toEqual([publicKey]);
    await writeFile(join(folder.path, name!), '"//Eve"');
    await expect(Keystore.open(folder.path)).rejects.toMatchObject({ code: 'BadKey' });
  });

  it('keeps keys of the other schemes too, and tells by the public key which it is', async () => {
    await using folder = await temporaryFolder();
    const keystore = await Keystore.open(folder.path);
    const pairs = (['ed25519', 'ecdsa'] as const).map((scheme) => pairFromSuri('//Bob', scheme));
    await keystore.insert('gran', '//Bob', { scheme: 'ed25519' });
    await keystore.insert('beef', '//Bob', { publicKey: pairs[1]!.publicKey });
    const again = await Keystore.open(folder.path);
    expect(again.pair('gran', pairs[0]!.publicKey)).toEqual(pairs[0]);
    expect(again.pair('beef', pairs[1]!.publicKey)).toEqual(pairs[1]);
    await expect(
      keystore.insert('gran', '//Bob/soft', { publicKey: pairs[0]!.publicKey }),
    ).rejects.toMatchObject({ code: 'BadKey' });
  });

  it('says where it cannot be kept, instead of having no keys', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'file');
    await writeFile(file, '');
    for (const place of [file, join(file, 'keystore')]) {
      const refused = {
        code: 'NoFolder',
        message: expect.stringContaining(`cannot keep keys in ${place}: `),
      };
      await expect(Keystore.open(place)).rejects.toMatchObject(refused);
    }
    const place = join(folder.path, 'keystore');
    const keystore = await Keystore.open(place);
    await writeFile(place, '');
    await expect(keystore.insert('plmb', '//Bob')).rejects.toMatchObject({ code: 'WriteFailed' });
    expect(keystore.publicKeys('plmb')).toEqual([]);
  });

  it('refuses a key that is not the one announced', async () => {
    const keystore = await Keystore.open();
    await expect(keystore.insert('plmb', '//Bob', { publicKey: new Uint8Array(32) })).rejects.toMatchObject({
      code: 'BadKey',
    });
    expect(keystore.publicKeys('plmb')).toEqual([]);
  });

  it('has to have the key of an authority before the node can make a block', async () => {
    const { publicKey } = pairFromSuri('//Bob');
    await using node = await fakeNode({ authorities: [publicKey] });
    await expect(node.sealer.seal()).rejects.toMatchObject({ code: 'NoAuthority' });
    await node.keystore.insert('plmb', '//Bob');
    expect((await node.sealer.seal()).header.number).toBe(1);
  });
});
