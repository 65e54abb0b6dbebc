import type { ApiPromise } from '@polkadot/api';
import type { DispatchError } from '@polkadot/types/interfaces';
import { messageOf, WorkerError } from '../errors.ts';

/**
 * What went wrong between a worker and the chain. The code is `pallet.Error` when the chain refused a call, or one
 * of `Unreachable`, `WrongChain`, `ChainReplaced`, `NotIncluded`, `Refused`, `CannotPayFees`, `Stopped`.
 */
export class ChainError extends WorkerError {
  /** Whether the same call may succeed when it is simply made again. */
  readonly transient: boolean;

  constructor(
    code: string,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    options: { transient?: boolean; cause?: unknown } = {},
  ) {
    super(code, message, details, options.cause);
    this.transient = options.transient ?? false;
  }
}

/** The error of a call that was included and refused, in the words of the chain's metadata. */
export function dispatchErrorOf(api: ApiPromise, error: DispatchError, call: string): ChainError {
  if (error.isModule) {
    const { section, name, docs } = api.registry.findMetaError(error.asModule);
    const said = docs.join(' ').trim();
    const message = `${call} was refused: ${said === '' ? `${section}.${name}` : said} (${section}.${name})`;
    return new ChainError(`${section}.${name}`, message, { call });
  }
  const name = error.isToken ? `token.${error.asToken.type}` : `dispatch.${error.type}`;
  return new ChainError(name, `${call} was refused: ${name}`, { call });
}

/** Sorts what the transaction pool (or the connection) answered into what to do about it. */
export function poolErrorOf(thrown: unknown, call: string): ChainError {
  const said = messageOf(thrown);
  const details = { call, said };
  if (/fee|payment|balance too low/i.test(said) && /1010/.test(said)) {
    const message = `${call} cannot be paid: the account has too little free balance for the fee. Fund it and try again`;
    return new ChainError('CannotPayFees', message, details, { cause: thrown });
  }
  const transient =
    /outdated|stale|future|priority is too low|1014|already imported|1013|pool is full|immediately dropped|1016|temporarily banned|1012|disconnect|not connected|timeout|no response|ancient birth/i;
  const message = `${call} was not taken by the transaction pool: ${said}`;
  return new ChainError('Refused', message, details, {
    transient: transient.test(said),
    cause: thrown,
  });
}
