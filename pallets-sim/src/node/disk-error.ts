import { messageOf, NodeError } from './errors.ts';

/** What to do about what the system refuses, as sentences. */
export interface DiskRemedies {
  /** When there is no room. */
  readonly room: string;
  /** When nothing may be written there. */
  readonly access: string;
}

/** The message of what an error goes back to: LevelDB gives only the text of what the system says. */
export function innermostMessage(error: unknown): string {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  return messageOf(cause);
}

/**
 * `DiskFull` or `ReadOnlyFolder` for what the operating system refuses for its own reasons, undefined for anything else.
 *
 * @param what is written, in the words of a message, with its place
 */
export function diskError(
  what: string,
  error: unknown,
  { room, access }: DiskRemedies,
): NodeError | undefined {
  const detail = innermostMessage(error);
  if (/no space left on device|file too large|disk quota exceeded/i.test(detail)) {
    return new NodeError('DiskFull', `no room for ${what}: ${detail}. ${room}`, error);
  }
  if (/permission denied|read-only file system|operation not permitted/i.test(detail)) {
    return new NodeError('ReadOnlyFolder', `cannot write to ${what}: ${detail}. ${access}`, error);
  }
  return undefined;
}
