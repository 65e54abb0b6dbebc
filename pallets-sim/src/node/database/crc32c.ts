/** The polynomial of Castagnoli, bits reversed. */
const POLYNOMIAL = 0x82f63b78;

const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ POLYNOMIAL : crc >>> 1;
  return crc;
});

/** What a CRC-32C begins with; inverted in the end, it is the checksum. */
export const CRC32C_START = 0xffffffff;

/** The register of a CRC-32C after one more byte. */
export function crc32cStep(register: number, byte: number): number {
  return ((TABLE[(register ^ byte) & 0xff] as number) ^ (register >>> 8)) >>> 0;
}

/** The checksum as LevelDB stores it, from the register behind the last byte: turned by 15 bits, and a constant is added. */
export function maskedCrc32c(register: number): number {
  const crc = ~register >>> 0;
  return (((crc >>> 15) | (crc << 17)) + 0xa282ead8) >>> 0;
}
