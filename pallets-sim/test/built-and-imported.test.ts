import { toHex } from '@plumbline/runtime-types/scale/hex';
import fc from 'fast-check';
import { expect, it, vi } from 'vitest';
import { concatBytes } from '../src/node/bytes.ts';
import { parseChainSpec } from '../src/node/chain-spec/chain-spec.ts';
import { openCore } from '../src/node/core.ts';
import { askValidity } from '../src/node/pool/ask-validity.ts';
import { decodeApplyResult, decodeValidity } from '../src/node/pool/validity.ts';
import { applyExtrinsic } from '../src/node/sealing/apply-extrinsic.ts';
import { accountNonce } from '../src/pallets/system/accounts.ts';
import { RuntimeApiError } from '../src/runtime/api.ts';
import { assembly, runtime } from '../src/runtime/runtime.ts';
import { silent, temporaryFolder } from './fake-node.ts';
import { account } from './funded-node.ts';
import { ENDOWMENT, encodeSigned, randomCalls } from './random-extrinsics.ts';

const EXTERNAL = Uint8Array.of(2);

const people = ['Alice', 'Bob', 'Carol', 'Dave', 'Eve'].map((name) => account(name).publicKey);
const [alice] = people;
const ids = people.map(toHex);
const nobody = toHex(account('Nobody').publicKey);
const genesis = {
  balances: { balances: ids.map((id) => [id, String(ENDOWMENT)]) },
  sudo: { key: ids[0] },
};
const spec = parseChainSpec({
  ...{ name: 'Random', id: 'random', chainType: 'Development' },
  genesis: { runtimeGenesis: { patch: genesis } },
});

// The modules once more: nothing that the first remember is known to these.
vi.resetModules();
const cold = {
  ...(await import('../src/runtime/runtime.ts')),
  ...(await import('../src/node/chain/chain.ts')),
  ...(await import('../src/node/block/import-block.ts')),
};

const extrinsic = fc.record({
  from: fc.nat(people.length - 1),
  isRoot: fc.boolean(),
  call: randomCalls([...ids, nobody]),
  tip: fc.constantFrom(0n, 0n, 5n, ENDOWMENT),
  /** Beside the account's next nonce. */
  off: fc.constantFrom(0, 0, 0, 0, 1, -1),
  /** A byte that is another one. */
  damage: fc.option(fc.record({ at: fc.nat(), byte: fc.nat(255) }), { freq: 6 }),
});

/** What a function returns, or the code of what the runtime throws. */
function said(ask: () => unknown): unknown {
  try {
    return ask();
  } catch (error) {
    if (error instanceof RuntimeApiError) return error.code;
    throw error;
  }
}

it('blocks of whatever calls are the same to who builds them and, by the API of bytes, to who has never seen a call', async () => {
  const blocks = fc.array(fc.array(extrinsic, { maxLength: 6 }), { maxLength: 5 });
  let included = 0;
  await fc.assert(
    fc.asyncProperty(blocks, async (all) => {
      await using folder = await temporaryFolder();
      const mockSignatures = true;
      const core = await openCore({
        ...{ runtime, spec, mockSignatures, sealing: 'manual', logs: () => silent, now: Date.now },
      });
      const { chain, pool, sealer } = core;
      const other = await cold.Chain.open({
        folder: folder.path,
        spec,
        runtime: cold.runtime,
        mockSignatures,
      });
      try {
        for (const some of all) {
          const context = assembly.context(chain.stateAt());
          const nonces = ids.map((id) => accountNonce(context, id));
          for (const { from, isRoot, call, tip, off, damage } of some) {
            const sender = isRoot ? 0 : from;
            const nonce = Math.max(0, (nonces[sender] as number) + off);
            const encoded = encodeSigned(people[sender] ?? (alice as Uint8Array), nonce, tip, call);
            if (damage) encoded[damage.at % encoded.length] = damage.byte;
            if (off === 0 && !damage) nonces[sender] = nonce + 1;

            const { hash } = chain.head;
            const directly = said(() => askValidity(chain, 'External', encoded, hash, chain.stateAt()));
            const args = concatBytes(EXTERNAL, encoded, hash);
            const byBytes = said(() =>
              decodeValidity(chain.call('TaggedTransactionQueue_validate_transaction', args)),
            );
            if (typeof byBytes === 'string') expect(directly).toBe(byBytes);
            else expect(directly).toMatchObject(byBytes as object);
            const [one, two] = [chain.stateAt(), chain.stateAt()];
            const applied = said(() => applyExtrinsic(runtime, encoded, one));
            const method = 'BlockBuilder_apply_extrinsic';
            expect(said(() => decodeApplyResult(runtime.call(method, encoded, two)))).toEqual(applied);
            expect(toHex(one.root())).toBe(toHex(two.root()));

            await pool.submit(encoded).catch((error: unknown) => {
              expect(error).toMatchObject({ name: 'PoolError' });
            });
          }
          included += (await sealer.seal()).included;
          const block = { header: chain.head, body: chain.body(chain.head.hash) ?? [] };
          await cold.importBlock(other, block);
          expect(toHex(other.stateAt().root())).toBe(toHex(chain.stateAt().root()));
          expect(toHex(chain.call('TryStateApi_try_state', new Uint8Array()))).toBe('0x00');
        }
      } finally {
        await other.close();
        await core.stop();
      }
    }),
    { numRuns: 25 },
  );
  expect(included).toBeGreaterThan(0);
});
