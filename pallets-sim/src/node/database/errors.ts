import { messageOf, NodeError } from '../errors.ts';

/** The error for a database that cannot be trusted, naming its folder and what to do. */
export function badDatabase(folder: string, problem: string, cause?: unknown): NodeError {
  return new NodeError(
    'BadDatabase',
    `the chain database in ${folder} is damaged: ${problem}. ` +
      'Restore the folder from a backup, or delete it to start the chain again from genesis.',
    cause,
  );
}

/** Says what opening LevelDB failed for. */
export function openError(folder: string, error: unknown): NodeError {
  const causes: unknown[] = [error, error instanceof Error ? error.cause : undefined];
  const codes = causes.map((cause) => (cause instanceof Error && 'code' in cause ? cause.code : undefined));
  if (codes.includes('LEVEL_LOCKED')) {
    return new NodeError(
      'DatabaseInUse',
      `the chain database in ${folder} is in use by another node. Stop that node, or choose another folder with --base-path.`,
      error,
    );
  }
  const detail = causes
    .filter((cause) => cause !== undefined)
    .map(messageOf)
    .at(-1);
  return badDatabase(folder, detail ?? 'it cannot be opened', error);
}
