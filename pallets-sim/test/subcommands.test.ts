import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { Keyring } from '@polkadot/keyring';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCommand } from '../src/cli.ts';
import { SCHEMES } from '../src/node/authorship/key-pair.ts';
import { temporaryFolder } from './fake-node.ts';
import { account, UNIT } from './funded-node.ts';
import { startProcess } from './node-process.ts';
import { connect } from './rpc-client.ts';

const script = fileURLToPath(new URL('./node-cli.ts', import.meta.url));

/** Runs the node's command to its end. */
async function command(args: readonly string[], input = '') {
  return ended(spawn(process.execPath, [script, ...args], { stdio: 'pipe' }), input);
}

async function ended(child: ChildProcessWithoutNullStreams, input = '') {
  child.stdin.on('error', () => {}); // it need not read to the end
  child.stdin.end(input);
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await closed, stdout, stderr };
}

async function json(...args: string[]) {
  const { stdout, stderr } = await command([...args, '--output', 'json']);
  if (stderr) throw new Error(stderr);
  return JSON.parse(stdout);
}

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let spec: string;
const place = (name: string) => join(folder.path, name);
const chain = (name: string) => ['--chain', spec, '--base-path', place(name)];

/** Hashes of the blocks of the chain `a`. */
let hashes: unknown[];

beforeAll(async () => {
  folder = await temporaryFolder();
  spec = place('spec.json');
  const alice = account('Alice').address;
  const patch = { balances: { balances: [[alice, String(1000n * UNIT)]] } };
  const genesis = { runtimeGenesis: { patch } };
  await writeFile(spec, JSON.stringify({ name: 'Sub', id: 'sub', chainType: 'Development', genesis }));
  using node = await startProcess(...chain('a'), '--sealing', 'manual');
  await using client = await connect(node.rpc);
  await client.call('dev_newBlock', { count: 6 });
  hashes = await Promise.all(
    [0, 1, 2, 3, 4, 5, 6].map(async (n) => (await client.call('chain_getBlockHash', n)).result),
  );
  node.child.kill('SIGTERM');
  await new Promise((resolve) => node.child.once('exit', resolve));
  await json('export-blocks', ...chain('a'), place('blocks'));
});
afterAll(() => folder?.[Symbol.asyncDispose]());

