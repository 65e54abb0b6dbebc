export type StrategyErrorCode = 'NotYourTurn' | 'NothingWrong';

/** A side cannot choose a move: it is not its turn, or its own recomputation agrees with what it should deny. */
export class StrategyError extends Error {
  readonly code: StrategyErrorCode;

  constructor(code: StrategyErrorCode, message: string) {
    super(message);
    this.name = 'StrategyError';
    this.code = code;
  }
}
