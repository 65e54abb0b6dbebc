import { CRC32C_START, crc32cStep, maskedCrc32c } from './crc32c.ts';

/** LevelDB's log: blocks, in them parts of records, each behind its checksum (4), length (2) and type (1). */
const BLOCK_BYTES = 32_768;
const HEADER_BYTES = 7;

/** A disk that loses its power has written sectors as a whole or not at all. */
const SECTOR_BYTES = 512;

/** Fewer than these, at the end, may be what was written. */
const LEAST_ZEROS = 8;

/**
 * Where the log of LevelDB is not what was written, undefined when all of it is. LevelDB itself would pass over what is
 * behind such a place, and so start without blocks that were final. Not damaged is a log that ends within a record: so
 * does that of a process that was killed as it wrote, or of a disk that lost its power, where sectors of zeros may be
 * left in the last record.
 *
 * @see https://github.com/google/leveldb/blob/main/doc/log_format.md
 */
export function damagedAt(log: Uint8Array): number | undefined {
  let at = 0;
  while (at < log.length) {
    const blockEnd = at - (at % BLOCK_BYTES) + BLOCK_BYTES;
    if (blockEnd - at < HEADER_BYTES) {
      at = blockEnd;
      continue;
    }
    if (log.length - at < HEADER_BYTES) return undefined;
    const end = at + HEADER_BYTES + lengthAt(log, at);
    if (end > blockEnd) return at;
    const whole = wholeUpTo(log, at, Math.min(end, log.length));
    if (end > log.length) return whole === undefined ? undefined : at; // it is whole: its length is wrong
    if (whole !== end) return isCutOff(log, at, end) ? undefined : at;
    at = end;
  }
  return undefined;
}

function lengthAt(log: Uint8Array, at: number): number {
  return (log[at + 4] as number) | ((log[at + 5] as number) << 8);
}

/** The first place up to which the bytes have the checksum in front of them: `end`, if nothing is damaged. */
function wholeUpTo(log: Uint8Array, at: number, end: number): number | undefined {
  const wanted = new DataView(log.buffer, log.byteOffset + at, 4).getUint32(0, true);
  let register = crc32cStep(CRC32C_START, log[at + 6] as number);
  for (let i = at + HEADER_BYTES; ; i++) {
    if ((i === end || end === log.length) && maskedCrc32c(register) === wanted) return i;
    if (i >= end) return undefined;
    register = crc32cStep(register, log[i] as number);
  }
}

/** Whether nothing is behind a record that ends there, and it or sectors of it were never written. */
function isCutOff(log: Uint8Array, start: number, end: number): boolean {
  let zeros = 0;
  for (let i = start; i < log.length; i++) {
    zeros = log[i] === 0 ? zeros + 1 : 0;
    if (i >= end && zeros === 0) return false;
  }
  if (zeros === log.length - start) return true;
  for (
    let sector = start + SECTOR_BYTES - 1 - ((start + SECTOR_BYTES - 1) % SECTOR_BYTES);
    ;
    sector += SECTOR_BYTES
  ) {
    const part = log.subarray(sector, Math.min(sector + SECTOR_BYTES, log.length));
    if (part.length < LEAST_ZEROS) return false;
    if (part.every((byte) => byte === 0)) return true;
  }
}
