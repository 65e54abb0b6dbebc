import { type DiskRemedies, diskError, innermostMessage } from '../disk-error.ts';
import { messageOf, NodeError } from '../errors.ts';

const ACCESS = 'Let this user write there, or choose another folder with --base-path.';

/** What the errors of a database say of it, in the words of a message. */
export interface DatabaseWords {
  /** What it is: `the chain database`. */
  readonly name: string;
  /** What is kept in it: `the chain`. */
  readonly content: string;
  /** What is left of it after a write that failed, once it is opened again. */
  readonly afterFault: string;
  /** What comes of deleting it: `to start the chain again from genesis`. */
  readonly deletedTo: string;
}

/** The errors of the database in a folder: each names it, and says what to do. */
export class DatabaseErrors {
  readonly #folder: string;
  readonly #words: DatabaseWords;
  /** The database with its place. */
  readonly #what: string;
  readonly #remedies: DiskRemedies;

  constructor(folder: string, words: DatabaseWords) {
    this.#folder = folder;
    this.#words = words;
    this.#what = `${words.name} in ${folder}`;
    this.#remedies = { room: `Make room and start again: ${words.afterFault}.`, access: ACCESS };
  }

  /** The error for a database that cannot be trusted, or for one record of it. */
  damaged(
    problem: string,
    cause?: unknown,
    code: 'BadDatabase' | 'CorruptRecord' = 'BadDatabase',
  ): NodeError {
    const remedy = `Restore the folder from a backup, or delete it ${this.#words.deletedTo}.`;
    return new NodeError(code, `${this.#what} is damaged: ${problem}. ${remedy}`, cause);
  }

  /** Says what making or listing the folder failed for. */
  folder(error: unknown): NodeError {
    const problem = `cannot keep ${this.#words.content} in ${this.#folder}: ${messageOf(error)}. Choose another folder with --base-path.`;
    return this.refusal(error) ?? new NodeError('NoFolder', problem, error);
  }

  /** Says what opening LevelDB failed for. */
  open(error: unknown): NodeError {
    if (codesOf(error).includes('LEVEL_LOCKED')) {
      const problem = `${this.#what} is in use by another node. Stop that node, or choose another folder with --base-path.`;
      return new NodeError('DatabaseInUse', problem, error);
    }
    return this.refusal(error) ?? this.damaged(innermostMessage(error), error);
  }

  /** Says what a write to LevelDB failed for. */
  write(error: unknown): NodeError {
    const problem = `cannot write to ${this.#what}: ${innermostMessage(error)}. Start again: ${this.#words.afterFault}.`;
    return this.refusal(error) ?? new NodeError('WriteFailed', problem, error);
  }

  /** Says what the operating system refuses for its own reasons: the database itself is whole. */
  refusal(error: unknown): NodeError | undefined {
    return diskError(this.#what, error, this.#remedies);
  }
}

/** The codes of an error and of what it was thrown for. */
function codesOf(error: unknown): unknown[] {
  const causes = [error, error instanceof Error ? error.cause : undefined];
  return causes.map((cause) => (cause instanceof Error && 'code' in cause ? cause.code : undefined));
}
