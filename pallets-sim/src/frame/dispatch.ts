import { type Context, type DispatchOutcome, transactional } from './context.ts';
import { type DispatchErrorValue, DispatchFailure, ModuleFailure } from './dispatch-error.ts';
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

/** Thrown by calls that know, even when they fail, how much weight they used (batches). */
export class FailureWithPost extends Error {
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
