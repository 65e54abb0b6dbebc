/**
 * Makes blocks in the folder given until it is killed, saying the number of each that is stored. With a number it makes
 * so many, each with 300 accounts, and kills itself when the last is stored and its state is not.
 */
import { Keystore } from '../src/node/authorship/keystore.ts';
import { Chain } from '../src/node/chain/chain.ts';
import { blake2b256 } from '../src/node/hash.ts';
import { TransactionPool } from '../src/node/pool/pool.ts';
import { u32Bytes } from '../src/node/scale.ts';
import { Sealer } from '../src/node/sealing/sealer.ts';
import { silent } from './fake-node.ts';
import { createFakeRuntime, fakeSpec } from './fake-runtime.ts';
import { fakeAccount, fakeTransaction } from './fake-transaction.ts';

const [, , folder = '', large] = process.argv;
const chain = await Chain.open({ folder, spec: fakeSpec(), runtime: createFakeRuntime() });
const keystore = await Keystore.open();
const pool = new TransactionPool(chain, { now: Date.now });
chain.onBlock((block) => pool.onBlock(block));
const sealer = new Sealer({ chain, keystore, pool, sealing: 'manual', now: Date.now, log: silent });
if (large !== undefined) {
  const last = chain.head.number + Number(large);
  chain.onBlock(({ header }) => {
    if (header.number === last) process.kill(process.pid, 'SIGKILL');
  });
  for (;;) {
    const mark = chain.head.number + 1;
    const changes = Array.from(
      { length: 300 },
      (_, i) => [blake2b256(u32Bytes(i)), fakeAccount(mark)] as const,
    );
    await sealer.seal({ extrinsics: [], changes: () => changes });
  }
}
for (let nonce = 0; ; nonce++) {
  await pool.submit(fakeTransaction({ who: 1 + (nonce % 200), nonce: Math.floor(nonce / 200) }));
  const { header } = await sealer.seal();
  process.stdout.write(`${header.number} ${Buffer.from(header.hash).toString('hex')}\n`);
}
