import { bytes } from '@plumbline/runtime-types/scale/primitives';
import fc from 'fast-check';
import { addressOf } from '../src/frame/address.ts';
import type { RuntimeCall } from '../src/frame/context.ts';
import { concatBytes } from '../src/node/bytes.ts';
import { EXISTENTIAL_DEPOSIT, MAX_BALANCE, UNIT } from '../src/pallets/balances/declaration.ts';
import { system } from '../src/pallets/system/declaration.ts';
import { EXTENSIONS, extra } from '../src/runtime/extensions/all.ts';
import { MOCK_SIGNATURE } from '../src/runtime/mock-signature.ts';
import { assembly } from '../src/runtime/runtime.ts';

/** What each of the accounts begins with. */
export const ENDOWMENT = 1_000n * UNIT;

const SIGNED_BY_ID = Uint8Array.of(0x84, 0);
const SR25519 = Uint8Array.of(1);
const U64 = 2n ** 64n - 1n;

/** Calls of this chain, also in each other, of which many fail; some undo others, in layers of the storage. */
export function randomCalls(accounts: readonly string[]): fc.Arbitrary<RuntimeCall> {
  const who = fc.constantFrom(...accounts).map(addressOf);
  const amount = fc.oneof(
    fc.constantFrom(
      0n,
      EXISTENTIAL_DEPOSIT - 1n,
      EXISTENTIAL_DEPOSIT,
      ENDOWMENT - UNIT,
      ENDOWMENT,
      MAX_BALANCE,
    ),
    fc.bigInt({ min: 0n, max: ENDOWMENT / 4n }),
  );
  const name = fc.constantFrom('a', 'b', 'bb').map((text) => new TextEncoder().encode(`random ${text}`));
  const written = fc.constantFrom(0, 5, 2_000).map((length) => new Uint8Array(length).fill(7));
  const [events, count] = [system.storage.Events.key(), system.storage.EventCount.key()];
  const of = <A>(pallet: string, type: string, args: { [K in keyof A]: fc.Arbitrary<A[K]> }) =>
    fc.record(args).map((value): RuntimeCall => ({ type: pallet, value: { type, value } }));
  const asRoot = (call: fc.Arbitrary<RuntimeCall>) => of('Sudo', 'sudo', { call });
  return fc.letrec<{ any: RuntimeCall }>((tie) => ({
    any: fc.oneof(
      { maxDepth: 4, depthIdentifier: 'calls' },
      { weight: 8, arbitrary: of('Balances', 'transferKeepAlive', { dest: who, value: amount }) },
      of('Balances', 'transferAllowDeath', { dest: who, value: amount }),
      of('Balances', 'transferAll', { dest: who, keepAlive: fc.boolean() }),
      of('Balances', 'burn', { value: amount, keepAlive: fc.boolean() }),
      of('System', 'remarkWithEvent', { remark: written }),
      asRoot(of('Balances', 'forceSetBalance', { who, newFree: amount })),
      asRoot(of('System', 'setStorage', { items: fc.array(fc.tuple(name, written), { maxLength: 2 }) })),
      asRoot(of('System', 'killStorage', { keys: fc.array(fc.oneof(name, fc.constantFrom(events, count))) })),
      asRoot(of('System', 'killPrefix', { prefix: name, subkeys: fc.nat(3) })),
      of('Utility', 'batch', { calls: fc.array(tie('any'), { maxLength: 4 }) }),
      of('Utility', 'batchAll', { calls: fc.array(tie('any'), { maxLength: 4 }) }),
      of('Utility', 'forceBatch', { calls: fc.array(tie('any'), { maxLength: 4 }) }),
      of('Utility', 'asDerivative', { index: fc.nat(1), call: tie('any') }),
      of('Sudo', 'sudoAs', { who, call: tie('any') }),
      of('Sudo', 'sudoUncheckedWeight', {
        call: tie('any'),
        weight: fc.record({
          refTime: fc.constantFrom(0n, 10n ** 9n, U64),
          proofSize: fc.constantFrom(0n, U64),
        }),
      }),
    ),
  })).any;
}

/** An extrinsic with a mock signature. */
export function encodeSigned(who: Uint8Array, nonce: number, tip: bigint, call: RuntimeCall): Uint8Array {
  const immortal = EXTENSIONS.find(({ identifier }) => identifier === 'CheckMortality');
  const values: Record<string, unknown> = {
    CheckMortality: immortal?.extra.codec.dec(Uint8Array.of(0)),
    CheckNonce: nonce,
    ChargeTransactionPayment: tip,
  };
  const added = extra.codec.enc(EXTENSIONS.map(({ identifier }) => values[identifier] ?? {}));
  const signed = concatBytes(SIGNED_BY_ID, who, SR25519, MOCK_SIGNATURE, added);
  return bytes.codec.enc(concatBytes(signed, assembly.call.codec.enc(call)));
}
