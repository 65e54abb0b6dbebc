/** Bounds of what the chain stores; a value beyond one of them does not encode. */

/** Nodes of a step graph. */
export const MAX_NODES = 65_535;
/** State tensors of a program. */
export const MAX_STATE_TENSORS = 4_096;
/** Checkpoint intervals of a task (so one more checkpoint than that). */
export const MAX_INTERVALS = 1_024;
/** Verifiers that a task can ask for. */
export const MAX_VERIFIERS = 8;
/** Verifiers that a task can ask for to profile it. */
export const MAX_PROFILERS = 8;
/** Verifiers drawn for an attempt, those included that were replaced after a fault that they did not prove. */
export const MAX_DRAWN_VERIFIERS = 16;
/** Whistleblowers that can report in one blind window. */
export const MAX_REPORTS = 16;
/** Accounts that may have served on one task, over all its attempts. */
export const MAX_SERVED = 128;
/** Parts of a stake that can be on their way back at once. */
export const MAX_UNBONDING = 8;
/** Tasks that one registration can take at a time. */
export const MAX_CAPACITY = 64;
/** Children revealed, and points split into, in one move of a dispute. */
export const MAX_CHILDREN = 16;
/** Hashes of a Merkle path: enough for 2^32 leaves. */
export const MAX_PATH = 32;
/** Bytes of one record of a program (header, state tensor or node). */
export const MAX_RECORD_BYTES = 1_024;
/** Records opened to show whether one of them is well-formed: it, three inputs, the header or a state tensor. */
export const MAX_OPENED_RECORDS = 5;
/**
 * Leaves of a tolerant Solver's trace that can be demanded in one dispute. They prove nothing while they are shown, and
 * each may take both sides all of their time, in which the Solver's stake is bound.
 */
export const MAX_TRACE_DEMANDS = 16;
/** Verifiers that find out whether a tolerant Solver serves its trace. */
export const MAX_WITNESSES = 5;
/** The largest updates of a tolerant task, which every Verifier replays beside the intervals drawn for it. */
export const LARGEST_UPDATES = 1;
/** Bytes of a leaf of a blob. */
export const MAX_LEAF_BYTES = 4_096;
/** Tasks that wake up in one block; others wait for a later one, also where the block has no room for the work of so many. */
export const MAX_DEADLINES = 32;
/** Moves of one posted transcript: more than the longest game has. */
export const MAX_TRANSCRIPT = 64;
/** Bytes of one posted transcript. */
export const MAX_TRANSCRIPT_BYTES = 65_536;
/** Challenges of one task that wait for the dispute going on about it. */
export const MAX_CHALLENGES = 16;
/** Leaves of one task that can be demanded at a time. */
export const MAX_DEMANDS = 8;
