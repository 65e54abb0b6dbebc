import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Benchmark } from '@plumbline/pallets-sim/frame/benchmark';
import { addWeights, linearWeight, weightOf } from '@plumbline/pallets-sim/frame/weight';
import { balancesBenchmarks } from '@plumbline/pallets-sim/pallets/balances/benchmarks';
import { systemBenchmarks } from '@plumbline/pallets-sim/pallets/system/benchmarks';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { transfers } from '../bench/chain/transfers.ts';
import { coarse, readStanding, readStandingOverhead, renderFile, renderOverhead } from './generated-file.ts';
import { measure } from './measure.ts';
import { openMeasuredChain } from './measured-chain.ts';

const transferAllowDeath = balancesBenchmarks.transferAllowDeath as Benchmark;
const touched = { reads: 2, writes: 1, bytes: 80 };

describe('a measured weight', () => {
  it('counts each storage item once, and not those that every call touches', async () => {
    const { base, each } = await measure(
      'balances.transferAllowDeath',
      balancesBenchmarks.transferAllowDeath!,
    );
    expect(base).toMatchObject({ reads: 2, writes: 2 });
    expect(base.nanoseconds).toBeGreaterThan(0);
    expect(each).toBeUndefined();
  });

  it('grows with what the call is given', async () => {
    const { base, each } = await measure('system.killPrefix', systemBenchmarks.killPrefix!);
    expect(base).toMatchObject({ reads: 0, writes: 0 });
    expect(each).toMatchObject({ reads: 1, writes: 1 });
  });

  it('is not taken of a call that fails', async () => {
    const { setUp } = transferAllowDeath;
    const broke = {
      setUp: async (...args: Parameters<typeof setUp>) => ({
        ...(await setUp(...args)),
        origin: { type: 'None' as const },
      }),
    };
    await expect(measure('balances.transferAllowDeath', broke)).rejects.toThrow('BadOrigin');
  });

  it('is twice that and rounded up, coarsely', () => {
    fc.assert(
      fc.property(fc.double({ min: 1, max: 1e9, noNaN: true }), (nanoseconds) => {
        const rounded = Number(coarse(nanoseconds, undefined));
        expect(rounded).toBeGreaterThanOrEqual(nanoseconds * 2_000 * 0.999);
        expect(rounded).toBeLessThanOrEqual(nanoseconds * 2_000 * 1.7);
      }),
    );
  });
});

describe('the generated file of a pallet', () => {
  const costs = (nanoseconds: number) =>
    new Map([
      ['transfer', { base: { ...touched, nanoseconds }, each: undefined }],
      [
        'remark',
        { base: { ...touched, nanoseconds }, each: { reads: 0, writes: 0, bytes: 0, nanoseconds: 1 } },
      ],
    ]);

  it('stays as it is when a busy machine measures again, and follows when the code became slower', () => {
    const first = renderFile(costs(100_000), new Map());
    expect(first).toContain('transfer: weightOf({ compute: 200_000_000n, reads: 2, writes: 1, bytes: 80 })');
    expect(renderFile(costs(190_000), readStanding(first))).toBe(first);
    expect(renderFile(costs(40_000), readStanding(first))).toBe(first);
    expect(renderFile(costs(210_000), readStanding(first))).toContain('compute: 500_000_000n');
    expect(renderFile(costs(30_000), readStanding(first))).toContain('compute: 70_000_000n');
    expect(renderFile(costs(20_000), readStanding(first))).toContain('compute: 50_000_000n');
  });

  it('has what a block and an extrinsic take by themselves, without headroom', () => {
    const first = renderOverhead({ block: 1_200_000, extrinsic: 400_000 }, new Map());
    expect(first).toContain('  block: 1_500_000_000n,\n  extrinsic: 500_000_000n,\n');
    const standing = readStandingOverhead(first);
    expect(renderOverhead({ block: 1_000_000, extrinsic: 490_000 }, standing)).toBe(first);
    expect(renderOverhead({ block: 1_600_000, extrinsic: 100_000 }, standing)).toContain(
      '  block: 2_000_000_000n,\n  extrinsic: 100_000_000n,\n',
    );
  });
});

describe('a weight that grows', () => {
  it('is the fixed part and so many times the other', () => {
    const each = { reads: 1, writes: 1, compute: 7n, bytes: 3 };
    expect(linearWeight(touched, each)(2)).toEqual(
      addWeights(weightOf(touched), weightOf(each), weightOf(each)),
    );
    expect(linearWeight(touched, each)(0)).toEqual(weightOf(touched));
  });
});

it('measures blocks with extrinsics whose signatures are verified', async () => {
  await using chain = await openMeasuredChain(2);
  const [right, wrong] = transfers(2, chain.accounts, chain.signedFor).map(({ extrinsic }) => extrinsic);
  wrong![40]! ^= 1; // in the signature
  const { included, execute } = chain.block([right!, wrong!]);
  expect(included).toBe(1);
  expect(execute()).toBeGreaterThan(0);
});

it('says which pallets there are when it is asked for another', () => {
  const script = fileURLToPath(new URL('../weights.ts', import.meta.url));
  const { status, stderr } = spawnSync(process.execPath, [script, '--pallet', 'guests'], {
    encoding: 'utf8',
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(/^error: there is no pallet "guests": there are system, /m);
});
