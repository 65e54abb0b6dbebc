export type IllegalMoveCode =
  | 'NotYourTurn'
  | 'WrongMove'
  | 'WrongCount'
  | 'OutOfRange'
  | 'EndNotRepeated'
  | 'NotOutside'
  | 'DoesNotCombine'
  | 'WrongLeaf'
  | 'NonCanonicalNan'
  | 'WrongOpening'
  | 'MalformedRecord'
  | 'NoSuchInterval';

/** A move that the rules do not allow; the game stays as it is and the clock goes on. */
export class IllegalMove extends Error {
  readonly code: IllegalMoveCode;

  constructor(code: IllegalMoveCode, message: string) {
    super(message);
    this.name = 'IllegalMove';
    this.code = code;
  }
}
