import { blocksOf, isUnitWorthSharing, type PlacedUnit } from './placed-unit.ts';
import { type Share, WHOLE } from './share.ts';

/** What one thread makes: a unit, a part of one, or a block of a part. */
export interface Piece {
  readonly unit: PlacedUnit;
  readonly share: Share;
  readonly block: Share;
  /** The piece among those of its stage from which this one goes on; -1 where it begins itself. */
  readonly after: number;
  /** Whether others go on from it, or it from them. */
  readonly carried: boolean;
}

/** The pieces of some units: each as a whole, or a part for each thread. */
export function piecesOf(units: readonly PlacedUnit[], threads: number): Piece[] {
  const pieces: Piece[] = [];
  for (const unit of units) {
    const count = isUnitWorthSharing(unit, threads) ? threads : 1;
    const blocks = count === 1 ? 0 : blocksOf(unit, threads);
    for (let block = 0; block < Math.max(1, blocks); block++) {
      for (let index = 0; index < count; index++) {
        const after = blocks > 0 && index > 0 ? pieces.length - 1 : -1;
        const share = count === 1 ? WHOLE : { index, count };
        const own = blocks > 1 ? { index: block, count: blocks } : WHOLE;
        pieces.push({ unit, share, block: own, after, carried: blocks > 0 });
      }
    }
  }
  return pieces;
}

/**
 * In which order a thread looks through the pieces of a stage: first its own parts, since what they read it has often
 * written itself, then what is whole, and then what others have not begun. The first thread begins with what others go on
 * from, and they end with that.
 */
export function orderFor(pieces: readonly Piece[], thread: number): number[] {
  const rank = ({ share, carried }: Piece): number => {
    if (share.count === 1) return 2;
    if (share.index !== thread) return 3;
    return carried === (thread === 0) ? 0 : 1;
  };
  const all = pieces.map((piece, part) => ({ part, rank: rank(piece) }));
  return all.toSorted((a, b) => a.rank - b.rank || a.part - b.part).map(({ part }) => part);
}
