import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { createFakeRuntime, fakeSpec } from '../../../test/fake-runtime.ts';
import { buildGenesis, rawGenesis } from '../chain/genesis.ts';
import { parseChainSpec, readChainSpec } from './chain-spec.ts';
import { mergePatch, parseLossless, stringifyLossless } from './lossless-json.ts';

const good = { name: 'A', id: 'a', genesis: { runtimeGenesis: { patch: {} } } };

describe('chain spec', () => {
  it.each([
    ['not an object', [], /must be a JSON object/],
    ['no name', { ...good, name: undefined }, /"name" must be a text/],
    ['an id that is a path', { ...good, id: '../a' }, /"id" names the database folder/],
    ['no genesis', { ...good, genesis: undefined }, /"genesis" must be an object/],
    ['neither patch nor config', { ...good, genesis: { runtimeGenesis: {} } }, /either "patch" or "config"/],
    [
      'both',
      { ...good, genesis: { runtimeGenesis: { patch: {}, config: {} } } },
      /either "patch" or "config"/,
    ],
    ['raw that is not hex', { ...good, genesis: { raw: { top: { '0x0': '0x' } } } }, /not hex: 0x0/],
    ['a bad prefix', { ...good, properties: { ss58Format: 'x' } }, /ss58Format/],
    ['a bad type', { ...good, chainType: 'Test' }, /chainType/],
  ])('refuses %s, naming the field', (_, json, message) => {
    expect(() => parseChainSpec(json)).toThrow(message);
  });

  it('names the file that is missing or no JSON', async () => {
    await using folder = await temporaryFolder();
    const file = join(folder.path, 'spec.json');
    await expect(readChainSpec(file)).rejects.toThrow(`${file}: there is no such file`);
    await writeFile(file, '{ "name": ');
    await expect(readChainSpec(file)).rejects.toMatchObject({
      code: 'BadChainSpec',
      message: expect.stringContaining(file),
    });
  });

  it('gives the same genesis block from the raw form as from the config', () => {
    const runtime = createFakeRuntime();
    const spec = fakeSpec({ a: '0x01', long: `0x${'ab'.repeat(50)}` });
    const raw = parseChainSpec({ ...spec, genesis: { raw: rawGenesis(spec, runtime) } });
    expect(buildGenesis(raw, runtime).header.hash).toEqual(buildGenesis(spec, runtime).header.hash);
  });
});

describe('lossless JSON', () => {
  it('keeps whole numbers that a double cannot hold', () => {
    const text = '{"a":1152921504606846977,"b":[-3,0.5,"x",null,true],"c":{}}';
    expect(parseLossless(text)).toMatchObject({ a: 1152921504606846977n });
    expect(stringifyLossless(parseLossless(text))).toBe(text);
    expect(stringifyLossless({ a: [1], b: {} }, '  ')).toBe(JSON.stringify({ a: [1], b: {} }, null, 2));
  });

  it('merges a patch as RFC 7396 says', () => {
    expect(mergePatch({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: null, e: 3 }, d: [2] })).toEqual({
      a: { c: 2, e: 3 },
      d: [2],
    });
  });
});
