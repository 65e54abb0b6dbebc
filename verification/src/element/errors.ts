export type ElementErrorCode =
  | 'WrongOperandCount'
  | 'InstructionOutOfRange'
  | 'UnknownRegister'
  | 'NoContents';

/** An element program was used in a way that its definition does not allow. */
export class ElementError extends Error {
  readonly code: ElementErrorCode;

  constructor(code: ElementErrorCode, message: string) {
    super(message);
    this.name = 'ElementError';
    this.code = code;
  }
}
