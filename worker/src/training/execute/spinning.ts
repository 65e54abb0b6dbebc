/** Looks between two glances at the clock: less than a microsecond. */
const LOOKS = 50;
/**
 * How long a thread looks before it sleeps. Kernels follow each other within microseconds and steps within some tens of
 * them; waking a thread can take longer than all but the longest kernels.
 */
const MOST_MILLISECONDS = 0.7;
/** Waits at most that are slept through before one is looked through again. */
const MOST_SLEPT = 255;

/**
 * Whether a thread that waits looks again and again or sleeps at once. Looking is quicker where what it waits for goes on
 * beside it, and keeps the core from whoever it waits for where fewer are free than threads compute. Which of the two
 * it is shows: each time that looking was in vain, twice as many waits as before are slept through.
 */
export class Spinning {
  readonly #clock: () => number;
  /** Waits that are slept through after looking in vain. */
  #slept = 0;
  /** Of these, how many are still to come. */
  #left = 0;

  /** @param clock milliseconds since whenever. */
  constructor(clock = () => performance.now()) {
    this.#clock = clock;
  }

  /** Whether the next wait is looked through. */
  get pays(): boolean {
    return this.#left === 0;
  }

  /** Looks while `waiting` holds, if that pays; whether it holds still and the thread had better sleep. */
  isInVain(waiting: () => boolean): boolean {
    if (!waiting()) return false;
    if (!this.pays) {
      this.#left--;
      return true;
    }
    const began = this.#clock();
    const still = lookWhile(waiting, MOST_MILLISECONDS, this.#clock);
    // Whom the system has put aside meanwhile was in somebody's way, even if it sees the end.
    const paid = !still && this.#clock() - began <= MOST_MILLISECONDS;
    this.#slept = paid ? this.#slept >> 1 : Math.min(2 * this.#slept + 1, MOST_SLEPT);
    if (!paid) this.#left = this.#slept;
    return still;
  }
}

/** Looks while `waiting` holds, for so many milliseconds at most; whether it does still. */
export function lookWhile(
  waiting: () => boolean,
  milliseconds: number,
  clock = () => performance.now(),
): boolean {
  const end = clock() + milliseconds;
  do {
    for (let looks = 0; looks < LOOKS; looks++) if (!waiting()) return false;
  } while (clock() < end);
  return true;
}
