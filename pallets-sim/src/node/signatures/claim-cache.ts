import type { SignatureClaim } from '../../runtime/api.ts';
import { mapKey } from '../bytes.ts';

/** Which claims are known to be true or false. Bounded: the oldest go first. */
export class ClaimCache {
  readonly #capacity: number;
  readonly #known = new Map<string, boolean>();

  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  /** undefined when the claim is not known. */
  get(claim: SignatureClaim): boolean | undefined {
    return this.#known.get(keyOf(claim));
  }

  set(claim: SignatureClaim, isTrue: boolean): void {
    const key = keyOf(claim);
    this.#known.delete(key);
    this.#known.set(key, isTrue);
    if (this.#known.size <= this.#capacity) return;
    for (const oldest of this.#known.keys()) {
      this.#known.delete(oldest);
      return;
    }
  }
}

/** The whole claim: accounts and signatures of a scheme have one length. */
function keyOf({ scheme, account, signature, message }: SignatureClaim): string {
  return scheme + mapKey(account) + mapKey(signature) + mapKey(message);
}
