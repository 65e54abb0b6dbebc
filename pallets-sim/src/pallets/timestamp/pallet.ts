import { bool, compactU64, u64 } from '@plumbline/runtime-types/scale/primitives';
import { variant } from '@plumbline/runtime-types/scale/variants';
import { call } from '../../frame/call.ts';
import type { Context, RuntimeCall } from '../../frame/context.ts';
import { constant, declarePallet } from '../../frame/declaration.ts';
import { DispatchFailure } from '../../frame/dispatch-error.ts';
import { ensureNone } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { value } from '../../frame/storage.ts';
import { WEIGHTS } from './weights.generated.ts';

/** Time given by the block's author may be this far ahead of the clock of whoever checks it. */
const MAX_DRIFT_MILLISECONDS = 30_000n;

export const timestamp = declarePallet({
  name: 'Timestamp',
  docs: 'The time of the block, in milliseconds since 1970, as its author says it.',
  storage: {
    Now: value('The time of the block.', u64, 0n),
    DidUpdate: value('Whether the time was set in this block.', bool, false),
  },
  constants: {
    MinimumPeriod: constant('Least time between two blocks, in milliseconds.', u64, 1n),
  },
});

const { Now, DidUpdate } = timestamp.storage;

/** What is wrong with the time in a block. */
const inherentError = variant(['sp_timestamp', 'InherentError'], { TooEarly: null, TooFarInFuture: null });

/** The time of the block under construction, in milliseconds since 1970. */
export const blockTime = (context: Context): bigint => Now.get(context);

export const timestampPallet = definePallet(timestamp, {
  calls: {
    set: call(
      {
        docs: 'Sets the time. The block author does this once in every block.',
        index: 0,
        args: { now: compactU64 },
        class: 'Mandatory',
        weight: WEIGHTS.set,
      },
      (context, origin, { now }) => {
        ensureNone(origin);
        // FRAME panics here; a mandatory call that fails makes the block invalid all the same.
        if (DidUpdate.get(context) || now < earliest(context)) throw new DispatchFailure({ type: 'Other' });
        Now.put(context, now);
        DidUpdate.put(context, true);
      },
    ),
  },
  hooks: {
    onFinalize(context) {
      if (!DidUpdate.take(context))
        throw new TypeError('the time was not set in this block: its inherent is missing');
    },
  },
  inherent: {
    identifier: 'timstap0',
    isInherent: ({ value: { type } }) => type === 'set',
    create(context, data): RuntimeCall {
      const clock = u64.codec.dec(data);
      const least = earliest(context);
      return timestampPallet.call('set', { now: clock > least ? clock : least });
    },
    check(context, runtimeCall, data) {
      const { now } = runtimeCall.value.value as { now: bigint };
      if (now > u64.codec.dec(data) + MAX_DRIFT_MILLISECONDS) return problem('TooFarInFuture');
      return now < earliest(context) ? problem('TooEarly') : undefined;
    },
  },
});

function earliest(context: Context): bigint {
  const now = Now.get(context);
  return now === 0n ? 0n : now + timestamp.constants.MinimumPeriod;
}

function problem(type: 'TooEarly' | 'TooFarInFuture'): { error: Uint8Array; fatal: boolean } {
  return { error: inherentError.codec.enc({ type }), fatal: true };
}
