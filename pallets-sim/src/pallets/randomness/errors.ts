export type AuthorshipErrorCode =
  /** The digest does not say who made the block. */
  | 'MissingClaim'
  /** There are several claims, or one that is not the encoding of a claim. */
  | 'BadClaim'
  /** The claim names an authority that there is not. */
  | 'UnknownAuthority'
  /** The VRF is not that of the authority for this block. */
  | 'WrongVrf'
  /** The last item of the digest is no seal. */
  | 'MissingSeal'
  /** The seal is not the authority's signature of this header. */
  | 'BadSeal';

/** A block that nobody who may make blocks has made. Such a block is refused as a whole. */
export class AuthorshipError extends Error {
  readonly code: AuthorshipErrorCode;
  constructor(code: AuthorshipErrorCode, problem: string) {
    super(`${code}: ${problem}`);
    this.name = 'AuthorshipError';
    this.code = code;
  }
}
