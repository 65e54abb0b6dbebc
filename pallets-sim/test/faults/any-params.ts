import fc from 'fast-check';

const hex = fc.uint8Array({ maxLength: 40 }).map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`);
const hash = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`);
const query = fc.record(
  {
    key: fc.oneof(hex, fc.jsonValue()),
    type: fc.constantFrom('value', 'hash', 'descendantsHashes', 'closestDescendantMerkleValue', 'none'),
    returnType: fc.constantFrom('value', 'hash', 5),
    count: fc.oneof(fc.integer({ min: -2, max: 3 }), fc.jsonValue()),
    transactions: fc.oneof(fc.array(hex, { maxLength: 2 }), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const param = fc.oneof(
  hex,
  hash,
  fc.integer({ min: -3, max: 2 ** 33 }),
  fc.array(query, { maxLength: 3 }),
  query,
  fc.jsonValue(),
);
/** Parameters of a call, right in places: texts in hex, hashes, numbers, queries of the new JSON-RPC, and any JSON. */
export const params = fc.oneof(
  { arbitrary: fc.array(param, { maxLength: 4 }), weight: 9 },
  { arbitrary: fc.jsonValue(), weight: 1 },
  {
    arbitrary: fc.dictionary(
      fc.constantFrom(
        'key',
        'hash',
        'keys',
        'prefix',
        'count',
        'startKey',
        'bytes',
        'extrinsic',
        'items',
        '__proto__',
      ),
      param,
    ),
    weight: 2,
  },
);
