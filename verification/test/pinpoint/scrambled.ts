import { blake2b256 } from '../../src/hash/blake2b.ts';
import type { GameState, Move } from '../../src/pinpoint/facts.ts';
import type { Random } from './random.ts';

/** Changes what a move says, where the rules cannot tell at once: roots and registers that nothing binds yet. */
export function scrambled(random: Random, state: GameState, move: Move): Move {
  if (random.below(2) === 0) return move;
  if (move.type === 'RevealStates') {
    const states = move.value.states.map((root, i, all) =>
      i < all.length - 1 && random.below(2) ? blake2b256(root) : root,
    );
    return { type: 'RevealStates', value: { states } };
  }
  if (move.type === 'RevealRegisters' && state.type === 'Registers') {
    const bound = state.value.after !== undefined;
    const files = move.value.files.map((file, i, all) => {
      if (bound && i === all.length - 1) return file;
      const other = file.slice();
      // r0 of the last file is the claimed element; any other register may be anything but a stray NaN.
      other.fill(random.below(120), 4 * (1 + random.below(7)), 32);
      return other;
    });
    return { type: 'RevealRegisters', value: { files } };
  }
  return move;
}
