/** What can go wrong in training, by code. */
export type TrainingErrorCode =
  | 'UnsupportedKernel'
  | 'UnsupportedLayer'
  | 'UnsupportedInitializer'
  | 'UnsupportedOptimizer'
  | 'UnsupportedLoss'
  | 'UnsupportedMetric'
  | 'NotTraceable'
  | 'BadModel'
  | 'BadData'
  | 'BadState'
  | 'WrongKernels'
  | 'TooLarge'
  | 'ThreadFailed'
  | 'NotByDefinition'
  | 'BackendMissing';

/** Base of every error that training raises; the message says what happened, to what, and what to do. */
export class TrainingError extends Error {
  readonly code: TrainingErrorCode;

  constructor(code: TrainingErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.code = code;
  }
}

/** A model, loss or optimizer that cannot be made into a step graph. */
export class CompileError extends TrainingError {}

/** Input data that cannot be read. */
export class DataError extends TrainingError {
  constructor(message: string) {
    super('BadData', message);
  }
}
