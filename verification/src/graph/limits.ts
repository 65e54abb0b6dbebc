/** Bounds of a program, so that whoever checks one knows what it can cost before looking. */
export const MAX_NODES = 65_536;
export const MAX_STATES = 65_536;
export const MAX_RANK = 8;
export const MAX_ELEMENTS = 0x1000_0000; // 2^28
/** Elements of all state tensors and node outputs: 2 GiB, so that an executor's 32-bit memory always holds them. */
export const MAX_PROGRAM_ELEMENTS = 0x2000_0000; // 2^29
/** Units of one step, which is the least that can be replayed: a minute or some, not days, on one core. */
export const MAX_UNITS_PER_STEP = 0x40_0000_0000n; // 2^38
/** Instructions of one element program: both sides of a dispute run through it, one by one, before most moves. */
export const MAX_PROGRAM_LENGTH = 0x200_0000; // 2^25
export const MAX_RECORD_BYTES = 1024;
export const MAX_NAME_BYTES = 128;
export const MAX_BATCH_SIZE = 0x10_0000; // 2^20
/** Whole numbers up to here are exact in f32: the largest depth or table that an f32 index can address. */
export const MAX_INDEXED = 0x100_0000; // 2^24
/** Height, width and their padding, taps and strides: kernels count positions in 32 bits. */
export const MAX_EXTENT = 0x100_0000; // 2^24
