import { blake2b256 } from '../../src/hash/blake2b.ts';
import { sameHash } from '../../src/hash/hex.ts';
import { challenge } from '../../src/pinpoint/challenge.ts';
import { defend } from '../../src/pinpoint/defend.ts';
import type { GameFacts, GameState, Move } from '../../src/pinpoint/facts.ts';
import { splitPoints } from '../../src/pinpoint/split.ts';
import { StrategyError } from '../../src/pinpoint/strategy-error.ts';
import type { Trace } from '../../src/pinpoint/trace.ts';
import { turnOf } from '../../src/pinpoint/turn.ts';
import { anyMove } from './any-move.ts';
import { falseClaims, idlePicks } from './false-claims.ts';
import { forgeries } from './forgeries.ts';
import type { Random } from './random.ts';
import { scrambled } from './scrambled.ts';

export interface Adversary {
  /** Moves to try in this order until one is legal; none of them being so, it is silent. */
  attempts(state: GameState): Promise<Move[]>;
}

/**
 * A side that stops at nothing: it plays from whichever of its traces it likes from move to move, picks anything,
 * forges what it opens, repeats what was played before by either side, and replays moves of other disputes.
 *
 * @param played moves of this game so far, by both sides
 * @param elsewhere moves of other disputes
 */
export function adversary(
  random: Random,
  facts: GameFacts,
  traces: readonly Trace[],
  played: readonly Move[],
  elsewhere: readonly Move[],
): Adversary {
  return {
    async attempts(state) {
      const sincere = await fromTraces(facts, state, traces);
      const legal = [
        ...sincere,
        ...sincere.map((move) => scrambled(random, state, move)),
        ...picks(random, state),
        ...(await falseClaims(random, facts, state, traces)),
        ...(await idlePicks(random, facts, state, traces)),
      ];
      const wild = [
        ...some(random, played, 2),
        ...some(random, elsewhere, 3),
        ...some(random, sincere.flatMap(forgeries), 4),
        ...(await othersEnd(state, traces)),
        anyMove(random),
        anyMove(random),
      ];
      return [...shuffled(random, wild), ...shuffled(random, legal)];
    },
  };
}

/** What the sides' own strategies would play from each trace; many a trace has nothing to say. */
async function fromTraces(facts: GameFacts, state: GameState, traces: readonly Trace[]): Promise<Move[]> {
  const strategy = turnOf(state) === 'Defender' ? defend : challenge;
  const moves: Move[] = [];
  for (const trace of traces) {
    try {
      moves.push(await strategy(facts, state, trace));
    } catch (error) {
      if (!(error instanceof StrategyError)) throw error;
    }
  }
  return moves;
}

/** Right states throughout, where the end that was claimed should be repeated: the honest side could not deny any. */
async function othersEnd(state: GameState, traces: readonly Trace[]): Promise<Move[]> {
  if (state.type !== 'States') return [];
  const { first, last, end } = state.value;
  const all = await Promise.all(traces.map((trace) => trace.stateRoots(first, last)));
  return all
    .filter((roots) => !sameHash(roots.at(-1)!, end))
    .map((roots) => ({
      type: 'RevealStates',
      value: { states: splitPoints(first, last).map((point) => roots[point - first - 1]!) },
    }));
}

/** Choices that are legal whoever is right. */
function picks(random: Random, state: GameState): Move[] {
  switch (state.type) {
    case 'Operators': {
      // Now and then: a root that nobody can open, which ends in silence.
      const hollow: Move = { type: 'CommitOperators', value: { root: blake2b256(state.value.end) } };
      return random.below(8) === 0 ? [hollow] : [];
    }
    case 'Branch':
      return (['Operators', 'EndState'] as const).map((type) => ({
        type: 'Descend',
        value: { tree: { type } },
      }));
    case 'Leaf':
      return [
        { type: 'PickElement', value: { index: random.below(1 + (state.value.bytes?.length ?? 0) / 4) } },
      ];
    case 'States':
    case 'Registers':
    case 'Claim':
      return [0, 0].map(() => ({
        type: 'Pick',
        value: { index: random.below(state.value.revealed.length + 1) },
      }));
    case 'OperatorTree':
    case 'EndTree':
    case 'InitialTree':
    case 'OutputTree': {
      const { revealed } = state.value.cursor;
      return [0, 0].map(() => ({ type: 'Pick', value: { index: random.below(revealed.length + 1) } }));
    }
    default:
      return [];
  }
}

function some<T>(random: Random, values: readonly T[], count: number): T[] {
  return values.length === 0 ? [] : Array.from({ length: count }, () => random.pick(values));
}

function shuffled<T>(random: Random, values: readonly T[]): T[] {
  const all = [...values];
  for (let i = all.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [all[i], all[j]] = [all[j]!, all[i]!];
  }
  return all;
}
