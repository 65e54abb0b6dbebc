import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { Account } from '../chain/account.ts';
import type { Calls } from '../chain/calls.ts';
import type { Submitter } from '../chain/submit.ts';
import type { ChainView } from '../chain/view.ts';
import type { LoggerOf } from '../log/logger.ts';
import type { BlobClient } from '../network/blob-client.ts';
import type { EncryptionKey } from '../network/encryption-key.ts';
import type { PeerNode } from '../network/peer-node.ts';
import type { BlobStore } from '../storage/blob-store.ts';
import type { Journal } from '../storage/journal.ts';
import type { DisputeSeats } from './dispute-seats.ts';
import type { TaskFiles } from './task-files.ts';
import type { WorkerBackend } from './worker-backend.ts';

/** What every role of one worker works with. */
export interface WorkerContext {
  readonly account: Account;
  /** What secrets for this worker are sealed to. */
  readonly encryption: EncryptionKey;
  readonly calls: Calls;
  readonly submitter: Submitter;
  readonly loggerOf: LoggerOf;
  readonly store: BlobStore;
  readonly blobs: BlobClient;
  readonly files: TaskFiles;
  readonly node: PeerNode;
  /** Genesis hash of the chain. */
  readonly genesis: Hash;
  /** The disputes that this worker defends, for challengers that play off chain. */
  readonly seats: DisputeSeats;
  readonly journalOf: (scope: string) => Journal;
  /** What tolerant tasks are trained on. */
  readonly backend: WorkerBackend;
  /** Threads that a training, a replay or a profile computes with. */
  readonly threads: number;
  /** Intervals with the largest updates of a tolerant task that are replayed beside those drawn. */
  readonly largestUpdates: number;
  /** Fires when the worker stops. */
  readonly signal: AbortSignal;
  /** The chain as it was last seen, for jobs that take longer than a block. */
  readonly newest: () => ChainView | undefined;
  /** Makes the roles decide anew, because a journal changed. */
  readonly wake: () => void;
}
