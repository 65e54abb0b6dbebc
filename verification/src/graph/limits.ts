/** Bounds of a program, so that whoever checks one knows what it can cost before looking. */
export const MAX_NODES = 65_536;
export const MAX_STATES = 65_536;
export const MAX_RANK = 8;
export const MAX_ELEMENTS = 0x1000_0000; // 2^28
export const MAX_RECORD_BYTES = 1024;
export const MAX_NAME_BYTES = 128;
export const MAX_BATCH_SIZE = 0x10_0000; // 2^20
/** Whole numbers up to here are exact in f32: the largest depth or table that an f32 index can address. */
export const MAX_INDEXED = 0x100_0000; // 2^24
