import { fromBits, toBits } from '../../src/f32/bits.ts';
import { decodeNode } from '../../src/graph/codec.ts';
import { referee } from '../../src/operators/referee.ts';
import type { GameFacts, GameState } from '../../src/pinpoint/facts.ts';
import type { Trace } from '../../src/pinpoint/trace.ts';

/**
 * What the disputed element of a proof really is, by running the whole operator in floats; undefined when the last
 * state is about something else. The verdict on a program of one instruction has to be the comparison with it.
 */
export async function recomputedElement(
  facts: GameFacts,
  state: GameState,
  honest: Trace,
): Promise<number | undefined> {
  if (state.type !== 'Proof' || state.value.subject.type !== 'Node') return undefined;
  const { at, record } = state.value.subject.value;
  const node = decodeNode(record);
  const operands = await Promise.all(node.inputs.map((input) => honest.nodeOutput(at.step, input)));
  const { seed, rows, batchSize, rowStride } = facts;
  const context = { step: at.step, seed, rows, batchSize, rowStride, dataset: valuesOf(honest.dataset) };
  return toBits(referee(node, operands.map(valuesOf), context)[state.value.element] ?? Number.NaN);
}

function valuesOf(bytes: Uint8Array): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length: bytes.length / 4 }, (_, i) => fromBits(view.getUint32(4 * i, true)));
}
