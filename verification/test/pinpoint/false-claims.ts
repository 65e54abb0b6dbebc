import { toBits } from '../../src/f32/bits.ts';
import type { GameFacts, GameState, Move } from '../../src/pinpoint/facts.ts';
import { ownBoundedRegisters } from '../../src/pinpoint/run-element.ts';
import type { Trace } from '../../src/pinpoint/trace.ts';
import { openStep, traceEntries } from '../../src/pinpoint/trace-list.ts';
import type { Random } from './random.ts';

/** Steps and leaves that are in no way wrong, and now and then giving up, where a defender has laid its trace open. */
export async function idlePicks(
  random: Random,
  facts: GameFacts,
  state: GameState,
  traces: readonly Trace[],
): Promise<Move[]> {
  if (state.type !== 'Trace' || state.value.root === undefined || state.value.owed !== undefined) return [];
  const { first, last, demands } = state.value;
  const step = first + random.below(last - first);
  const moves: Move[] = random.below(12) === 0 ? [{ type: 'Concede' }] : [];
  if (demands < 3) {
    const node = random.below(facts.nodeCount);
    moves.push({ type: 'DemandTrace', value: { step, node, leaf: random.below(2) } });
  }
  for (const trace of traces) moves.push(openStep(state.value, step, await traceEntries(trace, state.value)));
  return moves;
}

/** Registers of bounded programs that were run right up to some point, and convict nevertheless. */
export async function falseClaims(
  random: Random,
  facts: GameFacts,
  state: GameState,
  traces: readonly Trace[],
): Promise<Move[]> {
  if (state.type !== 'Claim' || state.value.revealed.length > 0) return [];
  const { after } = state.value;
  const moves: Move[] = [];
  for (const trace of traces) {
    const files = await ownBoundedRegisters(facts, state.value, trace);
    const from = random.below(files.length);
    const claimed = files.map((file, i) => (i < from ? file : otherRegisters(random, file)));
    claimed[claimed.length - 1] = after ?? convicting(files.at(-1)!);
    moves.push({ type: 'RevealRegisters', value: { files: claimed } });
  }
  return moves;
}

function otherRegisters(random: Random, file: Uint8Array): Uint8Array {
  const other = file.slice();
  const register = random.below(8);
  other.fill(random.below(120), 4 * register, 4 * register + 4);
  return other;
}

/** Far from whatever was committed, with no error allowed. */
function convicting(file: Uint8Array): Uint8Array {
  const other = file.slice();
  const view = new DataView(other.buffer);
  view.setUint32(0, toBits(1e30), true);
  view.setUint32(4, 0, true);
  return other;
}
