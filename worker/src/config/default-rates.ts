/**
 * What a task asks for when nobody says otherwise: two Verifiers that replay one interval of about a hundred each, which
 * is at most a twentieth of the training, in a tolerant task too. A cheat in one interval is rarely seen, and gains a
 * hundredth of the fee; a cheat in half of them is seen three times in four, one in all of them always. The chain asks for the
 * stake that makes each of them a loss.
 */
export const DEFAULT_VERIFIERS = 2;
/** Part of the intervals that each replays. */
export const DEFAULT_SAMPLE_RATE = 0.01;
/** Intervals that a task of many steps has, about. */
export const DEFAULT_INTERVALS = 80;
