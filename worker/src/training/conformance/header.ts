/** Batches of the program that holds the cases. */
export const CASE_BATCHES = { batchSize: 4, rowStride: 3, rowWidth: 70_000 } as const;
/** Examples in their dataset. */
export const CASE_ROWS = 16;
