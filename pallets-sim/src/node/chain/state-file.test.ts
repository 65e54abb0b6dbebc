import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { describe, expect, it } from 'vitest';
import { fakeNode, temporaryFolder } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import type { PruningMode } from '../database/pruning-mode.ts';
import { rawState } from '../state/raw-state.ts';
import { Chain } from './chain.ts';
import { dumpChain, readStateFile, type StateDump, writeStateFile } from './state-file.ts';

/** A dump of a chain of five blocks. */
async function someDump(): Promise<StateDump> {
  await using node = await fakeNode();
  for (let nonce = 0; nonce < 5; nonce++) {
    await node.send({ who: 7, nonce });
    await node.sealer.seal();
  }
  return dumpChain(node.chain);
}

describe('a state file', () => {
  it.each<[PruningMode]>([['archive'], ['archive-canonical'], [2]])(
    'is where a chain goes on, with its genesis and numbers, pruning %s',
    async (state) => {
      await using folder = await temporaryFolder();
      const file = join(folder.path, 'state.json');
      const dump = await someDump();
      await writeStateFile(file, dump);
      const start = await readStateFile(file);
      expect(start).toEqual(dump);
      await using node = await fakeNode({ start, pruning: { state } });
      const { chain } = node;
      const genesis = chain.header(chain.genesisHash)!;
      expect(chain.head).toEqual(dump.header);
      expect(rawState(chain.stateAt())).toEqual(dump.state);
      expect(chain.body(chain.head.hash)).toEqual(dump.body);
      expect(chain.blockHash(0)).toEqual(dump.genesisHash);
      expect(chain.blockHash(4)).toBeUndefined();
      expect(() => chain.stateAt(genesis)).toThrow(expect.objectContaining({ code: 'StateDiscarded' }));
      await node.send({ who: 7, nonce: 5 });
      for (let n = 6; n < 10; n++) expect((await node.sealer.seal()).header.number).toBe(n);
      expect(chain.keepsState(dump.header)).toBe(state !== 2);
      if (state !== 2) {
        await chain.moveHead(dump.header);
        expect((await node.sealer.seal()).header.number).toBe(6);
      }
    },
  );

  it('is not needed once the chain is kept, which checks what it has', async () => {
    await using folder = await temporaryFolder();
    const start = await someDump();
    const options = { folder: folder.path, spec: fakeSpec(), runtime: createFakeRuntime() };
    await (await Chain.open({ ...options, start })).close();
    const again = await Chain.open(options);
    expect(again.head).toEqual(start.header);
    await again.close();
  });

  it('is refused when it is of another chain, changed, or no state file', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'state.json');
    const dump = await someDump();
    const open = async (name: string, start: StateDump, spec = fakeSpec()) =>
      Chain.open({ folder: join(folder.path, name), spec, runtime: createFakeRuntime(), start });
    const key = toHex(new TextEncoder().encode('time'));
    for (const [name, start, spec] of [
      ['other', dump, fakeSpec({ a: '0x02' })],
      [
        'changed',
        { ...dump, state: { ...dump.state, top: { ...dump.state.top, [key]: '0x00' } } },
        fakeSpec(),
      ],
    ] as const) {
      await expect(open(name, start, spec), name).rejects.toMatchObject({ code: 'BadStateFile' });
    }
    await writeStateFile(file, dump);
    const text = await readFile(file, 'utf8');
    for (const wrong of [
      '',
      '[]',
      '{}',
      text.slice(0, -9),
      text.replace('"top"', '"pot"'),
      text.replace(': "0x', ': "x'),
    ]) {
      await writeFile(file, wrong);
      await expect(readStateFile(file)).rejects.toMatchObject({
        code: 'BadStateFile',
        message: expect.stringContaining(file),
      });
    }
    expect(await readStateFile(join(folder.path, 'none'))).toBeUndefined();
    await expect(readStateFile(join(folder.path, 'none', 'f'))).rejects.toMatchObject({
      code: 'BadStateFile',
      message: expect.stringContaining('could not be written at the end'),
    });
    await expect(writeStateFile(join(folder.path, 'none', 'f'), dump)).rejects.toMatchObject({
      code: 'WriteFailed',
    });
  });
});
