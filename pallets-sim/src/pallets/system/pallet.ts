import { tuple, vec } from '@plumbline/runtime-types/scale/composites';
import { bytes, u32 } from '@plumbline/runtime-types/scale/primitives';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { call } from '../../frame/call.ts';
import { ensureRoot, ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { buildGenesis } from './block.ts';
import { system } from './declaration.ts';
import { checkSystem } from './invariants.ts';
import { WEIGHTS } from './weights.generated.ts';

export const systemPallet = definePallet(system, {
  calls: {
    remark: call(
      {
        docs: 'Leaves a remark in the block.',
        index: 0,
        args: { remark: bytes },
        weight: ({ remark }) => WEIGHTS.remark(remark.length),
      },
      (_context, origin) => {
        if (origin.type !== 'Root') ensureSigned(origin);
      },
    ),
    setStorage: call(
      {
        docs: 'Sets storage items. Root only.',
        index: 4,
        args: { items: vec(tuple(bytes, bytes)) },
        class: 'Operational',
        weight: ({ items }) => WEIGHTS.setStorage(items.length),
      },
      (context, origin, { items }) => {
        ensureRoot(origin);
        for (const [key, value] of items) context.state.put(key, value);
      },
    ),
    killStorage: call(
      {
        docs: 'Removes storage items. Root only.',
        index: 5,
        args: { keys: vec(bytes) },
        class: 'Operational',
        weight: ({ keys }) => WEIGHTS.killStorage(keys.length),
      },
      (context, origin, { keys }) => {
        ensureRoot(origin);
        for (const key of keys) context.state.delete(key);
      },
    ),
    killPrefix: call(
      {
        docs: 'Removes storage items that begin with a prefix: those of this block, and so many of those before it. Root only.',
        index: 6,
        args: { prefix: bytes, subkeys: u32 },
        class: 'Operational',
        weight: ({ subkeys }) => WEIGHTS.killPrefix(subkeys + 1), // the key after the last is looked at, too
      },
      (context, origin, { prefix, subkeys }) => {
        ensureRoot(origin);
        context.state.clearPrefix(prefix, subkeys);
      },
    ),
    remarkWithEvent: call(
      {
        docs: 'Leaves a remark in the block and says so in an event.',
        index: 7,
        args: { remark: bytes },
        weight: ({ remark }) => WEIGHTS.remarkWithEvent(remark.length),
      },
      (context, origin, { remark }) => {
        system.deposit(context, 'Remarked', { sender: ensureSigned(origin), hash: blake2b256(remark) });
      },
    ),
  },
  hooks: { tryState: checkSystem },
  genesis: { preset: {}, build: buildGenesis },
});
