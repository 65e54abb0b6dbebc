import type { GamePhase, SideName } from '@plumbline/runtime-types/domain/game';
import type { Move } from '@plumbline/runtime-types/domain/move';
import type { VerificationMode } from '@plumbline/runtime-types/domain/task-spec';
import type { Hash } from '../hash/blake2b.ts';

/** What both sides and the referee know of the disputed task before the first move. */
export interface GameFacts {
  /** How an element is judged: by its bits, or by the bound of its operator around the canonical value. */
  readonly mode: VerificationMode['type'];
  /** Root of the records tree: header, `stateCount` state tensors, `nodeCount` nodes. */
  readonly programRoot: Hash;
  readonly stateCount: number;
  readonly nodeCount: number;
  /** Blob of f32 values. */
  readonly datasetRoot: Hash;
  readonly datasetElements: number;
  /** Number of examples in the dataset. */
  readonly rows: number;
  readonly rowStride: number;
  readonly batchSize: number;
  readonly seed: Hash;
  readonly steps: number;
  /** Steps in one interval; divides `steps`. */
  readonly checkpointEvery: number;
}

/** All that the referee keeps between two moves. */
export type GameState = GamePhase;
export type Side = SideName;
export type { Move };

/** What a legal move leads to. */
export type Outcome =
  | { readonly kind: 'next'; readonly state: GameState }
  | { readonly kind: 'verdict'; readonly winner: Side; readonly reason: VerdictReason };

/** What decided a game. A challenger wins with the first of each pair, the defender with the second. */
export type VerdictReason =
  | 'EndStateWrong'
  | 'EndStateRight'
  | 'SourceWrong'
  | 'SourceRight'
  | 'InitialWrong'
  | 'InitialRight'
  | 'OperationWrong'
  | 'OperationRight'
  | 'ElementWrong'
  | 'ElementRight'
  /** The challenger has given up: what it was shown holds no fault. */
  | 'Conceded';

export function next(state: GameState): Outcome {
  return { kind: 'next', state };
}

export function verdict(
  wrong: boolean,
  what: 'EndState' | 'Source' | 'Initial' | 'Operation' | 'Element',
): Outcome {
  return {
    kind: 'verdict',
    winner: wrong ? 'Challenger' : 'Defender',
    reason: `${what}${wrong ? 'Wrong' : 'Right'}`,
  };
}
