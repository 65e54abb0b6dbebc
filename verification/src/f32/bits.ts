/** The one NaN that is ever stored or compared. */
export const CANONICAL_NAN = 0x7fc0_0000;

const asFloat = new Float32Array(1);
const asBits = new Uint32Array(asFloat.buffer);

/** The f32 with these bits, as a number. */
export function fromBits(bits: number): number {
  asBits[0] = bits;
  return asFloat[0] as number;
}

/** The bits of the f32 nearest to `value` (ties to even); every NaN becomes the canonical one. */
export function toBits(value: number): number {
  if (Number.isNaN(value)) return CANONICAL_NAN;
  asFloat[0] = value;
  return asBits[0] as number;
}

/** Whether the bits are those of any NaN. */
export function isNan(bits: number): boolean {
  return (bits & 0x7fff_ffff) > 0x7f80_0000;
}

/** The same bits, with every NaN made the canonical one. */
export function canonicalBits(bits: number): number {
  return isNan(bits) ? CANONICAL_NAN : bits >>> 0;
}
