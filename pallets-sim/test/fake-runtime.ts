import { authorshipConfiguration } from '@plumbline/runtime-types/domain/authorship';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { pairFromSuri } from '../src/node/authorship/key-pair.ts';
import { concatBytes } from '../src/node/bytes.ts';
import type { ChainSpec } from '../src/node/chain-spec/chain-spec.ts';
import { compact, u32Bytes, u64Bytes, vecOf, withLength } from '../src/node/scale.ts';
import { type Externalities, type Runtime, RuntimeApiError } from '../src/runtime/api.ts';
import { ACTIONS, decodeFake } from './fake-transaction.ts';

const ALICE = pairFromSuri('//Alice').publicKey;

const name = (text: string) => new TextEncoder().encode(text);
const NUMBER = name('number');
const PARENT = name('parent');
const DIGEST = name('digest');
const TIME = name('time');
const EXTRINSICS = name('extrinsics');
const CRASHES = name('crash');

const nonceKey = (who: Uint8Array) => concatBytes(name('nonce'), who);
const INVALID = { payment: 1, stale: 3, exhausts: 6 };

/**
 * A runtime of its own, a few lines long, to try the node with: accounts have nonces, and a transaction says what it
 * does. It has the same border as the real one.
 */
export function createFakeRuntime(authorities: Uint8Array[] = [ALICE]): Runtime {
  const version = {
    specName: 'fake',
    implName: 'fake',
    authoringVersion: 1,
    specVersion: 1,
    implVersion: 1,
    apis: [],
    transactionVersion: 1,
    stateVersion: 1,
  };
  return {
    version,
    call: (method, args, state) =>
      method === 'AuthorshipApi_configuration'
        ? authorshipConfiguration.codec.enc({ authorities, randomness: new Uint8Array(32) })
        : call(method, args, state),
  };
}

function u32At(state: Externalities, key: Uint8Array): number {
  const bytes = state.get(key);
  return bytes ? new ScaleReader(bytes).u32() : 0;
}

function call(method: string, args: Uint8Array, state: Externalities): Uint8Array {
  switch (method) {
    case 'Core_initialize_block': {
      const reader = new ScaleReader(args);
      state.put(PARENT, reader.take(32));
      state.put(NUMBER, u32Bytes(reader.compactNumber()));
      reader.take(64);
      state.put(DIGEST, reader.take(reader.remaining));
      state.put(EXTRINSICS, compact(0));
      if (state.get(CRASHES)) throw new RuntimeApiError('Trap', method, 'this block cannot be begun');
      return Uint8Array.of(0);
    }
    case 'BlockBuilder_inherent_extrinsics': {
      const reader = new ScaleReader(args);
      reader.length();
      reader.take(8);
      reader.length();
      const clock = reader.u64();
      const before = state.get(TIME);
      const earliest = before ? new ScaleReader(before).u64() + 1n : 0n;
      const time = clock > earliest ? clock : earliest;
      return vecOf([withLength(concatBytes(Uint8Array.of(0), u64Bytes(time)))]);
    }
    case 'BlockBuilder_apply_extrinsic':
      return apply(args, state);
    case 'BlockBuilder_finalize_block': {
      const parent = state.get(PARENT) ?? new Uint8Array(32);
      const number = compact(u32At(state, NUMBER));
      const reader = new ScaleReader(state.get(EXTRINSICS) ?? compact(0));
      const body = Array.from({ length: reader.length() }, () => reader.take(reader.length()));
      return concatBytes(
        parent,
        number,
        state.root(),
        state.orderedRoot(body, 0),
        state.get(DIGEST) ?? compact(0),
      );
    }
    case 'TaggedTransactionQueue_validate_transaction':
      return validate(args.subarray(1, -32), state);
    case 'AccountNonceApi_account_nonce':
      return u32Bytes(u32At(state, nonceKey(args)));
    case 'GenesisBuilder_get_preset':
      return concatBytes(Uint8Array.of(1), withLength(name('{}')));
    case 'GenesisBuilder_build_state': {
      const reader = new ScaleReader(args);
      const json = JSON.parse(new TextDecoder().decode(reader.take(reader.length())));
      for (const [key, value] of Object.entries(json)) state.put(name(key), fromHex(String(value)));
      return Uint8Array.of(0);
    }
    case 'Metadata_metadata':
      return withLength(name('meta'));
    default:
      throw new RuntimeApiError('UnknownMethod', method, 'there is no such function');
  }
}

function apply(extrinsic: Uint8Array, state: Externalities): Uint8Array {
  const decoded = decodeFake(extrinsic);
  if (decoded.inherent) {
    const before = state.get(TIME);
    if (before && new ScaleReader(before).u64() >= decoded.time) {
      throw new RuntimeApiError('Trap', 'BlockBuilder_apply_extrinsic', 'time does not advance');
    }
    state.put(TIME, u64Bytes(decoded.time));
  } else {
    const nonce = u32At(state, nonceKey(decoded.who));
    state.put(nonceKey(decoded.who), u32Bytes(nonce + 1));
    if (decoded.nonce !== nonce) return Uint8Array.of(1, 0, INVALID.stale);
    if (decoded.action === ACTIONS.full) return Uint8Array.of(1, 0, INVALID.exhausts);
    if (decoded.action === ACTIONS.unpaid) return Uint8Array.of(1, 0, INVALID.payment);
    if (decoded.action === ACTIONS.crash) {
      state.startTransaction();
      throw new TypeError('undefined is not a function');
    }
  }
  const reader = new ScaleReader(state.get(EXTRINSICS) ?? compact(0));
  const body = Array.from({ length: reader.length() }, () => reader.take(reader.length()));
  state.put(EXTRINSICS, vecOf([...body, extrinsic].map(withLength)));
  return Uint8Array.of(0, 0);
}

function validate(extrinsic: Uint8Array, state: Externalities): Uint8Array {
  let decoded: ReturnType<typeof decodeFake>;
  try {
    decoded = decodeFake(extrinsic);
  } catch (error) {
    throw new RuntimeApiError('BadArguments', 'TaggedTransactionQueue_validate_transaction', String(error));
  }
  if (decoded.inherent) return Uint8Array.of(1, 0, 0);
  const nonce = u32At(state, nonceKey(decoded.who));
  if (decoded.nonce < nonce) return Uint8Array.of(1, 0, INVALID.stale);
  const tag = (n: number) => withLength(concatBytes(decoded.who, u32Bytes(n)));
  const requires = decoded.nonce > nonce ? [tag(decoded.nonce - 1)] : [];
  return concatBytes(
    Uint8Array.of(0),
    u64Bytes(decoded.tip),
    vecOf(requires),
    vecOf([tag(decoded.nonce)]),
    u64Bytes(BigInt(decoded.longevity)),
  );
}

/** A chain spec for the fake runtime. */
export function fakeSpec(patch: Record<string, string> = { a: '0x01' }): ChainSpec {
  return {
    name: 'Fake',
    id: 'fake',
    chainType: 'Development',
    bootNodes: [],
    protocolId: null,
    properties: { ss58Format: 42 },
    genesis: { runtimeGenesis: { patch } },
  };
}
