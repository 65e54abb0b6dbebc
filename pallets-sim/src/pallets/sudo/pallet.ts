import { accountId, option } from '@plumbline/runtime-types/scale/composites';
import { unit } from '@plumbline/runtime-types/scale/primitives';
import { result } from '@plumbline/runtime-types/scale/result';
import { lookup, multiAddress } from '../../frame/address.ts';
import type { OuterTypes } from '../../frame/assembly.ts';
import { call } from '../../frame/call.ts';
import type { Context, DispatchOutcome, RuntimeCall, RuntimeView } from '../../frame/context.ts';
import { declarePallet, event } from '../../frame/declaration.ts';
import { dispatchError } from '../../frame/dispatch-error.ts';
import { readAccount, readRecord } from '../../frame/genesis.ts';
import { ensureSigned, type Origin, root, signed } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { value } from '../../frame/storage.ts';
import { addWeights, type Weight, weightShape } from '../../frame/weight.ts';
import { WEIGHTS } from './weights.generated.ts';

const dispatchResult = result(unit, dispatchError);

export const sudo = declarePallet({
  name: 'Sudo',
  docs: 'One account may act as root.',
  storage: { Key: value('The account that may act as root.', accountId) },
  events: {
    Sudid: event('The key made a call as root.', { sudoResult: dispatchResult }),
    KeyChanged: event('Another account became the key.', { old: option(accountId), new: accountId }),
    KeyRemoved: event('There is no key any more.'),
    SudoAsDone: event('The key made a call as another account.', { sudoResult: dispatchResult }),
  },
  errors: { RequireSudo: 'The sender is not the sudo key.' },
});

const { Key } = sudo.storage;
const FREE = { paysFee: false };

/** The pallet for a runtime with these calls. */
export function createSudoPallet({ call: runtimeCall }: OuterTypes) {
  return definePallet(sudo, {
    calls: {
      sudo: call(
        {
          docs: 'Makes a call as root.',
          index: 0,
          args: { call: runtimeCall },
          weight: (args, runtime) => around(WEIGHTS.sudo, args.call, runtime),
          class: (args, runtime) => runtime.dispatchInfo(args.call).class,
        },
        (context, origin, args) => {
          ensureKey(context, origin);
          const sudoResult = resultOf(context.runtime.dispatch(context, args.call, root));
          sudo.deposit(context, 'Sudid', { sudoResult });
          return FREE;
        },
      ),
      sudoUncheckedWeight: call(
        {
          docs: 'Makes a call as root that is charged the given weight.',
          index: 1,
          args: { call: runtimeCall, weight: weightShape },
          weight: ({ weight }) => weight,
          class: (args, runtime) => runtime.dispatchInfo(args.call).class,
        },
        (context, origin, args) => {
          ensureKey(context, origin);
          const sudoResult = resultOf(context.runtime.dispatch(context, args.call, root));
          sudo.deposit(context, 'Sudid', { sudoResult });
          return FREE;
        },
      ),
      setKey: call(
        {
          docs: 'Makes another account the key.',
          index: 2,
          args: { new: multiAddress },
          weight: WEIGHTS.setKey,
        },
        (context, origin, args) => {
          const old = ensureKey(context, origin);
          const next = lookup(args.new);
          Key.put(context, next);
          sudo.deposit(context, 'KeyChanged', { old, new: next });
          return FREE;
        },
      ),
      sudoAs: call(
        {
          docs: 'Makes a call as another account.',
          index: 3,
          args: { who: multiAddress, call: runtimeCall },
          weight: (args, runtime) => around(WEIGHTS.sudoAs, args.call, runtime),
          class: (args, runtime) => runtime.dispatchInfo(args.call).class,
        },
        (context, origin, args) => {
          ensureKey(context, origin);
          const outcome = context.runtime.dispatch(context, args.call, signed(lookup(args.who)));
          sudo.deposit(context, 'SudoAsDone', { sudoResult: resultOf(outcome) });
          return FREE;
        },
      ),
      removeKey: call(
        { docs: 'Gives the key up for good.', index: 4, weight: WEIGHTS.removeKey },
        (context, origin) => {
          ensureKey(context, origin);
          Key.remove(context);
          sudo.deposit(context, 'KeyRemoved', {});
          return FREE;
        },
      ),
    },
    genesis: {
      preset: { key: null },
      build(context, config) {
        const { key } = readRecord(config, 'sudo');
        if (key !== undefined && key !== null) Key.put(context, readAccount(key, 'sudo.key'));
      },
    },
  });
}

function ensureKey(context: Context, origin: Origin): string {
  const who = ensureSigned(origin);
  if (Key.get(context) !== who) throw sudo.error('RequireSudo');
  return who;
}

function resultOf(outcome: DispatchOutcome) {
  return outcome.ok ? { ok: true as const, value: undefined } : { ok: false as const, error: outcome.error };
}

const around = (own: Weight, inner: RuntimeCall, runtime: RuntimeView) =>
  addWeights(own, runtime.dispatchInfo(inner).weight);
