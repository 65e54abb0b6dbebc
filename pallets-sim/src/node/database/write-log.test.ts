import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Level } from 'level';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { damagedAt } from './write-log.ts';

/** The log of a database to which values of these lengths were written, one after the other, and where it ends after each. */
async function written(lengths: readonly number[]): Promise<{ log: Buffer; ends: number[] }> {
  await using folder = await temporaryFolder();
  const level = new Level<string, Uint8Array>(folder.path, { valueEncoding: 'view' });
  await level.open();
  const file = readdirSync(folder.path).find((name) => name.endsWith('.log')) ?? '';
  const read = () => readFileSync(join(folder.path, file));
  const ends: number[] = [];
  for (const [i, length] of lengths.entries()) {
    await level.put(`${i}`, new Uint8Array(length).fill(0x5a));
    ends.push(read().length);
  }
  const log = read();
  await level.close();
  return { log, ends };
}

const lengths = fc.array(fc.oneof(fc.nat(300), fc.integer({ min: 32_000, max: 33_500 }), fc.nat(150_000)), {
  minLength: 1,
  maxLength: 6,
});
const places = fc.array(fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }), {
  minLength: 20,
  maxLength: 20,
});
/** Zeros at the end of a block that are too few for a header. */
const isPadding = (log: Buffer, at: number) => at % 32_768 >= 32_768 - 6 && log[at] === 0;

describe('the log of LevelDB', () => {
  it('is whole as it was written, and wherever it was cut off; a bit that is not what it was is found', async () => {
    await fc.assert(
      fc.asyncProperty(lengths, places, fc.nat(7), async (sizes, where, bit) => {
        const { log, ends } = await written(sizes);
        expect(damagedAt(log)).toBeUndefined();
        const last = ends.at(-2) ?? 0;
        for (const place of where) {
          const at = Math.floor(place * log.length);
          expect(damagedAt(log.subarray(0, at)), `cut off at ${at}`).toBeUndefined();
          const flipped = Buffer.from(log);
          flipped[at]! ^= 1 << bit;
          if (!isPadding(log, at)) expect(damagedAt(flipped), `bit of byte ${at}`).toBeLessThanOrEqual(at);
          // The sectors from one of the last record on were not written when the power went.
          const within = last + Math.floor(place * (log.length - last));
          const sector = within === last ? last : within - (within % 512) + 512;
          if (log.length - sector > 0 && log.length - sector < 8) continue;
          const torn = Buffer.from(log).fill(0, sector);
          expect(damagedAt(torn), `nothing from ${sector} on`).toBeUndefined();
        }
      }),
      { numRuns: 40 },
    );
  });

  it('may have nothing in it, or nothing but room for more', () => {
    expect(damagedAt(new Uint8Array())).toBeUndefined();
    expect(damagedAt(new Uint8Array(100_000))).toBeUndefined();
  });
});
