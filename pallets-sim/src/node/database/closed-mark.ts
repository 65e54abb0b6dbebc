import { metaName } from './record.ts';
import type { Records } from './records.ts';

const CLOSED = metaName('closed');

/**
 * Stands in a database that was closed with everything stored, as long as nobody has opened it again. The state at the
 * head is whole then; after any other end somebody has to look.
 */
export class ClosedMark {
  readonly #records: Records;

  constructor(records: Records) {
    this.#records = records;
  }

  /** Throws `NodeError` as a write does. */
  async set(): Promise<void> {
    const transaction = this.#records.transaction();
    transaction.put('meta', CLOSED, Uint8Array.of(1));
    await transaction.commit();
  }

  /** Whether it was there; it is not any more. Throws `NodeError` as a write does. */
  async take(): Promise<boolean> {
    if (!this.#records.get('meta', CLOSED)) return false;
    const transaction = this.#records.transaction();
    transaction.delete('meta', CLOSED);
    await transaction.commit();
    return true;
  }
}
