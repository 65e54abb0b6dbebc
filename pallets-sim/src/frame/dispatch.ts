import { ScaleError } from '@plumbline/runtime-types/scale/errors';
import type { Context, DispatchOutcome } from './context.ts';
import { type DispatchErrorValue, DispatchFailure, ModuleFailure } from './dispatch-error.ts';
import { Failure } from './failure.ts';
import { transactional } from './transactional.ts';
import type { PostDispatchInfo } from './weight.ts';

/**
 * Runs a call in a storage layer. A failure that a pallet declares, or one of the runtime's, is an outcome; anything
 * else thrown is a bug in a pallet and goes on up, as a panic does in WebAssembly.
 */
export function dispatch(context: Context, run: () => PostDispatchInfo): DispatchOutcome {
  try {
    return { ok: true, post: transactional(context, run) };
  } catch (failure) {
    const post = failure instanceof FailureWithPost ? failure.post : { paysFee: true };
    return { ok: false, error: dispatchErrorOf(context, failure), post };
  }
}

/**
 * For hooks, which must not stop the block: runs an action in a storage layer, and says whether it succeeded. A
 * failure that would make a call fail, or a value beyond what storage can hold, undoes the action; anything else
 * thrown is a bug and goes on up.
 */
export function attempt(context: Context, action: () => void): boolean {
  try {
    transactional(context, action);
    return true;
  } catch (failure) {
    const foreseen = [DispatchFailure, ModuleFailure, ScaleError].some((kind) => failure instanceof kind);
    if (!foreseen) throw failure;
    return false;
  }
}

/** Thrown by calls that know, even when they fail, how much weight they used (batches). */
export class FailureWithPost extends Failure {
  readonly error: DispatchErrorValue;
  readonly post: PostDispatchInfo;
  constructor(error: DispatchErrorValue, post: PostDispatchInfo) {
    super(error.type);
    this.name = 'FailureWithPost';
    this.error = error;
    this.post = post;
  }
}

function dispatchErrorOf(context: Context, failure: unknown): DispatchErrorValue {
  if (failure instanceof DispatchFailure || failure instanceof FailureWithPost) return failure.error;
  if (failure instanceof ModuleFailure) {
    const index = context.runtime.palletIndex(failure.pallet);
    return { type: 'Module', value: { index, error: new Uint8Array([failure.index, 0, 0, 0]) } };
  }
  throw failure;
}
