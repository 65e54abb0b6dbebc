/** Small seeded generator (mulberry32) that a property test derives everything from, so that failures repeat. */
export interface Random {
  /** A whole number in [0, below). */
  below(below: number): number;
  /** 32 random bits. */
  bits(): number;
  pick<T>(values: readonly T[]): T;
}

export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const bits = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const below = (limit: number): number => bits() % limit;
  return { bits, below, pick: (values) => values[below(values.length)]! };
}
