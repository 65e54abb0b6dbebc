import { accountId, vec } from '@plumbline/runtime-types/scale/composites';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { u16, u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import type { OuterTypes } from '../../frame/assembly.ts';
import { call } from '../../frame/call.ts';
import type { Context, DispatchOutcome, RuntimeCall, RuntimeView } from '../../frame/context.ts';
import { constant, declarePallet, event } from '../../frame/declaration.ts';
import { FailureWithPost } from '../../frame/dispatch.ts';
import { dispatchError } from '../../frame/dispatch-error.ts';
import { ensureSigned, type Origin, signed } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import {
  addWeights,
  type DispatchClassName,
  type PostDispatchInfo,
  type Weight,
  weightUsed,
  ZERO_WEIGHT,
} from '../../frame/weight.ts';
import { WEIGHTS } from './weights.generated.ts';

export const utility = declarePallet({
  name: 'Utility',
  docs: 'Several calls in one.',
  events: {
    BatchInterrupted: event('A batch stopped at the first call that failed.', {
      index: u32,
      error: dispatchError,
    }),
    BatchCompleted: event('All calls of a batch succeeded.'),
    BatchCompletedWithErrors: event('A batch ran to its end; some calls failed.'),
    ItemCompleted: event('One call of a batch succeeded.'),
    ItemFailed: event('One call of a batch failed.', { error: dispatchError }),
  },
  errors: { TooManyCalls: 'The batch has too many calls.' },
  constants: { batched_calls_limit: constant('How many calls a batch may have.', u32, 1_000) },
});

/** What a batch of so many calls weighs apart from the calls. */
type Overhead = (calls: number) => Weight;

type Batch = { calls: RuntimeCall[] };

/** The pallet for a runtime with these calls. */
export function createUtilityPallet({ call: runtimeCall }: OuterTypes) {
  const args = { calls: vec(runtimeCall) };
  const batchOf = (overhead: Overhead) => ({
    args,
    weight: ({ calls }: Batch, runtime: RuntimeView) => weightOfBatch(overhead, calls, runtime),
    class: classOfBatch,
  });
  return definePallet(utility, {
    calls: {
      batch: call(
        {
          ...batchOf(WEIGHTS.batch),
          index: 0,
          docs: 'Makes calls one after the other up to the first that fails, which is no error.',
        },
        (context, origin, { calls }) => {
          const run = new Run(context, calls, WEIGHTS.batch);
          for (const [index, item] of calls.entries()) {
            const outcome = run.dispatch(item, origin);
            if (!outcome.ok) {
              utility.deposit(context, 'BatchInterrupted', { index, error: outcome.error });
              return { actualWeight: run.used() };
            }
            utility.deposit(context, 'ItemCompleted', {});
          }
          utility.deposit(context, 'BatchCompleted', {});
          return { actualWeight: run.used() };
        },
      ),
      asDerivative: call(
        {
          docs: 'Makes a call as a derived account of the sender.',
          index: 1,
          args: { index: u16, call: runtimeCall },
          weight: ({ call: inner }, runtime) =>
            addWeights(WEIGHTS.asDerivative, runtime.dispatchInfo(inner).weight),
          class: ({ call: inner }, runtime) => runtime.dispatchInfo(inner).class,
        },
        (context, origin, { index, call: inner }) => {
          const account = derivedAccount(ensureSigned(origin), index);
          const outcome = context.runtime.dispatch(context, inner, signed(account));
          const post = {
            ...outcome.post,
            actualWeight: addWeights(WEIGHTS.asDerivative, usedBy(context, inner, outcome)),
          };
          if (!outcome.ok) throw new FailureWithPost(outcome.error, post);
          return post;
        },
      ),
      batchAll: call(
        { ...batchOf(WEIGHTS.batchAll), index: 2, docs: 'Makes all calls, or none when one fails.' },
        (context, origin, { calls }) => {
          const run = new Run(context, calls, WEIGHTS.batchAll);
          for (const item of calls) {
            const outcome = run.dispatch(item, origin);
            if (!outcome.ok)
              throw new FailureWithPost(outcome.error, { actualWeight: run.used(), paysFee: true });
            utility.deposit(context, 'ItemCompleted', {});
          }
          utility.deposit(context, 'BatchCompleted', {});
          return { actualWeight: run.used() };
        },
      ),
      forceBatch: call(
        { ...batchOf(WEIGHTS.forceBatch), index: 4, docs: 'Makes all calls, whichever of them fail.' },
        (context, origin, { calls }) => {
          const run = new Run(context, calls, WEIGHTS.forceBatch);
          let failed = false;
          for (const item of calls) {
            const outcome = run.dispatch(item, origin);
            if (outcome.ok) utility.deposit(context, 'ItemCompleted', {});
            else utility.deposit(context, 'ItemFailed', { error: outcome.error });
            failed ||= !outcome.ok;
          }
          if (failed) utility.deposit(context, 'BatchCompletedWithErrors', {});
          else utility.deposit(context, 'BatchCompleted', {});
          return { actualWeight: run.used() };
        },
      ),
    },
  });
}

/** The account that `asDerivative` acts as. */
export function derivedAccount(who: string, index: number): string {
  return toHex(
    blake2b256(new TextEncoder().encode('modlpy/utilisuba'), accountId.codec.enc(who), u16.codec.enc(index)),
  );
}

/** A batch being made: dispatches its calls and adds up what they weigh. */
class Run {
  readonly #context: Context;
  readonly #overhead: Overhead;
  #count = 0;
  #inner = ZERO_WEIGHT;

  /** Fails with `TooManyCalls`. */
  constructor(context: Context, calls: readonly RuntimeCall[], overhead: Overhead) {
    utility.ensure(calls.length <= utility.constants.batched_calls_limit, 'TooManyCalls');
    this.#context = context;
    this.#overhead = overhead;
  }

  dispatch(item: RuntimeCall, origin: Origin): DispatchOutcome {
    const outcome = this.#context.runtime.dispatch(this.#context, item, origin);
    this.#count += 1;
    this.#inner = addWeights(this.#inner, usedBy(this.#context, item, outcome));
    return outcome;
  }

  /** The weight of what was made so far. */
  used(): Weight {
    return addWeights(this.#overhead(this.#count), this.#inner);
  }
}

function weightOfBatch(overhead: Overhead, calls: readonly RuntimeCall[], runtime: RuntimeView): Weight {
  return addWeights(overhead(calls.length), ...calls.map((item) => runtime.dispatchInfo(item).weight));
}

/** Operational only when every call is: nothing normal may slip into what is kept free for operations. */
function classOfBatch({ calls }: Batch, runtime: RuntimeView): DispatchClassName {
  const operational =
    calls.length > 0 && calls.every((item) => runtime.dispatchInfo(item).class === 'Operational');
  return operational ? 'Operational' : 'Normal';
}

function usedBy(context: Context, item: RuntimeCall, { post }: { post: PostDispatchInfo }): Weight {
  return weightUsed(context.runtime.dispatchInfo(item), post);
}
