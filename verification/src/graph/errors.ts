export type GraphErrorCode =
  | 'BadRecord'
  | 'BadFile'
  | 'BadHeader'
  | 'BadShape'
  | 'BadAttribute'
  | 'BadInit'
  | 'BadName'
  | 'CountMismatch'
  | 'ForwardReference'
  | 'WrongInputCount'
  | 'WrongInputShape'
  | 'WrongOutputShape'
  | 'StateOutOfRange'
  | 'WrongStateShape'
  | 'NextOutOfRange'
  | 'NextShapeMismatch'
  | 'LossNotScalar'
  | 'ConstantMissing'
  | 'StrayNan'
  | 'TooLarge'
  | 'ProgramTooLarge'
  | 'NoElementProgram'
  | 'ElementOutOfRange';

/**
 * Something is wrong with a program. `record` is the index of the record at fault in the records tree (0: header,
 * then state tensors, then nodes), so that it can be reported and looked at alone.
 */
export class GraphError extends Error {
  readonly code: GraphErrorCode;
  readonly record: number;

  constructor(code: GraphErrorCode, record: number, message: string) {
    super(`Record ${record}: ${message}`);
    this.name = 'GraphError';
    this.code = code;
    this.record = record;
  }
}
