import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { Level } from 'level';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { damagedInTable } from './table.ts';

/** The table that LevelDB makes of values of these lengths. */
async function tableOf(lengths: readonly number[], compression: boolean): Promise<Buffer> {
  await using folder = await temporaryFolder();
  const level = new Level<string, Uint8Array>(folder.path, { valueEncoding: 'view', compression });
  for (const [i, length] of lengths.entries()) {
    await level.put(
      `key ${i}`,
      new Uint8Array(length).fill(0).map((_, at) => (at % 7 ? at * i : 0)),
    );
  }
  await level.close();
  await level.open(); // which moves what is in the log into a table
  const file = readdirSync(folder.path).find((name) => name.endsWith('.ldb')) ?? '';
  const table = readFileSync(join(folder.path, file));
  await level.close();
  return table;
}

const lengths = fc.array(fc.oneof(fc.nat(300), fc.nat(20_000)), { minLength: 1, maxLength: 30 });
const place = fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true });

it('a table is whole as LevelDB wrote it, and not with any other bit; one without an end is none yet', async () => {
  await fc.assert(
    fc.asyncProperty(
      lengths,
      fc.boolean(),
      fc.array(place, { minLength: 8, maxLength: 8 }),
      fc.nat(7),
      async (sizes, compression, where, bit) => {
        const table = await tableOf(sizes, compression);
        expect(damagedInTable(table)).toBeUndefined();
        // What the handles in the footer leave over of their 40 bytes means nothing.
        const meaningful = table.length - 48;
        for (const share of where) {
          const at = Math.floor(share * meaningful);
          const flipped = Buffer.from(table);
          flipped[at]! ^= 1 << bit;
          expect(damagedInTable(flipped), `bit of byte ${at}`).toBeDefined();
          expect(damagedInTable(table.subarray(0, at)), `cut off at ${at}`).toBeUndefined();
        }
        for (const at of [meaningful, meaningful + 1]) {
          const flipped = Buffer.from(table);
          flipped[at]! ^= 1 << bit;
          expect(damagedInTable(flipped), `bit of byte ${at}`).toBeDefined();
        }
      },
    ),
    { numRuns: 12 },
  );
});
