import { toHex } from '@plumbline/runtime-types/scale/hex';
import { type DiskRemedies, diskError, innermostMessage } from '../disk-error.ts';
import { messageOf, NodeError } from '../errors.ts';
import { TrieError } from '../trie/trie-store.ts';

const DISK_REMEDIES: DiskRemedies = {
  room: 'Make room and start again: the chain is at its last whole block.',
  access: 'Let this user write there, or choose another folder with --base-path.',
};

const REMEDY = 'Restore the folder from a backup, or delete it to start the chain again from genesis.';

/** The error for a database that cannot be trusted, naming its folder and what to do. */
export function badDatabase(folder: string, problem: string, cause?: unknown): NodeError {
  return new NodeError(
    'BadDatabase',
    `the chain database in ${folder} is damaged: ${problem}. ${REMEDY}`,
    cause,
  );
}

/** The error for a record whose bytes are not those that were written. */
export function badRecord(folder: string, kind: string, name: Uint8Array, cause?: unknown): NodeError {
  return new NodeError(
    'CorruptRecord',
    `the chain database in ${folder} is damaged: the ${kind} record ${toHex(name)} is not what was written. ${REMEDY}`,
    cause,
  );
}

/** Says what reading a database failed for. */
export function asDatabaseError(folder: string, error: unknown): NodeError {
  if (error instanceof NodeError) return error;
  if (error instanceof TrieError && error.code === 'CorruptNode') {
    return badRecord(folder, 'state trie', error.hash, error);
  }
  return badDatabase(folder, messageOf(error), error);
}

/** Says what opening LevelDB failed for. */
export function openError(folder: string, error: unknown): NodeError {
  const causes = causesOf(error);
  const codes = causes.map((cause) => (cause instanceof Error && 'code' in cause ? cause.code : undefined));
  if (codes.includes('LEVEL_LOCKED')) {
    return new NodeError(
      'DatabaseInUse',
      `the chain database in ${folder} is in use by another node. Stop that node, or choose another folder with --base-path.`,
      error,
    );
  }
  return refusal(folder, error) ?? badDatabase(folder, innermostMessage(error), error);
}

/** Says what a write to LevelDB failed for. */
export function writeError(folder: string, error: unknown): NodeError {
  return (
    refusal(folder, error) ??
    new NodeError(
      'WriteFailed',
      `cannot write to the chain database in ${folder}: ${innermostMessage(error)}. Start again: the chain is at its last whole block.`,
      error,
    )
  );
}

/** Says what the operating system refuses for its own reasons: the database itself is whole. */
export function refusal(folder: string, error: unknown): NodeError | undefined {
  return diskError(`the chain database in ${folder}`, error, DISK_REMEDIES);
}

function causesOf(error: unknown): unknown[] {
  return [error, error instanceof Error ? error.cause : undefined].filter((cause) => cause !== undefined);
}
