import { expect, it } from 'vitest';
import { temporaryFolder } from '../../../test/fake-node.ts';
import { checkLayout } from './layout.ts';
import { metaName } from './record.ts';
import { Records } from './records.ts';

it.each([
  [4, 'a newer'],
  [1, 'an older'],
])('a database of layout %i is refused as that of %s version, and left as it is', async (layout, whose) => {
  await using folder = await temporaryFolder();
  const name = metaName('layout');
  for (let time = 0; time < 2; time++) {
    const records = await Records.open(folder.path, false);
    if (time === 0) {
      const transaction = records.transaction();
      transaction.put('layout', name, Uint8Array.of(layout));
      await transaction.commit();
    }
    const refused = { code: 'OtherVersion', message: expect.stringContaining(whose) };
    await expect(checkLayout(records)).rejects.toMatchObject(refused);
    expect(records.get('layout', name)).toEqual(Uint8Array.of(layout));
    await records.close();
  }
});
