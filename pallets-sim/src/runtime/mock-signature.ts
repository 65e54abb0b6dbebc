const BYTES = 64;
const START = [0xde, 0xad, 0xbe, 0xef];
const FILL = 0xcd;
/** Where the bytes are that a signature may have of its own, so that an extrinsic signed again is another one. */
const FREE_END = 32;

/**
 * The signature (sr25519) that stands for that of any account where the host accepts it. Chopsticks has the same.
 */
export const MOCK_SIGNATURE: Uint8Array = mockSignature(0);

/** The same with a number of its own, a whole one below 2³². */
export function mockSignature(serial: number): Uint8Array {
  const signature = new Uint8Array(BYTES).fill(FILL);
  signature.set(START);
  if (serial > 0) new DataView(signature.buffer).setUint32(START.length, serial);
  return signature;
}

/** Whether a signature is `MOCK_SIGNATURE`, whatever its number. */
export function isMockSignature(signature: Uint8Array): boolean {
  return (
    signature.length === BYTES &&
    START.every((byte, i) => signature[i] === byte) &&
    signature.subarray(FREE_END).every((byte) => byte === FILL)
  );
}
