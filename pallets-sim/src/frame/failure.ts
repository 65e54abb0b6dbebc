/**
 * What a call throws to fail, which is an outcome and no fault. It does not know where it was thrown: to find out costs
 * several times as much as all else that a failing call does, and a block has room for a million of them.
 */
export abstract class Failure extends Error {
  constructor(message: string) {
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    super(message);
    Error.stackTraceLimit = stackTraceLimit;
  }
}
