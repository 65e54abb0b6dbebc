import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LEAF_BYTES } from './blob.ts';
import { ChangedLeaves } from './changed-leaves.ts';
import { leafLevel } from './level.ts';

test('leaves hashed only where they changed are those of the whole blob', () => {
  const sizes = fc.integer({ min: 0, max: 5 * LEAF_BYTES });
  const writes = fc.array(fc.array(fc.nat({ max: 5 * LEAF_BYTES }), { maxLength: 4 }), { maxLength: 6 });
  fc.assert(
    fc.property(sizes, writes, (size, rounds) => {
      let before = new Uint8Array(size);
      const changed = new ChangedLeaves(size);
      expect(changed.update(before)).toEqual(leafLevel(before, LEAF_BYTES));
      for (const places of rounds) {
        const bytes = before.slice();
        for (const at of places) if (at < size) bytes[at] = (bytes[at] ?? 0) + 1;
        expect(changed.update(bytes, before)).toEqual(leafLevel(bytes, LEAF_BYTES));
        before = bytes;
      }
    }),
  );
});
