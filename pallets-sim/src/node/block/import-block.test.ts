import { describe, expect, it } from 'vitest';
import { silent, temporaryFolder } from '../../../test/fake-node.ts';
import { account, UNIT } from '../../../test/funded-node.ts';
import { runtime } from '../../runtime/runtime.ts';
import { Chain } from '../chain/chain.ts';
import { parseChainSpec } from '../chain-spec/chain-spec.ts';
import { openCore } from '../core.ts';
import { mockExtrinsic } from '../metadata/mock-extrinsic.ts';
import { importBlock } from './import-block.ts';

/** `System.remark` of nothing. */
const REMARK = Uint8Array.of(0, 0, 0);
const alice = account('Alice');
const spec = parseChainSpec({
  name: 'Mocked',
  id: 'mocked',
  chainType: 'Development',
  genesis: { runtimeGenesis: { patch: { balances: { balances: [[alice.address, String(1000n * UNIT)]] } } } },
});

describe('a block with a mock signature', () => {
  it('is taken where mock signatures are, and refused everywhere else', async () => {
    await using folder = await temporaryFolder();
    const core = await openCore({
      ...{ runtime, spec, sealing: 'manual', mockSignatures: true },
      ...{ logs: () => silent, now: Date.now },
    });
    try {
      const { chain, sealer } = core;
      await sealer.seal({ extrinsics: [mockExtrinsic(chain, chain.head, REMARK, alice.publicKey)] });
      const block = { header: chain.head, body: chain.body(chain.head.hash)! };
      for (const mockSignatures of [false, true]) {
        const other = await Chain.open({
          folder: `${folder.path}/${mockSignatures}`,
          spec,
          runtime,
          mockSignatures,
        });
        try {
          const imported = importBlock(other, block);
          if (mockSignatures) await imported;
          else await expect(imported).rejects.toMatchObject({ code: 'BadBlock', message: /BadProof/ });
          expect(other.head.number).toBe(mockSignatures ? 1 : 0);
        } finally {
          await other.close();
        }
      }
    } finally {
      await core.stop();
    }
  });
});
