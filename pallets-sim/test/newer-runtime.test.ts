import { u8, u32 } from '@plumbline/runtime-types/scale/primitives';
import { describe, expect, it } from 'vitest';
import { declarePallet } from '../src/frame/declaration.ts';
import { definePallet } from '../src/frame/pallet.ts';
import { value } from '../src/frame/storage.ts';
import { ZERO_WEIGHT } from '../src/frame/weight.ts';
import { rawGenesis } from '../src/node/chain/genesis.ts';
import { type ChainSpec, parseChainSpec } from '../src/node/chain-spec/chain-spec.ts';
import { type RunningNode, startNode } from '../src/node/node.ts';
import { system } from '../src/pallets/system/declaration.ts';
import type { Runtime } from '../src/runtime/api.ts';
import { silent, temporaryFolder } from './fake-node.ts';
import { runtimeWith } from './runtime-with.ts';

const INDEX = 42;
const TOTAL = 7;

const old = declarePallet({ name: 'Tally', docs: 'As it was.', storage: { Total: value('How many.', u8) } });
const oldRuntime = runtimeWith(
  INDEX,
  definePallet(old, {
    genesis: { preset: null, build: (context) => old.storage.Total.put(context, TOTAL) },
  }),
);

const fresh = declarePallet({
  name: 'Tally',
  docs: 'As it is.',
  storageVersion: 1,
  storage: { Total: value('How many.', u32) },
});
const newRuntime = runtimeWith(
  INDEX,
  definePallet(fresh, {
    genesis: { preset: null, build: (context) => fresh.storage.Total.put(context, 0) },
    migrations: [
      {
        from: 0,
        migrate(context) {
          fresh.storage.Total.put(context, 1000 + (old.storage.Total.get(context) ?? 0));
          return ZERO_WEIGHT;
        },
      },
    ],
  }),
);

const spec = parseChainSpec({
  name: 'Tally',
  id: 'tally',
  chainType: 'Development',
  genesis: { runtimeGenesis: { patch: {} } },
});

/** What an older version of the node prints with `build-spec --raw`: a runtime of another version ran last. */
function rawSpec(): ChainSpec {
  const { top, childrenDefault } = rawGenesis(spec, oldRuntime);
  const key = `0x${Buffer.from(system.storage.LastRuntimeUpgrade.key()).toString('hex')}`;
  const before = system.storage.LastRuntimeUpgrade.description.shape.codec.enc({
    specName: 'plumbline',
    specVersion: 0,
  });
  const older = { ...top, [key]: `0x${Buffer.from(before).toString('hex')}` };
  return { ...spec, genesis: { raw: { top: older, childrenDefault } } };
}

const start = (given: ChainSpec, runtime: Runtime, basePath: string) =>
  startNode({
    spec: given,
    runtime,
    basePath,
    sealing: 'manual',
    rpcPort: 0,
    logs: () => silent,
    now: Date.now,
  });

const totalOf = ({ chain }: RunningNode) => chain.stateAt(chain.head).get(fresh.storage.Total.key());

describe('a node of a newer version', () => {
  it('migrates a chain from a raw spec in its first block, once', async () => {
    await using folder = await temporaryFolder();
    const raw = rawSpec();
    for (const expected of [1, 2]) {
      const node = await start(raw, newRuntime, folder.path);
      if (expected === 1) expect(totalOf(node)).toEqual(u8.codec.enc(TOTAL));
      const { header } = await node.sealer.seal();
      expect([header.number, totalOf(node)]).toEqual([expected, u32.codec.enc(1000 + TOTAL)]);
      await node.stop();
    }
  });

  it('goes on with what an older one has made, given its raw spec, and says so when it is not', async () => {
    await using folder = await temporaryFolder();
    const first = await start(spec, oldRuntime, folder.path);
    const { header } = await first.sealer.seal();
    await first.stop();
    await expect(start(spec, newRuntime, folder.path)).rejects.toMatchObject({
      code: 'OtherChain',
      message: expect.stringContaining('give the spec that that version prints with build-spec --raw'),
    });
    const raw = { ...spec, genesis: { raw: rawGenesis(spec, oldRuntime) } };
    const second = await start(raw, newRuntime, folder.path);
    expect(second.chain.head.hash).toEqual(header.hash);
    await second.stop();
  });
});
