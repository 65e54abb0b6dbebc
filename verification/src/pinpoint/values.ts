import { REGISTERS } from '../element/instruction.ts';

export { isCanonical } from '../trace/tensor.ts';

/** Bytes of an f32. */
export const ELEMENT_BYTES = 4;
/** f32 values in a full leaf. */
export const LEAF_ELEMENTS = 1024;
/** Bytes of all registers. */
export const FILE_BYTES = ELEMENT_BYTES * REGISTERS;

/** The f32 bits of value `index` in little-endian bytes. */
export function bitsAt(bytes: Uint8Array, index: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(
    index * ELEMENT_BYTES,
    true,
  );
}

/** Registers as f32 bits from the 32 bytes of a file. */
export function registersOf(file: Uint8Array): Uint32Array {
  return Uint32Array.from({ length: REGISTERS }, (_, register) => bitsAt(file, register));
}

/** The 32 bytes of registers. */
export function fileOf(registers: Uint32Array): Uint8Array {
  const file = new Uint8Array(FILE_BYTES);
  const view = new DataView(file.buffer);
  for (let register = 0; register < REGISTERS; register++) {
    view.setUint32(ELEMENT_BYTES * register, registers[register] ?? 0, true);
  }
  return file;
}
