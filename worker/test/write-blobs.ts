import { blobRoot } from '@plumbline/verification/merkle/blob';
import { codeOf } from '../src/errors.ts';
import { blobRef } from '../src/storage/blob-ref.ts';
import { BlobStore } from '../src/storage/blob-store.ts';
import { chunkNodes } from '../src/storage/chunk-proof.ts';
import { openDatabase } from '../src/storage/database.ts';

/**
 * Puts blobs of so many bytes into a store in the folder that it is given, each for an owner of its own, and lets go of
 * an older one now and then, until it is killed. Says of each put when it is done, or why it is not, and before it lets
 * go of one which.
 */
const [folder = '', size = '0'] = process.argv.slice(2);
const blobs = new BlobStore(await openDatabase(folder));
for (let number = 1; ; number++) {
  const bytes = new Uint8Array(Number(size)).fill(number);
  try {
    await blobs.putAll([
      {
        owner: `${number}`,
        blob: { ref: blobRef(blobRoot(bytes), bytes.length), bytes, nodes: chunkNodes(bytes, 4096) },
      },
    ]);
    process.stdout.write(`put ${number}\n`);
  } catch (thrown) {
    process.stdout.write(`${codeOf(thrown)} ${number}\n`);
    break;
  }
  if (number % 3 !== 0) continue;
  process.stdout.write(`release ${number - 2}\n`);
  await blobs.release(`${number - 2}`);
}
