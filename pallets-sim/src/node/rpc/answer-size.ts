import { RpcError } from './errors.ts';

/** Largest answer unless the operator says otherwise, as in Substrate. */
export const DEFAULT_ANSWER_BYTES = 15 << 20;

/** jsonrpsee's codes of what is too large. */
const OVERSIZED_ANSWER = -32008;
const OVERSIZED_BATCH_ANSWER = -32011;

/** The error instead of an answer that is larger than `limit` bytes. */
export function oversizedAnswer(limit: number): RpcError {
  return new RpcError(OVERSIZED_ANSWER, 'Response is too big', `Exceeded max limit of ${limit}`);
}

/** The error instead of the answers to a batch that are larger together. */
export function oversizedBatchAnswer(limit: number): RpcError {
  return new RpcError(
    OVERSIZED_BATCH_ANSWER,
    'The batch response was too large',
    `Exceeded max limit of ${limit}`,
  );
}

/** Counts what an answer holds while it is gathered, so that one that is too large never is. */
export class AnswerBudget {
  readonly #limit: number;
  #left: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.#left = limit;
  }

  /** Counts texts. Throws `RpcError` when they are too long. */
  spendText(...texts: readonly string[]): void {
    for (const text of texts) this.#left -= text.length + 4;
    if (this.#left < 0) throw oversizedAnswer(this.#limit);
  }

  /** Counts bytes that will be written in hex. Throws `RpcError` when they are too many. */
  spendHex(...values: readonly (Uint8Array | undefined)[]): void {
    for (const value of values) this.#left -= 6 + 2 * (value?.length ?? 0); // quotes, 0x, a comma
    if (this.#left < 0) throw oversizedAnswer(this.#limit);
  }
}
