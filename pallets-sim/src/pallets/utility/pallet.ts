import { accountId, vec } from '@plumbline/runtime-types/scale/composites';
import { toHex } from '@plumbline/runtime-types/scale/hex';
import { u16, u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import type { OuterTypes } from '../../frame/assembly.ts';
import { call } from '../../frame/call.ts';
import type { Context, RuntimeCall, RuntimeView } from '../../frame/context.ts';
import { constant, declarePallet, event } from '../../frame/declaration.ts';
import { FailureWithPost } from '../../frame/dispatch.ts';
import { dispatchError } from '../../frame/dispatch-error.ts';
import { ensureSigned, signed } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import {
  addWeights,
  type DispatchClassName,
  type PostDispatchInfo,
  type Weight,
  weightOf,
} from '../../frame/weight.ts';

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

const OVERHEAD = weightOf({ compute: 5_000_000n });
const PER_CALL = weightOf({ compute: 2_000_000n });

type Batch = { calls: RuntimeCall[] };

/** The pallet for a runtime with these calls. */
export function createUtilityPallet({ call: runtimeCall }: OuterTypes) {
  const args = { calls: vec(runtimeCall) };
  const announced = { args, weight: weightOfBatch, class: classOfBatch };
  return definePallet(utility, {
    calls: {
      batch: call(
        {
          ...announced,
          index: 0,
          docs: 'Makes calls one after the other up to the first that fails, which is no error.',
        },
        (context, origin, { calls }) => {
          let used = startBatch(calls);
          for (const [index, item] of calls.entries()) {
            const outcome = context.runtime.dispatch(context, item, origin);
            used = addWeights(used, weightUsed(context, item, outcome));
            if (!outcome.ok) {
              utility.deposit(context, 'BatchInterrupted', { index, error: outcome.error });
              return { actualWeight: used };
            }
            utility.deposit(context, 'ItemCompleted', {});
          }
          utility.deposit(context, 'BatchCompleted', {});
          return { actualWeight: used };
        },
      ),
      asDerivative: call(
        {
          docs: 'Makes a call as a derived account of the sender.',
          index: 1,
          args: { index: u16, call: runtimeCall },
          weight: ({ call: inner }, runtime) => addWeights(OVERHEAD, runtime.dispatchInfo(inner).weight),
          class: ({ call: inner }, runtime) => runtime.dispatchInfo(inner).class,
        },
        (context, origin, { index, call: inner }) => {
          const account = derivedAccount(ensureSigned(origin), index);
          const outcome = context.runtime.dispatch(context, inner, signed(account));
          const post = {
            ...outcome.post,
            actualWeight: addWeights(OVERHEAD, weightUsed(context, inner, outcome)),
          };
          if (!outcome.ok) throw new FailureWithPost(outcome.error, post);
          return post;
        },
      ),
      batchAll: call(
        { ...announced, index: 2, docs: 'Makes all calls, or none when one fails.' },
        (context, origin, { calls }) => {
          let used = startBatch(calls);
          for (const item of calls) {
            const outcome = context.runtime.dispatch(context, item, origin);
            used = addWeights(used, weightUsed(context, item, outcome));
            if (!outcome.ok) throw new FailureWithPost(outcome.error, { actualWeight: used, paysFee: true });
            utility.deposit(context, 'ItemCompleted', {});
          }
          utility.deposit(context, 'BatchCompleted', {});
          return { actualWeight: used };
        },
      ),
      forceBatch: call(
        { ...announced, index: 4, docs: 'Makes all calls, whichever of them fail.' },
        (context, origin, { calls }) => {
          let used = startBatch(calls);
          let failed = false;
          for (const item of calls) {
            const outcome = context.runtime.dispatch(context, item, origin);
            used = addWeights(used, weightUsed(context, item, outcome));
            if (outcome.ok) utility.deposit(context, 'ItemCompleted', {});
            else utility.deposit(context, 'ItemFailed', { error: outcome.error });
            failed ||= !outcome.ok;
          }
          if (failed) utility.deposit(context, 'BatchCompletedWithErrors', {});
          else utility.deposit(context, 'BatchCompleted', {});
          return { actualWeight: used };
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

function startBatch(calls: readonly RuntimeCall[]): Weight {
  if (calls.length > utility.constants.batched_calls_limit) throw utility.error('TooManyCalls');
  return OVERHEAD;
}

function weightOfBatch({ calls }: Batch, runtime: RuntimeView): Weight {
  return addWeights(
    OVERHEAD,
    ...calls.map((item) => addWeights(PER_CALL, runtime.dispatchInfo(item).weight)),
  );
}

/** Operational only when every call is: nothing normal may slip into what is kept free for operations. */
function classOfBatch({ calls }: Batch, runtime: RuntimeView): DispatchClassName {
  const operational =
    calls.length > 0 && calls.every((item) => runtime.dispatchInfo(item).class === 'Operational');
  return operational ? 'Operational' : 'Normal';
}

function weightUsed(context: Context, item: RuntimeCall, { post }: { post: PostDispatchInfo }): Weight {
  return addWeights(PER_CALL, post.actualWeight ?? context.runtime.dispatchInfo(item).weight);
}
