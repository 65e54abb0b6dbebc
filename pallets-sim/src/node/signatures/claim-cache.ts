import type { SignatureClaim } from '../../runtime/api.ts';
import { equalBytes } from '../bytes.ts';

interface Known {
  readonly claim: SignatureClaim;
  readonly isTrue: boolean;
}

/** Of more claims whose signatures begin alike, most of them with one signature, the last are remembered. */
const MOST_OF_ONE_SIGNATURE = 4;

/** Which claims are known to be true or false. Bounded: the oldest go first. */
export class ClaimCache {
  readonly #capacity: number;
  readonly #bySignature = new Map<number, Known[]>();

  /** @param capacity how many signatures are remembered */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** undefined when the claim is not known. */
  get(claim: SignatureClaim): boolean | undefined {
    const known = this.#bySignature.get(startOf(claim.signature));
    if (known) for (const one of known) if (isSame(one.claim, claim)) return one.isTrue;
    return undefined;
  }

  set(claim: SignatureClaim, isTrue: boolean): void {
    if (this.#capacity === 0) return;
    const key = startOf(claim.signature);
    const others = this.#bySignature.get(key)?.filter((known) => !isSame(known.claim, claim));
    if (others) this.#bySignature.delete(key); // the newest are last
    const known = { claim, isTrue };
    this.#bySignature.set(key, others ? [...others.slice(1 - MOST_OF_ONE_SIGNATURE), known] : [known]);
    if (this.#bySignature.size <= this.#capacity) return;
    for (const oldest of this.#bySignature.keys()) {
      this.#bySignature.delete(oldest);
      return;
    }
  }
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
