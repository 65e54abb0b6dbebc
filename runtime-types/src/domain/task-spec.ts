import { boundedVec, fixedBytes, h256, option, struct } from '../scale/composites.ts';
import { u8, u32, u64 } from '../scale/primitives.ts';
import type { Of } from '../scale/shape.ts';
import { variant } from '../scale/variants.ts';
import { boundedText } from './bounded-text.ts';

/** Content by its root; the byte length fixes the leaf count. */
export const blob = struct(['pallet_tasks', 'Blob'], { root: h256, bytes: u64 });
export type Blob = Of<typeof blob>;

/** The step graph: its records tree, and the file that holds all records. */
export const programRef = struct(['pallet_tasks', 'ProgramRef'], {
  root: h256,
  stateCount: u32,
  nodeCount: u32,
  file: blob,
});
export type ProgramRef = Of<typeof programRef>;

/** Rows of f32 values: example `r` is `[r·rowStride, r·rowStride + rowWidth)`. */
export const datasetRef = struct(['pallet_tasks', 'DatasetRef'], {
  blob,
  rows: u32,
  rowStride: u32,
  rowWidth: u32,
});
export type DatasetRef = Of<typeof datasetRef>;

/** The files of a private task as they are served: encrypted, with a key that is sealed to those drawn. */
export const sealedFiles = struct(['pallet_tasks', 'SealedFiles'], { program: blob, dataset: blob });
export type SealedFiles = Of<typeof sealedFiles>;
/** An ephemeral x25519 key, and 32 bytes under ChaCha20-Poly1305. */
export const sealedKey = fixedBytes(80);

/** How a replay is compared. */
export const verificationMode = variant(['pallet_tasks', 'VerificationMode'], {
  Reproducible: null,
  Tolerant: null,
});
export type VerificationMode = Of<typeof verificationMode>;

/** What a Submitter asks for. */
export const taskSpec = struct(['pallet_tasks', 'TaskSpec'], {
  name: boundedText(64),
  program: programRef,
  dataset: datasetRef,
  batchSize: u32,
  steps: u32,
  /** Steps from one checkpoint to the next; divides `steps`. */
  checkpointEvery: u32,
  unitsPerStep: u64,
  mode: verificationMode,
  verifiers: u8,
  /** Verifiers that look the task over before it opens; the median of what they find stands. */
  profilers: u8,
  /** Part of the intervals that each Verifier replays, in millionths. */
  sampleRate: u32,
  /** Highest price per 10⁹ units. */
  maxPrice: u64,
  /** Blocks that the Solver may be silent. */
  stallBlocks: u32,
  /** Settled task whose final state is the initial one, instead of what the program says. */
  base: option(u32),
  /** Of a private task; its program and dataset are then named by the roots of what is inside. */
  sealed: option(sealedFiles),
  /** Multiaddrs to fetch program and dataset from. */
  sources: boundedVec(boundedText(256), 8),
});
export type TaskSpec = Of<typeof taskSpec>;
