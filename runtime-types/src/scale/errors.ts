export type ScaleErrorCode =
  | 'EndOfInput'
  | 'TrailingBytes'
  | 'NotCanonical'
  | 'UnknownVariant'
  | 'TooLong'
  | 'TooDeep'
  | 'OutOfRange';

/** Bytes that are not the SCALE encoding of the type, or a value that the type cannot hold. */
export class ScaleError extends Error {
  readonly code: ScaleErrorCode;
  constructor(code: ScaleErrorCode, message: string) {
    super(message);
    this.name = 'ScaleError';
    this.code = code;
  }
}
