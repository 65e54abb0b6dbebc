import { spawn } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { blockToJson } from '../../src/node/block/block-file.ts';
import { concatBytes } from '../../src/node/bytes.ts';
import { parseChainSpec } from '../../src/node/chain-spec/chain-spec.ts';
import { mockExtrinsic } from '../../src/node/metadata/mock-extrinsic.ts';
import { startNode } from '../../src/node/node.ts';
import { withLength } from '../../src/node/scale.ts';
import { runtime } from '../../src/runtime/runtime.ts';
import { silent, temporaryFolder } from '../fake-node.ts';
import { account, UNIT } from '../funded-node.ts';

const script = fileURLToPath(new URL('../node-cli.ts', import.meta.url));
const BLOCKS = 6;
const BLOCK_BYTES = 300_000;

/** Runs the node's command to its end, in a shell that has done something before. */
async function command(shell: string, ...args: string[]) {
  const whole = ['-c', `${shell}; exec "$@"`, 'bash', process.execPath, script, ...args];
  const child = spawn('bash', whole, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}

/** Writes a chain spec, and the blocks of a chain of it, each with a remark of so many bytes. */
async function writeChain(spec: string, blocks: string): Promise<void> {
  const alice = account('Alice');
  const patch = { balances: { balances: [[alice.address, String(1_000_000n * UNIT)]] } };
  const genesis = { runtimeGenesis: { patch } };
  const json = { name: 'Full', id: 'full', chainType: 'Development', genesis };
  await writeFile(spec, JSON.stringify(json));
  const logs = () => silent;
  await using node = await startNode({
    ...{ spec: parseChainSpec(json), runtime, sealing: 'manual', rpcPort: 0 },
    ...{ mockSignatures: true, logs, now: Date.now },
  });
  const lines: string[] = [];
  for (let number = 1; number <= BLOCKS; number++) {
    const remark = concatBytes(Uint8Array.of(0, 0), withLength(new Uint8Array(BLOCK_BYTES).fill(number)));
    await node.pool.submit(mockExtrinsic(node.chain, node.chain.head, remark, alice.publicKey));
    await node.sealer.seal();
    const { head } = node.chain;
    lines.push(blockToJson({ header: head, body: node.chain.body(head.hash)! }));
  }
  await writeFile(blocks, lines.join(''));
}

it('import-blocks on a disk that gets full says so, keeps whole blocks, and goes on from there when there is room', async () => {
  await using folder = await temporaryFolder();
  const [spec, blocks, base] = ['spec.json', 'blocks', 'base'].map((name) => join(folder.path, name)) as [
    string,
    string,
    string,
  ];
  await writeChain(spec, blocks);
  const chain = ['--chain', spec, '--base-path', base];
  const imports = ['import-blocks', ...chain, '--mock-signature-host', '--output', 'json', blocks];

  // No file may be larger than some blocks, which the system refuses as it refuses a full disk.
  const full = await command(`ulimit -f ${Math.round((2.5 * BLOCK_BYTES) / 1024)}`, ...imports);
  expect(full).toMatchObject({ code: 1, stdout: '' });
  expect(full.stderr).toMatch(
    /^error: no room for the chain database in \S*\/base\/chains\/full\/db: .*Make room and start again: the chain is at its last whole block\.\n$/,
  );

  const kept = (await command(':', 'export-blocks', ...chain)).stdout;
  const known = kept.split('\n').length - 1;
  expect(known).toBe(2);
  expect((await readFile(blocks, 'utf8')).startsWith(kept)).toBe(true);

  const rest = await command(':', ...imports);
  expect(rest.stderr).toBe('');
  expect(JSON.parse(rest.stdout)).toEqual({ imported: BLOCKS - known, known, best: BLOCKS });
  expect((await command(':', 'check-block', ...chain, '--mock-signature-host', String(BLOCKS))).code).toBe(0);
  expect((await command(':', 'export-blocks', ...chain)).stdout).toBe(await readFile(blocks, 'utf8'));
});
