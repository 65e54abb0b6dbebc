import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import type { Runtime } from '../../runtime/api.ts';
import { decodeHeader } from '../block/header.ts';
import { concatBytes } from '../bytes.ts';
import type { ChainSpec } from '../chain-spec/chain-spec.ts';
import { mergePatch, parseLossless, stringifyLossless } from '../chain-spec/lossless-json.ts';
import type { BlockRecord } from '../database/chain-database.ts';
import { messageOf, NodeError } from '../errors.ts';
import { withLength } from '../scale.ts';
import { Overlay } from '../state/overlay.ts';
import { putRawState, type RawState, rawState } from '../state/raw-state.ts';
import { EMPTY_ROOT } from '../trie/encoding.ts';
import type { StateVersion } from '../trie/trie-change.ts';
import { TrieStore } from '../trie/trie-store.ts';

/** The key under which Substrate keeps the runtime's code. Clients ask for it to learn of upgrades. */
const CODE_KEY = new TextEncoder().encode(':code');

/** The state version that a runtime writes. */
export function stateVersionOf(runtime: Runtime): StateVersion {
  return runtime.version.stateVersion === 0 ? 0 : 1;
}

function badSpec(spec: ChainSpec, problem: string, cause?: unknown): NodeError {
  return new NodeError('BadChainSpec', `the chain spec of "${spec.name}": ${problem}`, cause);
}

/** Lets the runtime write the genesis state that the spec's config asks for. */
function buildFromConfig(spec: ChainSpec, config: unknown, runtime: Runtime, state: Overlay): void {
  let answer: Uint8Array;
  try {
    const json = new TextEncoder().encode(stringifyLossless(config));
    answer = runtime.call('GenesisBuilder_build_state', withLength(json), state);
  } catch (error) {
    throw badSpec(spec, `the runtime cannot build its genesis state: ${messageOf(error)}`, error);
  }
  const reader = new ScaleReader(answer);
  if (reader.u8() !== 0) {
    const reason = new TextDecoder().decode(reader.take(reader.length()));
    throw badSpec(spec, `the runtime refuses its genesis config: ${reason}. Correct genesis.runtimeGenesis`);
  }
}

/** The genesis config that the runtime starts from when a spec only gives a patch. */
function defaultConfig(runtime: Runtime, state: Overlay): unknown {
  const reader = new ScaleReader(runtime.call('GenesisBuilder_get_preset', Uint8Array.of(0), state));
  if (reader.u8() === 0) return {};
  return parseLossless(new TextDecoder().decode(reader.take(reader.length())));
}

function fillState(spec: ChainSpec, runtime: Runtime, state: Overlay): void {
  const { genesis } = spec;
  if ('raw' in genesis) {
    putRawState(genesis.raw, state);
    return;
  }
  const { config, patch, code } = genesis.runtimeGenesis;
  buildFromConfig(spec, config ?? mergePatch(defaultConfig(runtime, state), patch), runtime, state);
  if (code) state.put(CODE_KEY, fromHex(code));
  // A runtime that is not WebAssembly has no code to put here, but clients take a missing entry for a broken chain.
  else if (!state.get(CODE_KEY)) {
    const { specName, specVersion } = runtime.version;
    state.put(CODE_KEY, new TextEncoder().encode(`${specName}-${specVersion}`));
  }
}

/** The state before the first block, by key, as a spec with `raw` lists it. */
export function rawGenesis(spec: ChainSpec, runtime: Runtime): RawState {
  const state = emptyState(runtime);
  fillState(spec, runtime, state);
  state.root();
  return rawState(state);
}

/** Block 0 of the chain that a spec describes. Throws `NodeError` `BadChainSpec`. */
export function buildGenesis(spec: ChainSpec, runtime: Runtime): BlockRecord {
  const state = emptyState(runtime);
  fillState(spec, runtime, state);
  const { root, preimages, removed } = state.commitTrie();
  const header = concatBytes(new Uint8Array(32), Uint8Array.of(0), root, EMPTY_ROOT, Uint8Array.of(0));
  return { header: decodeHeader(header), body: [], preimages, removed };
}

function emptyState(runtime: Runtime): Overlay {
  return new Overlay(new TrieStore(() => undefined), EMPTY_ROOT, stateVersionOf(runtime));
}
