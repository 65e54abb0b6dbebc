export type TranscriptErrorCode = 'Empty' | 'BadSignature' | 'IllegalMove' | 'AfterVerdict';

/** A transcript does not show what was played; nothing of it counts. */
export class TranscriptError extends Error {
  readonly code: TranscriptErrorCode;
  /** Position in the transcript of the move at fault. */
  readonly index: number;

  constructor(code: TranscriptErrorCode, index: number, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'TranscriptError';
    this.code = code;
    this.index = index;
  }
}
