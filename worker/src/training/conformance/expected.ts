import { writeFile } from 'node:fs/promises';
import hashes from './expected-hashes.json' with { type: 'json' };
import type { ConformanceItem } from './run.ts';

const FILE = new URL('./expected-hashes.json', import.meta.url);

/** The hashes that every machine arrives at, by item. */
export const EXPECTED_HASHES: Readonly<Record<string, string>> = hashes;

/** Makes these the expected hashes, from the next run on. */
export async function writeExpectedHashes(items: readonly ConformanceItem[]): Promise<void> {
  const entries = Object.fromEntries(items.map(({ name, hash }) => [name, hash]));
  await writeFile(FILE, `${JSON.stringify(entries, null, 2)}\n`);
}
