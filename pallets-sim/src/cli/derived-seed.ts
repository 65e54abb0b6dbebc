import { keccakP } from '@noble/hashes/sha3.js';

/** Bytes of the sponge that take part in an operation (STROBE-128 as Merlin has it). */
const RATE = 166;
const [INBOUND, APPLICATION, CIPHER, META] = [1, 2, 4, 16];
const text = new TextEncoder();

/** The secret key of a pair, and hard junctions alone below it. */
export interface HardDerivation {
  /** 64 bytes, the scalar first and multiplied by the cofactor, as libraries of Ed25519 keep it. */
  readonly secretKey: Uint8Array;
  readonly chainCode: Uint8Array;
}

/**
 * The mini secret (the "seed") of an sr25519 key that is derived by a hard junction, which `subkey` shows and other
 * libraries keep to themselves: `hard_derive_mini_secret_key` of schnorrkel.
 */
export function hardDerivedSeed({ secretKey, chainCode }: HardDerivation): Uint8Array {
  const transcript = new Transcript('SchnorrRistrettoHDKD');
  transcript.append('sign-bytes', new Uint8Array());
  transcript.append('chain-code', chainCode);
  transcript.append('secret-key', withoutCofactor(secretKey.subarray(0, 32)));
  return transcript.challenge('HDKD-hard', 32);
}

/** A scalar divided by 8, both little-endian. */
function withoutCofactor(scalar: Uint8Array): Uint8Array {
  return scalar.map((byte, index) => (byte >> 3) | (((scalar[index + 1] ?? 0) & 7) << 5));
}

/** As much of a Merlin transcript as derivation takes. See https://merlin.cool. */
class Transcript {
  readonly #state = new Uint8Array(200);
  #position = 0;
  #begin = 0;

  constructor(label: string) {
    this.#state.set([1, RATE + 2, 1, 0, 1, 96]);
    this.#state.set(text.encode('STROBEv1.0.2'), 6);
    this.#permute();
    this.#start(META | APPLICATION);
    this.#absorb(text.encode('Merlin v1.0'));
    this.append('dom-sep', text.encode(label));
  }

  append(label: string, message: Uint8Array): void {
    this.#announce(label, message.length);
    this.#start(APPLICATION);
    this.#absorb(message);
  }

  challenge(label: string, length: number): Uint8Array {
    this.#announce(label, length);
    this.#start(INBOUND | APPLICATION | CIPHER);
    return Uint8Array.from({ length }, () => {
      const byte = this.#state[this.#position] ?? 0;
      this.#state[this.#position] = 0;
      this.#step();
      return byte;
    });
  }

  #announce(label: string, length: number): void {
    this.#start(META | APPLICATION);
    this.#absorb(text.encode(label));
    this.#absorb(Uint8Array.of(length, length >>> 8, length >>> 16, length >>> 24));
  }

  #start(flags: number): void {
    const before = this.#begin;
    this.#begin = this.#position + 1;
    this.#absorb(Uint8Array.of(before, flags));
    if ((flags & CIPHER) !== 0 && this.#position !== 0) this.#run();
  }

  #absorb(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#mix(this.#position, byte);
      this.#step();
    }
  }

  #step(): void {
    this.#position++;
    if (this.#position === RATE) this.#run();
  }

  #run(): void {
    this.#mix(this.#position, this.#begin);
    this.#mix(this.#position + 1, 4);
    this.#mix(RATE + 1, 0x80);
    this.#permute();
    this.#position = 0;
    this.#begin = 0;
  }

  #mix(position: number, byte: number): void {
    this.#state[position] = (this.#state[position] ?? 0) ^ byte;
  }

  #permute(): void {
    keccakP(new Uint32Array(this.#state.buffer));
  }
}
