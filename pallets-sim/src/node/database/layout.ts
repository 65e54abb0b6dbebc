import { NodeError } from '../errors.ts';
import { chainErrors } from './errors.ts';
import { metaName } from './record.ts';
import type { Records } from './records.ts';

/** How records are laid out. A database of another layout is refused, and not changed. */
const LAYOUT = 3;
/** One that lacks only what the present one may have besides: the node goes on with it. */
const BEFORE = 2;
const NAME = metaName('layout');

/**
 * Makes sure that the database was written by a node that lays out records as this one does; a new one is marked so,
 * and one that this node can go on with.
 *
 * @throws NodeError `OtherVersion`, or `BadDatabase` when there are records that nothing says the layout of
 */
export async function checkLayout(records: Records): Promise<void> {
  const layout = records.get('layout', NAME)?.[0];
  if (layout === LAYOUT) return;
  if (layout !== undefined && layout !== BEFORE) {
    throw new NodeError(
      'OtherVersion',
      `the chain database in ${records.folder} was written by ${layout > LAYOUT ? 'a newer' : 'an older'} version of this node: ` +
        `it has layout ${layout}, and this one reads ${LAYOUT}. Start it with that version, take the chain along with ` +
        'its export-blocks and the import-blocks of this one, or choose another folder with --base-path.',
    );
  }
  if (layout === undefined && !(await records.isEmpty()))
    throw chainErrors(records.folder).damaged('its layout entry is missing');
  const transaction = records.transaction();
  transaction.put('layout', NAME, Uint8Array.of(LAYOUT));
  await transaction.commit();
}
