import { vec } from '@plumbline/runtime-types/scale/composites';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { accumulate } from '../../pallets/randomness/block-randomness.ts';
import { finalize, initialize, noteFinishedInitialize } from '../../pallets/system/block.ts';
import { system } from '../../pallets/system/declaration.ts';
import { depositEvent, encodeEvents, resetEvents } from '../../pallets/system/events.ts';
import { BLOCK_WEIGHTS } from '../../pallets/system/limits.ts';
import { systemPallet } from '../../pallets/system/pallet.ts';
import { eventRecordOf, header } from '../../pallets/system/types.ts';
import { type Assembly, assemble, type OuterTypes, type RuntimeEvent } from '../assembly.ts';
import { BadPallet } from '../check-pallet.ts';
import type { Context, DispatchOutcome, RuntimeCall } from '../context.ts';
import type { Json } from '../genesis.ts';
import { buildGenesis, finalizePallets, idlePallets, initializePallets } from '../lifecycle.ts';
import type { Origin } from '../origin.ts';
import type { Pallet } from '../pallet.ts';
import { tryState } from '../try-state.ts';
import { upgradePallets } from '../upgrade.ts';
import { MemoryExternalities } from './memory-externalities.ts';

/** A runtime of a few pallets on a state in memory, at block 1, without a node. */
export interface TestChain {
  readonly assembly: Assembly;
  /** For reading storage and calling pallets' functions directly. */
  readonly context: Context;
  /** Dispatches a call as an extrinsic would be, without fees. */
  dispatch(origin: Origin, call: RuntimeCall): DispatchOutcome;
  /** As `dispatch`, and throws an `Error` naming the pallet's error when the call fails. */
  mustDispatch(origin: Origin, call: RuntimeCall): void;
  /** The name of the error that a call fails with, as `Balances.InsufficientBalance`, or `undefined`. */
  failure(origin: Origin, call: RuntimeCall): string | undefined;
  /** Events of this block so far, decoded, oldest first. */
  events(): RuntimeEvent[];
  /** Names of the events of this block, as `Balances.Transfer`. */
  eventNames(): string[];
  /**
   * Finishes this block, checks what must hold between blocks (`tryState`) unless told not to, and begins the next;
   * `count` times.
   */
  nextBlock(count?: number, options?: { readonly check: boolean }): void;
  blockNumber(): number;
  /** Replaces the pallets by those of another version of the runtime; the next block begins with the upgrade. */
  upgrade(pallets: TestPallets): void;
}

/** The pallets of a test's runtime besides `system`, by index. */
export type TestPallets =
  | Readonly<Record<number, Pallet>>
  | ((outer: OuterTypes) => Readonly<Record<number, Pallet>>);

/**
 * @example
 * const chain = createTestChain({ 2: balancesPallet, 10: stakesPallet }, { balances: { balances: [[ALICE, 1000]] } });
 * chain.mustDispatch(signed(ALICE), stakesPallet.call('register', { role: { type: 'Solver' }, amount: 100n, price: 1n }));
 * expect(chain.eventNames()).toContain('Stakes.Registered');
 */
export function createTestChain(pallets: TestPallets, genesis: Json = {}): TestChain {
  const state = new MemoryExternalities();
  let assembly = assembleTest(pallets);
  let context = assembly.context(state);
  let next: Assembly | undefined;
  const begin = (number: number, parentHash: Uint8Array) => {
    resetEvents(context);
    if (next !== undefined) {
      assembly = next;
      context = assembly.context(state);
      next = undefined;
      upgradePallets(assembly, context);
    }
    initialize(context, number, parentHash, { logs: [] });
    // Nobody makes these blocks: what an author's VRF gives is taken from the block before.
    accumulate(context, parentHash);
    initializePallets(assembly, context, number);
    noteFinishedInitialize(context);
  };
  const end = (number: number, check: boolean): Uint8Array => {
    idlePallets(assembly, context, number, BLOCK_WEIGHTS.maxBlock);
    finalizePallets(assembly, context, number);
    const hash = blake2b256(header.codec.enc(finalize(context)));
    if (check) tryState(assembly, context);
    return hash;
  };
  const chain: TestChain = {
    get assembly() {
      return assembly;
    },
    get context() {
      return context;
    },
    dispatch: (origin, call) => {
      // Through bytes and back, as on a real chain: what the call's codec cannot carry is refused here.
      const decoded = assembly.call.codec.dec(assembly.call.codec.enc(call));
      return context.runtime.dispatch(context, decoded, origin);
    },
    mustDispatch(origin, call) {
      const failure = chain.failure(origin, call);
      if (failure !== undefined) throw new Error(`${call.type}.${call.value.type} failed: ${failure}`);
    },
    failure(origin, call) {
      const outcome = chain.dispatch(origin, call);
      return outcome.ok ? undefined : errorName(assembly, outcome.error);
    },
    events: () =>
      vec(eventRecordOf(assembly.event))
        .codec.dec(encodeEvents(context))
        .map(({ event }) => event),
    eventNames: () => chain.events().map(({ type, value }) => `${type}.${value.type}`),
    nextBlock(count = 1, { check } = { check: true }) {
      for (let block = 0; block < count; block++) {
        const number = chain.blockNumber();
        begin(number + 1, end(number, check));
      }
    },
    blockNumber: () => system.storage.Number.get(context),
    upgrade(newPallets) {
      next = assembleTest(newPallets);
    },
  };
  buildGenesis(assembly, context, genesis);
  begin(1, blake2b256(new TextEncoder().encode('test genesis')));
  return chain;
}

function assembleTest(pallets: TestPallets): Assembly {
  return assemble({
    crate: 'test_runtime',
    pallets: (outer) => {
      const given = typeof pallets === 'function' ? pallets(outer) : pallets;
      if (given[0] !== undefined) throw new BadPallet(given[0].name, 'index 0 is that of System');
      return { 0: systemPallet, ...given };
    },
    depositEvent,
  });
}

function errorName(assembly: Assembly, error: Extract<DispatchOutcome, { ok: false }>['error']): string {
  if (error.type === 'Token' || error.type === 'Arithmetic') return `${error.type}.${error.value.type}`;
  if (error.type !== 'Module') return error.type;
  const { index, error: code } = error.value;
  const pallet = assembly.pallets.find((at) => at.index === index)?.pallet;
  const names = Object.keys(pallet?.declaration.errors ?? {});
  return `${pallet?.name}.${names[code[0] ?? 0]}`;
}
