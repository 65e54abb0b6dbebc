import type { Benchmark, Measurable } from '@plumbline/pallets-sim/frame/benchmark';
import type { Context } from '@plumbline/pallets-sim/frame/context';
import { buildGenesis } from '@plumbline/pallets-sim/frame/lifecycle';
import { type Weight, weightUsed } from '@plumbline/pallets-sim/frame/weight';
import { LatestValues } from '@plumbline/pallets-sim/node/state/latest-values';
import { Overlay } from '@plumbline/pallets-sim/node/state/overlay';
import { EMPTY_ROOT } from '@plumbline/pallets-sim/node/trie/encoding';
import { TrieStore } from '@plumbline/pallets-sim/node/trie/trie-store';
import { balances } from '@plumbline/pallets-sim/pallets/balances/declaration';
import { initialize, noteFinishedInitialize } from '@plumbline/pallets-sim/pallets/system/block';
import { system } from '@plumbline/pallets-sim/pallets/system/declaration';
import type { Externalities } from '@plumbline/pallets-sim/runtime/api';
import { assembly } from '@plumbline/pallets-sim/runtime/runtime';
import { TrackedState } from './tracked-state.ts';

/** A benchmark that can be run, on a state that stays as it is when what was run is rolled back. */
export interface Prepared<S extends Externalities> {
  readonly state: S;
  /** Runs the call or the hook; returns the weight that it is charged in the end. Throws `TypeError` when it fails. */
  readonly run: () => Weight;
}

/** Bytes that a node with as much memory as it likes keeps of a state as small as that of a benchmark. */
const CACHE_BYTES = 1 << 28;

/** The state of a benchmark on the real runtime, in its first block, which tells what is read and written. */
export async function prepareTracked(
  name: string,
  setUp: Benchmark['setUp'],
  size: number,
): Promise<Prepared<TrackedState>> {
  const { Number: BlockNumber, ExecutionPhase, Events } = system.storage;
  const { TotalIssuance } = balances.storage;
  const free = [BlockNumber.key(), ExecutionPhase.key(), Events.key(), TotalIssuance.key()];
  const state = new TrackedState(free);
  const { context, measured } = await setUpOn(state, setUp, size);
  return { state, run: () => carryOut(name, context, measured) };
}

/** The same state as a node has it in a block: stored in a trie, with the block's changes laid over it. */
export async function prepareStored(
  name: string,
  setUp: Benchmark['setUp'],
  size: number,
): Promise<Prepared<Overlay>> {
  const store = new TrieStore(() => undefined, CACHE_BYTES);
  const before = new Overlay(store, EMPTY_ROOT, 1);
  const { measured } = await setUpOn(before, setUp, size);
  const committed = before.commitTrie();
  store.advance(committed);
  const state = new Overlay(store, committed.root, 1, false, new LatestValues(committed.root));
  const context = assembly.context(state);
  return { state, run: () => carryOut(name, context, measured) };
}

async function setUpOn(
  state: Externalities,
  setUp: Benchmark['setUp'],
  size: number,
): Promise<{ readonly context: Context; readonly measured: Measurable }> {
  const context = assembly.context(state);
  buildGenesis(assembly, context, {});
  initialize(context, 1, new Uint8Array(32), { logs: [] });
  noteFinishedInitialize(context);
  return { context, measured: await setUp(context, size) };
}

function carryOut(name: string, context: Context, measured: Measurable): Weight {
  if ('hook' in measured) return measured.hook(context);
  const { call, origin } = measured;
  const outcome = context.runtime.dispatch(context, call, origin);
  if (!outcome.ok)
    throw new TypeError(`the benchmark of ${name} fails with ${JSON.stringify(outcome.error)}`);
  return weightUsed(context.runtime.dispatchInfo(call), outcome.post);
}
