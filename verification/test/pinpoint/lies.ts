import { CANONICAL_NAN, isNan } from '../../src/f32/bits.ts';
import type { OperatorName } from '../../src/graph/types.ts';
import { blake2b256 } from '../../src/hash/blake2b.ts';
import { sameHash } from '../../src/hash/hex.ts';
import type { GameState } from '../../src/pinpoint/facts.ts';
import { openGame } from '../../src/pinpoint/open.ts';
import { randomProgram } from './programs.ts';
import type { Random } from './random.ts';
import {
  type Corrupt,
  createSetting,
  initialState,
  ReferenceTrace,
  type Setting,
} from './reference-trace.ts';

/** Other bits for one element, never another NaN for a NaN. */
export function corrupted(random: Random, output: Float32Array, element: number): void {
  const bits = new Uint32Array(output.buffer, output.byteOffset, output.length);
  const before = bits[element]!;
  const other = random.below(3) === 0 ? before ^ 1 : random.bits();
  const canonical = isNan(other) ? CANONICAL_NAN : other;
  bits[element] = canonical === before ? (isNan(before) ? 0 : before ^ 0x8000_0000) >>> 0 : canonical >>> 0;
}

export interface Lie {
  readonly setting: Setting;
  readonly interval: number;
  readonly honest: ReferenceTrace;
  readonly liar: ReferenceTrace;
  readonly step: number;
  readonly node: number;
  readonly element: number;
}

/** A task whose Solver changed one element of one node in one step and went on consistently from there. */
export function lieAt(random: Random, operators: readonly OperatorName[], about?: OperatorName): Lie {
  const program = randomProgram(random, operators);
  const checkpointEvery = 1 + random.below(4);
  const setting = createSetting(program, checkpointEvery * 3, checkpointEvery, random.below(60000));
  const interval = random.below(3);
  const first = interval * checkpointEvery;
  const from = initialState(setting);
  const honest = new ReferenceTrace(setting, first, checkpointEvery, from);
  const candidates = program.nodes.flatMap(({ operator }, i) =>
    about === undefined || operator.type === about ? [i] : [],
  );
  const node = random.pick(candidates);
  let element = 0;
  const lying = (at: number): ReferenceTrace => {
    const corrupt: Corrupt = (step, index, output) => {
      if (step !== at || index !== node) return;
      element = random.below(output.length);
      corrupted(random, output, element);
    };
    return new ReferenceTrace(setting, first, checkpointEvery, from, corrupt);
  };
  const last = first + checkpointEvery - 1;
  let step = first + random.below(checkpointEvery);
  let liar = lying(step);
  // A lie that the end does not show is no fault; then it is told in the last step, with some other end state.
  if (sameHash(liar.rootOf(last + 1), honest.rootOf(last + 1))) {
    step = last;
    liar = lying(step);
  }
  return { setting, interval, honest, liar, step, node, element };
}

export function openLie({ setting, interval, honest, liar }: Lie): GameState {
  const { facts } = setting;
  const first = interval * facts.checkpointEvery;
  const claimed = liar.rootOf(first + facts.checkpointEvery);
  const end = sameHash(claimed, honest.rootOf(first + facts.checkpointEvery)) ? blake2b256(claimed) : claimed;
  return openGame(facts, { interval, start: honest.rootOf(first), end });
}
