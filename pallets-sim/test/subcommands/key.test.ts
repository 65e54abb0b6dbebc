import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Keyring } from '@polkadot/keyring';
import { describe, expect, it } from 'vitest';
import { SCHEMES } from '../../src/node/authorship/key-pair.ts';
import { temporaryFolder } from '../fake-node.ts';
import { account } from '../funded-node.ts';
import { command, json } from './command.ts';

describe('key', () => {
  it('shows keys of each scheme as subkey does', async () => {
    const shown = async (type: string, ...args: string[]) =>
      JSON.parse((await command(['key', ...args, '--scheme', type, '--output-type', 'json'])).stdout);
    const alices = await Promise.all(
      SCHEMES.map((type) => shown(type, 'inspect', '//Alice', ...(type === 'ecdsa' ? [] : ['-n', 'kusama']))),
    );
    for (const [i, type] of SCHEMES.entries()) {
      const keyring = new Keyring({ type });
      const pair = keyring.addFromUri('//Alice');
      expect(alices[i].ss58Address).toBe(keyring.encodeAddress(pair.addressRaw, type === 'ecdsa' ? 42 : 2));
      expect(alices[i].publicKey).toBe(`0x${Buffer.from(pair.publicKey).toString('hex')}`);
    }
    // As `subkey inspect --scheme ecdsa //Alice` prints it.
    expect(alices[2]).toEqual({
      accountId: '0x01e552298e47454041ea31273b4b630c64c104e4514aa3643490b8aaca9cf8ed',
      networkId: 'substrate',
      publicKey: '0x020a1091341fe5664bfa1782d5e04779689068c916b04cb365ec3153755684d9a1',
      secretKeyUri: '//Alice',
      secretSeed: '0xcb6df9de1efca7a3998a8ead4e02159d5fa99c3e0d4fd6432667390bb4726854',
      ss58Address: '5C7C2Z5sWbytvHpuLTvzKunnnRwQxft1jiqrLD5rhucQ5S9X',
      ss58PublicKey: 'KW39r9CJjAVzmkf9zQ4YDb2hqfAVGdRqn53eRqyruqpxAP5YL',
    });
    const made = await shown('sr25519', 'generate');
    expect(await shown('sr25519', 'inspect', made.secretPhrase)).toEqual(made);
    expect(made.ss58Address).toBe(new Keyring({ type: 'sr25519' }).addFromUri(made.secretPhrase).address);
  });

  it('shows public keys and addresses, and does not repeat a secret that is wrong', async () => {
    const { address } = account('Alice');
    const key = '0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d';
    const [bySecret, byAddress, byKey, wrong] = await Promise.all([
      command(['key', 'inspect', '//Alice']),
      command(['key', 'inspect', address]),
      command(['key', 'inspect', key, '--public']),
      command(['key', 'inspect', 'obey obey obey']),
    ]);
    // Word for word what `subkey` prints.
    expect(bySecret.stdout).toBe(`Secret Key URI \`//Alice\` is account:
  Network ID:        substrate
  Secret seed:       0xe5be9a5092b81bca64be81d212e7f2f9eba183bb7a90954f7b76361f6edb5c0a
  Public key (hex):  ${key}
  Account ID:        ${key}
  Public key (SS58): ${address}
  SS58 Address:      ${address}
`);
    const ofPublic = `Network ID/Version: substrate
  Public key (hex):   ${key}
  Account ID:         ${key}
  Public key (SS58):  ${address}
  SS58 Address:       ${address}
`;
    expect(byAddress.stdout).toBe(`Public Key URI \`${address}\` is account:\n  ${ofPublic}`);
    expect(byKey.stdout).toBe(ofPublic);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).not.toContain('obey');
  });

  it('gives a key to a node', async () => {
    await using folder = await temporaryFolder();
    const chain = ['--dev', '--base-path', folder.path];
    const keystore = join(folder.path, 'chains/plumbline_dev/keystore');
    const args = ['key', 'insert', ...chain, '--key-type', 'plmb'];
    const { publicKey } = await json(...args, '--suri', '//Bob');
    expect(await readdir(keystore)).toEqual([`706c6d62${publicKey.slice(2)}`]);
    const [kind, ecdsa] = await Promise.all([
      command(['key', 'insert', ...chain, '--key-type', 'toolong', '--suri', '//Bob']),
      json(...args, '--suri', '//Bob', '--scheme', 'ecdsa'),
    ]);
    expect(kind.stderr).toContain('four characters');
    expect(ecdsa.publicKey).toMatch(/^0x0[23][0-9a-f]{64}$/);
    expect(await readdir(keystore)).toContain(`706c6d62${ecdsa.publicKey.slice(2)}`);
  });
});
