import { TrainingRecords } from '../src/roles/training-record.ts';
import { openDatabase } from '../src/storage/database.ts';
import { Journal } from '../src/storage/journal.ts';

/**
 * Adds to a training record in the folder that it is given, and takes back some of it now and then, until it is killed.
 * Whenever a change is in the journal, it says which values the record has then.
 */
const [folder = ''] = process.argv.slice(2);
const records = new TrainingRecords(new Journal(await openDatabase(folder), 'solver'));
const [root, altered] = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];
for (let change = 1; ; change++) {
  if (change % 7 === 0) await records.truncate('1.0', Math.floor(change / 3));
  else await records.add('1.0', { root, altered, candidate: change }, change);
  const { checkpoints } = await records.get('1.0');
  process.stdout.write(`${checkpoints.map(({ lossBits }) => lossBits).join(' ')}\n`);
}
