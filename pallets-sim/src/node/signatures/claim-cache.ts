import type { SignatureClaim } from '../../runtime/api.ts';
import { equalBytes, mapKey } from '../bytes.ts';

interface Known {
  readonly claim: SignatureClaim;
  readonly isTrue: boolean;
}

/** Of more claims with one signature, of which one can be true, the last are remembered. */
const MOST_OF_ONE_SIGNATURE = 4;

/** Which claims are known to be true or false. Bounded: the oldest go first. */
export class ClaimCache {
  readonly #capacity: number;
  readonly #bySignature = new Map<string, Known[]>();

  /** @param capacity how many signatures are remembered */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** undefined when the claim is not known. */
  get(claim: SignatureClaim): boolean | undefined {
    return this.#bySignature.get(mapKey(claim.signature))?.find((known) => isSame(known.claim, claim))
      ?.isTrue;
  }

  set(claim: SignatureClaim, isTrue: boolean): void {
    const key = mapKey(claim.signature);
    const others = this.#bySignature.get(key)?.filter((known) => !isSame(known.claim, claim)) ?? [];
    this.#bySignature.delete(key);
    if (this.#capacity === 0) return;
    this.#bySignature.set(key, [...others.slice(1 - MOST_OF_ONE_SIGNATURE), { claim, isTrue }]);
    if (this.#bySignature.size <= this.#capacity) return;
    for (const oldest of this.#bySignature.keys()) {
      this.#bySignature.delete(oldest);
      return;
    }
  }
}

function isSame(a: SignatureClaim, b: SignatureClaim): boolean {
  if (a === b) return true;
  return a.scheme === b.scheme && equalBytes(a.account, b.account) && equalBytes(a.message, b.message);
}
