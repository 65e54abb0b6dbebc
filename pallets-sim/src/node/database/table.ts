import { CRC32C_START, crc32cStep, maskedCrc32c } from './crc32c.ts';

/** Behind each block of a table: whether it is compressed (1), and the checksum of all before it (4). */
const TRAILER_BYTES = 5;
const FOOTER_BYTES = 48;
const MAGIC = [0x57, 0xfb, 0x80, 0x8b, 0x24, 0x75, 0x47, 0xdb];

/**
 * Where a table of LevelDB is not what was written, undefined when all of it is. LevelDB looks at no checksum when it
 * merges tables, and ends the process when it meets a key that is not where it belongs. A table without an end is what
 * is left of one that was being written: nothing leads to it, and if something does, LevelDB says so itself.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/table_format.md
 */
export function damagedInTable(table: Uint8Array): number | undefined {
  const footer = table.length - FOOTER_BYTES;
  if (footer < 0 || MAGIC.some((byte, i) => table[table.length - MAGIC.length + i] !== byte))
    return undefined;
  // Blocks follow each other; where they begin is written in a block that may be compressed, but shows by the checksums.
  let [before, start] = [0, 0];
  let last = 0;
  while (start < footer) {
    let end = blockEnd(table, start, start, footer);
    if (end === undefined && start > 0) {
      // By chance, something within the block before may have looked like its end.
      const other = blockEnd(table, before, start, footer);
      if (other === undefined) return start;
      start = before;
      end = other;
    }
    if (end === undefined) return start;
    [last, before, start] = [before, start, end];
  }
  return hasHandles(table, footer, [last, before, start]) ? undefined : footer;
}

/** Where the block that begins at `start` ends, with its trailer; after `from`. */
function blockEnd(table: Uint8Array, start: number, from: number, footer: number): number | undefined {
  let register = CRC32C_START;
  for (let i = start; i + TRAILER_BYTES <= footer; i++) {
    const byte = table[i] as number;
    register = crc32cStep(register, byte);
    const end = i + TRAILER_BYTES;
    if (byte > 1 || end <= from) continue;
    const checksum = maskedCrc32c(register);
    if (
      table[i + 1] === (checksum & 0xff) &&
      table[i + 2] === ((checksum >>> 8) & 0xff) &&
      table[i + 3] === ((checksum >>> 16) & 0xff) &&
      table[i + 4] === checksum >>> 24
    ) {
      return end;
    }
  }
  return undefined;
}

/** Whether the footer says where the last two blocks lie. */
function hasHandles(
  table: Uint8Array,
  footer: number,
  [meta, index, end]: readonly [number, number, number],
): boolean {
  let at = footer;
  const next = (): number => {
    let value = 0;
    for (let scale = 1; ; scale *= 128) {
      const byte = table[at++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80 || at >= table.length) return value;
    }
  };
  const wanted = [meta, index - meta - TRAILER_BYTES, index, end - index - TRAILER_BYTES];
  return wanted.every((number) => next() === number);
}
