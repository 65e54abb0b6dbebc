import { ApiPromise } from '@polkadot/api';
import { DedotClient } from 'dedot';
import { createClient, Enum } from 'polkadot-api';
import { getPolkadotSigner } from 'polkadot-api/signer';
import { describe, expect, it } from 'vitest';
import { account, UNIT } from '../../test/funded-node.ts';
import { createDevChain, type DevChain } from './dev-chain.ts';

const bob = account('Bob').address;
const poor = account('Poor').address;

const fixture = async (chain: DevChain) => chain.setBalance(poor, 100n * UNIT);

/** Sends a transfer three times, each time from where the fixture ends; each must make a block. */
async function threeTimes(chain: DevChain, send: () => Promise<unknown>): Promise<void> {
  for (let round = 0; round < 3; round++) {
    await chain.loadFixture(fixture);
    const before = chain.height;
    await send();
    expect(chain.height).toBe(before + 1);
  }
}

describe('after going back, the same transaction is sent again', () => {
  it('by polkadot.js, which remembers what it has sent', async () => {
    await using chain = await createDevChain();
    const api = await ApiPromise.create({ provider: chain.polkadotJs(), noInitWarn: true });
    await threeTimes(chain, () => {
      const { signer } = chain.impersonate(poor);
      return new Promise<void>((resolve, reject) => {
        api.tx.balances!.transferKeepAlive!(bob, UNIT)
          .signAndSend(poor, { signer }, ({ isFinalized }) => {
            if (isFinalized) resolve();
          })
          .catch(reject);
      });
    });
    await api.disconnect();
  });

  it('by dedot', async () => {
    await using chain = await createDevChain();
    const client = await DedotClient.create({ provider: chain.dedot() });
    await threeTimes(chain, () => {
      const { signer } = chain.impersonate(poor);
      return client.tx.balances!.transferKeepAlive!(bob, UNIT).signAndSend(poor, { signer }).untilFinalized();
    });
    await client.disconnect();
  });

  it('by polkadot-api, connected anew', async () => {
    await using chain = await createDevChain();
    await threeTimes(chain, async () => {
      const client = createClient(chain.papi());
      const { publicKey, sign } = chain.impersonate(poor);
      const transfer = client.getUnsafeApi().tx.Balances!.transfer_keep_alive!({
        dest: Enum('Id', bob),
        value: UNIT,
      });
      await transfer.signAndSubmit(getPolkadotSigner(publicKey, 'Sr25519', sign));
      client.destroy();
    });
  });
});
