export type MerkleErrorCode = 'LeafOutOfRange' | 'NodeOutOfRange' | 'WrongChildCount' | 'WrongHashLength';

/** A question about a tree that the tree cannot have: always the caller's mistake, never a hostile input. */
export class MerkleError extends Error {
  readonly code: MerkleErrorCode;

  constructor(code: MerkleErrorCode, message: string) {
    super(message);
    this.name = 'MerkleError';
    this.code = code;
  }
}
