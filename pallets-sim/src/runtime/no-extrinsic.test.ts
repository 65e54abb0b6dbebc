import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { bytes } from '@plumbline/runtime-types/scale/primitives';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eve, fundedChain } from '../../test/funded-chain.ts';
import { concat } from '../frame/bytes.ts';
import { UNIT } from '../pallets/balances/declaration.ts';
import { RuntimeApiError } from './api.ts';

describe('bytes that are no extrinsic', () => {
  it('are refused with what is wrong with them', async () => {
    const { chain } = await fundedChain();
    expect(() => chain.apply(fromHex('0x'))).toThrow('1 bytes wanted at offset 0 of 0');
    expect(() => chain.apply(fromHex('0x0405'))).toThrow('extrinsic format 5; this chain reads 4');
    expect(() => chain.apply(fromHex('0x0c04ff00'))).toThrow('RuntimeCall has no variant with index 255');
    expect(() => chain.apply(fromHex('0x100400000000'))).toThrow();
    const endless = fromHex('0xffffffff');
    expect(() => chain.problem(endless)).toThrow(RuntimeApiError);
    expect(() => chain.apply(endless)).toThrow(expect.objectContaining({ code: 'BadArguments' }));
  });

  it('are refused when calls are nested without end', async () => {
    const { chain } = await fundedChain();
    const layer = fromHex('0x050004');
    const deep = concat([new Uint8Array([4]), ...Array.from({ length: 5_000 }, () => layer)]);
    expect(() => chain.apply(bytes.codec.enc(deep))).toThrow('nested more than 256 levels deep');
    const allowed = concat([
      new Uint8Array([4]),
      ...Array.from({ length: 200 }, () => layer),
      fromHex('0x000000'),
    ]);
    expect(chain.problem(bytes.codec.enc(allowed))).toBe('Unknown.NoUnsignedValidator');
  });

  it('never bring the runtime down, whatever they are', async () => {
    const { chain, api, sign, transfer } = await fundedChain();
    const good = sign(
      api.tx.utility!.batchAll!([transfer(UNIT).method, api.tx.system!.remark!('0x1234').method]),
      eve,
    );
    const settle = (extrinsic: Uint8Array) => {
      try {
        chain.validate(extrinsic);
        chain.state.startTransaction();
        chain.apply(extrinsic);
      } catch (error) {
        expect(error).toMatchObject({ name: 'RuntimeApiError', code: 'BadArguments' });
        return;
      }
      chain.state.rollback();
    };
    chain.begin();
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: good.length - 1 }),
        fc.integer({ min: 1, max: 255 }),
        (at, flip) => {
          const mutated = good.slice();
          mutated[at]! ^= flip;
          settle(mutated);
        },
      ),
      { numRuns: 300 },
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (raw) => settle(bytes.codec.enc(raw))),
      { numRuns: 200 },
    );
  });
});
