import type { SignatureClaim } from '../../runtime/api.ts';
import { equalBytes } from '../bytes.ts';

interface Known {
  readonly claim: SignatureClaim;
  readonly isTrue: boolean;
  /** What is known of others whose signatures begin alike. */
  readonly others: readonly Known[];
}

/** Of more claims whose signatures begin alike, most of them with one signature, the last are remembered. */
const MOST_OF_ONE_SIGNATURE = 4;

/** Most have no others: one list for all of them. */
const NONE: readonly Known[] = [];

/**
 * Which claims are known to be true or false. Bounded: two generations, of which the older goes when the younger is
 * full. (To take the oldest out of a map one by one is slow: a map walks over all that was taken out before.)
 */
export class ClaimCache {
  readonly #generation: number;
  #young = new Map<number, Known>();
  #old = new Map<number, Known>();

  /** @param capacity how many signatures are remembered at most: the last half of them always */
  constructor(capacity: number) {
    this.#generation = Math.ceil(capacity / 2);
  }

  /** undefined when the claim is not known. */
  get(claim: SignatureClaim): boolean | undefined {
    const known = this.#of(startOf(claim.signature));
    if (known === undefined) return undefined;
    if (isSame(known.claim, claim)) return known.isTrue;
    for (const other of known.others) if (isSame(other.claim, claim)) return other.isTrue;
    return undefined;
  }

  set(claim: SignatureClaim, isTrue: boolean): void {
    if (this.#generation === 0) return;
    const key = startOf(claim.signature);
    const before = this.#of(key);
    if (this.#young.size >= this.#generation) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, { claim, isTrue, others: before ? othersOf(before, claim) : NONE });
  }

  #of(key: number): Known | undefined {
    return this.#young.get(key) ?? this.#old.get(key);
  }
}

/** Of what was known before under the same key, what goes on beside a new claim: the newest first. */
function othersOf(before: Known, claim: SignatureClaim): readonly Known[] {
  return [before, ...before.others]
    .filter((known) => !isSame(known.claim, claim))
    .slice(0, MOST_OF_ONE_SIGNATURE - 1)
    .map((known) => ({ ...known, others: NONE }));
}

function isSame(a: SignatureClaim, b: SignatureClaim): boolean {
  if (a === b) return true;
  return (
    a.scheme === b.scheme &&
    equalBytes(a.signature, b.signature) &&
    equalBytes(a.account, b.account) &&
    equalBytes(a.message, b.message)
  );
}

/** The first four bytes of a signature: a number is found faster than a text, and no two are likely to agree in it. */
function startOf(signature: Uint8Array): number {
  const [first = 0, second = 0, third = 0, fourth = 0] = signature;
  return first | (second << 8) | (third << 16) | (fourth << 24);
}
