import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '../fake-node.ts';
import { account, UNIT } from '../funded-node.ts';
import { startProcess } from '../node-process.ts';
import { connect } from '../rpc-client.ts';
import { json } from './command.ts';

export type SixBlocks = Awaited<ReturnType<typeof sixBlocks>>;

/** A folder with a chain spec, and the chain `a` of six blocks, which are also in the file `blocks`. */
export async function sixBlocks() {
  const folder = await temporaryFolder();
  const place = (name: string) => join(folder.path, name);
  const spec = place('spec.json');
  const chain = (name: string) => ['--chain', spec, '--base-path', place(name)];
  const patch = { balances: { balances: [[account('Alice').address, String(1000n * UNIT)]] } };
  const genesis = { runtimeGenesis: { patch } };
  await writeFile(spec, JSON.stringify({ name: 'Sub', id: 'sub', chainType: 'Development', genesis }));
  using node = await startProcess(...chain('a'), '--sealing', 'manual');
  await using client = await connect(node.rpc);
  await client.call('dev_newBlock', { count: 6 });
  const hashes = await Promise.all(
    [0, 1, 2, 3, 4, 5, 6].map(async (n) => (await client.call('chain_getBlockHash', n)).result),
  );
  node.child.kill('SIGTERM');
  await new Promise((resolve) => node.child.once('exit', resolve));
  await json('export-blocks', ...chain('a'), place('blocks'));
  return {
    spec,
    /** Hashes of the blocks of `a`, the genesis first. */
    hashes,
    /** A path in the folder. */
    place,
    /** The flags for the chain of a name. */
    chain,
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}