describe('export-blocks and import-blocks', () => {
  it.each([
    ['JSON', []],
    ['binary', ['--binary']],
  ])('carry a chain to another node in %s', async (name, flags) => {
    const file = place(`blocks-${name}`);
    const out = await json('export-blocks', ...chain('a'), file, ...flags);
    expect(out).toEqual({ file, from: 1, to: 6, blocks: 6 });
    const [first, second] = [place(name), place(`${name}-again`)];
    const target = ['--chain', spec, '--base-path', first];
    expect(await json('import-blocks', ...target, file, ...flags)).toEqual({
      imported: 6,
      known: 0,
      best: 6,
    });
    expect(await json('import-blocks', ...target, file, ...flags)).toEqual({
      imported: 0,
      known: 6,
      best: 6,
    });
    expect(await json('export-blocks', ...target, second, ...flags)).toMatchObject({ blocks: 6 });
    expect(await readFile(second)).toEqual(await readFile(file));
  });

  it('write what a Substrate node writes, and read it from stdin', async () => {
    const { stdout } = await command(['export-blocks', ...chain('a'), '--from', '2', '--to', '3']);
    const blocks = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(blocks).toHaveLength(2);
    expect(blocks[0].block.header).toMatchObject({ number: '0x2', parentHash: hashes[1] });
    expect(Object.keys(blocks[0])).toEqual(['block', 'justifications']);
    const from1 = (await command(['export-blocks', ...chain('a'), '--to', '2'])).stdout;
    const { stdout: said } = await command(['import-blocks', ...chain('stdin')], from1.replaceAll('\n', ''));
    expect(said).toBe(`imported 2 blocks, had 0 before; best: #2 (${hashes[2]})\n`);
  });

  it('write and read nothing of a chain that has only its genesis', async () => {
    for (const format of [[], ['--binary']]) {
      const file = place(`none${format}`);
      expect(await json('export-blocks', ...chain('fresh'), file, ...format)).toMatchObject({ blocks: 0 });
      expect(await json('import-blocks', ...chain('fresh'), file, ...format)).toMatchObject({
        imported: 0,
        best: 0,
      });
    }
    const asked = await command(['export-blocks', ...chain('fresh'), place('none'), '--from', '1']);
    expect(asked.stderr).toContain('there is no block 1: the chain ends at 0');
  });

  it('refuse what is cut, changed or out of order, and keep what was right before it', async () => {
    const { stdout } = await command(['export-blocks', ...chain('a')]);
    const lines = stdout.trim().split('\n');
    const changed = lines[1]!.replace(/(?<="stateRoot":"0x)../, (byte) => (byte === '00' ? '01' : '00'));
    const cases = [
      [`${lines[0]}\n${lines[2]}`, /block 3 0x.* is not built on the head/],
      [`${lines[0]}\n${changed}`, /block 2 0x.* is not valid/],
      [stdout.slice(0, -40), /ends in the middle of a block/],
      ['{"block":{}}', /its 1\. block: it has no "block"/],
    ] as const;
    await Promise.all(
      cases.map(async ([input, message], i) => {
        const { code, stderr } = await command(['import-blocks', ...chain(`bad-${i}`)], input);
        expect(code).toBe(1);
        expect(stderr.trim().split('\n')).toHaveLength(1);
        expect(stderr).toMatch(message);
      }),
    );
    const binary = place('cut');
    await json('export-blocks', ...chain('a'), binary, '--binary');
    await writeFile(binary, (await readFile(binary)).subarray(0, -20));
    const { stderr } = await command(['import-blocks', ...chain('bad-4'), binary, '--binary']);
    expect(stderr).toMatch(/ends after 5 of 6 blocks/);
  });
});

describe('check-block', () => {
  it('executes a block again, by number or hash', async () => {
    expect(await json('check-block', ...chain('a'), '4')).toMatchObject({ number: 4, extrinsics: 1 });
    const { stdout } = await command(['check-block', ...chain('a'), String(hashes[5])]);
    expect(stdout).toMatch(/^block #5 \(0x.*\) is valid: 1 extrinsics in \d+ ms$/m);
    const missing = await command(['check-block', ...chain('a'), '7']);
    expect(missing).toMatchObject({ code: 1, stderr: expect.stringContaining('the chain ends at 6') });
  });
});

describe('export-state', () => {
  it('makes a spec from which a new chain begins with that state', async () => {
    const { stdout } = await command(['export-state', ...chain('a'), '3']);
    const exported = place('exported.json');
    await writeFile(exported, stdout);
    using node = await startProcess('--chain', exported, '--tmp', '--sealing', 'manual');
    await using client = await connect(node.rpc);
    const { stateRoot } = (
      await client.call('chain_getHeader', (await client.call('chain_getBlockHash', 0)).result)
    ).result as { stateRoot: string };
    const { stdout: blocks } = await command(['export-blocks', ...chain('a'), '--from', '3', '--to', '3']);
    expect(stateRoot).toBe(JSON.parse(blocks).block.header.stateRoot);
    expect((await client.call('dev_newBlock')).error).toBeUndefined();
  });
});

describe('--state', () => {
  it('leaves the chain in a file, and goes on from it', async () => {
    const file = place('state.json');
    const args = ['--chain', spec, '--state', file, '--sealing', 'manual'];
    const round = async (): Promise<unknown[]> => {
      using node = await startProcess(...args);
      await using client = await connect(node.rpc);
      const before = (await client.call('chain_getBlockHash')).result;
      await client.call('dev_newBlock', { count: 2 });
      const after = (await client.call('chain_getBlockHash')).result;
      const { number } = (await client.call('chain_getHeader')).result as { number: string };
      node.child.kill('SIGTERM');
      await new Promise((resolve) => node.child.once('exit', resolve));
      return [before, after, number];
    };
    const [genesis, second, two] = await round();
    expect([genesis, two]).toEqual([hashes[0], '0x2']);
    expect((await round()).slice(0, 1)).toEqual([second]);
    const { header } = JSON.parse(await readFile(file, 'utf8'));
    expect(header.slice(66, 68)).toBe('10'); // compact 4
    const { stderr } = await command([...args, '--base-path', place('both')]);
    expect(stderr).toContain('give either --state or --base-path');
  });
});

describe('revert', () => {
  it('goes back, and the chain goes on from there', async () => {
    await json('import-blocks', ...chain('back'), place('blocks'));
    expect(await json('revert', ...chain('back'), '2')).toEqual({ reverted: 2, best: 4, hash: hashes[4] });
    expect(await json('import-blocks', ...chain('back'), place('blocks'))).toEqual({
      imported: 2,
      known: 4,
      best: 6,
    });
    expect(await json('revert', ...chain('back'))).toMatchObject({ reverted: 6, best: 0 });
  });
});

it.each([
  ['export-blocks', () => ['export-blocks', ...chain('a')]],
  ['export-state', () => ['export-state', ...chain('a')]],
  ['build-spec', () => ['build-spec', '--chain', spec]],
  ['key', () => ['key', 'inspect', '//Alice']],
])('%s says in a line that stdout takes nothing', async (_, args) => {
  const whole = ['-c', 'exec "$@" > /dev/full', 'bash', process.execPath, script, ...args()];
  const { code, stderr } = await ended(spawn('bash', whole, { stdio: 'pipe' }));
  expect([code, stderr]).toEqual([1, expect.stringMatching(/^error: cannot write to stdout: .*\n$/)]);
});

it.each([
  ['export-blocks', () => ['export-blocks', ...chain('a')]],
  ['export-state', () => ['export-state', ...chain('a')]],
  ['build-spec', () => ['build-spec', '--chain', spec, '--raw']],
])('%s says nothing of a reader that has read enough', async (_, args) => {
  const gone = 'exec 3> >(true); wait $!; "$@" >&3; echo $?';
  const whole = ['-c', gone, 'bash', process.execPath, script, ...args()];
  const { stdout, stderr } = await ended(spawn('bash', whole, { stdio: 'pipe' }));
  expect([stdout, stderr]).toEqual(['1\n', '']);
});

describe('purge-chain', () => {
  it('removes nothing under a node that runs', async () => {
    using _node = await startProcess(...chain('running'), '--sealing', 'manual');
    const { code, stderr } = await command(['purge-chain', ...chain('running'), '-y']);
    expect([code, stderr]).toEqual([1, expect.stringContaining('db is in use by another node')]);
    expect(await readdir(place('running/chains/sub/db'))).toContain('CURRENT');
  });

  it('removes the database when that is agreed to, and nothing else', async () => {
    await json('import-blocks', ...chain('purged'), place('blocks'));
    const keys = place('purged/chains/sub/keystore');
    await mkdir(keys);
    expect((await command(['purge-chain', ...chain('purged')])).stdout).toBe('Aborted\n');
    expect(await readdir(place('purged/chains/sub'))).toEqual(['db', 'keystore']);
    expect(await json('purge-chain', ...chain('purged'), '-y')).toMatchObject({ removed: true });
    expect(await readdir(place('purged/chains/sub'))).toEqual(['keystore']);
    expect(await json('purge-chain', ...chain('purged'), '-y')).toMatchObject({ removed: false });
    await rm(place('purged'), { recursive: true });
  });
});

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
    const args = ['key', 'insert', ...chain('keys'), '--key-type', 'plmb'];
    const { publicKey } = await json(...args, '--suri', '//Bob');
    expect(await readdir(place('keys/chains/sub/keystore'))).toEqual([`706c6d62${publicKey.slice(2)}`]);
    const [kind, ecdsa] = await Promise.all([
      command(['key', 'insert', ...chain('keys'), '--key-type', 'toolong', '--suri', '//Bob']),
      json(...args, '--suri', '//Bob', '--scheme', 'ecdsa'),
    ]);
    expect(kind.stderr).toContain('four characters');
    expect(ecdsa.publicKey).toMatch(/^0x0[23][0-9a-f]{64}$/);
    expect(await readdir(place('keys/chains/sub/keystore'))).toContain(`706c6d62${ecdsa.publicKey.slice(2)}`);
  });
});

it('every subcommand has a help with a line on what it does', () => {
  const names = [
    'build-spec',
    'check-block',
    'export-blocks',
    'import-blocks',
    'export-state',
    'revert',
    'purge-chain',
  ];
  const found = nodeCommand().commands.flatMap((each) => (each.name() === 'key' ? each.commands : [each]));
  expect(found.map((each) => each.name())).toEqual([...names, 'generate', 'inspect', 'insert']);
  for (const each of found) expect(each.helpInformation()).toMatch(/^Usage: .*\n\n[a-z]/);
});
