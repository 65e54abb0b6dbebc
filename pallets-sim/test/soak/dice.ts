/** A generator that is good enough to choose what happens next, and the same for the same seed. */
export interface Dice {
  /** A whole number below `count`. */
  below(count: number): number;
  one<T>(list: readonly T[]): T;
  /** Once in `n` times. */
  sometimes(n: number): boolean;
}

export function createDice(seed: number): Dice {
  let state = seed >>> 0;
  const below = (count: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  return { below, one: (list) => list[below(list.length)]!, sometimes: (n) => below(n) === 0 };
}

/** A number that follows from a text: what an account thinks of a task, each time that it is asked. */
export function opinion(about: string): number {
  let hash = 0x81_1c_9d_c5;
  for (const char of about) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01_00_01_93) >>> 0;
  return (hash ^ (hash >>> 15)) >>> 0;
}
