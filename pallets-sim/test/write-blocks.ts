/** Makes blocks in the folder given until it is killed, saying the number of each that is stored. */
import { Keystore } from '../src/node/authorship/keystore.ts';
import { Chain } from '../src/node/chain/chain.ts';
import { TransactionPool } from '../src/node/pool/pool.ts';
import { Sealer } from '../src/node/sealing/sealer.ts';
import { silent } from './fake-node.ts';
import { createFakeRuntime, fakeSpec, fakeTransaction } from './fake-runtime.ts';

const folder = process.argv[2] ?? '';
const chain = await Chain.open({ folder, spec: fakeSpec(), runtime: createFakeRuntime() });
const keystore = await Keystore.open();
const pool = new TransactionPool(chain, { now: Date.now });
chain.onBlock((block) => pool.onBlock(block));
const sealer = new Sealer({ chain, keystore, pool, sealing: 'manual', now: Date.now, log: silent });
for (let nonce = 0; ; nonce++) {
  await pool.submit(fakeTransaction({ who: 1 + (nonce % 200), nonce: Math.floor(nonce / 200) }));
  const { header } = await sealer.seal();
  process.stdout.write(`${header.number} ${Buffer.from(header.hash).toString('hex')}\n`);
}
