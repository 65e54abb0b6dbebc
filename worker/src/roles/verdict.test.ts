import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { expect, test } from 'vitest';
import { verdictCommitment } from './verdict.ts';

const salt = Uint8Array.from({ length: 32 }, (_, i) => 200 - i);
const account = `0x${'ab'.repeat(32)}`;

test('a commitment is the hash of verdict, salt and account, as the protocol writes them', () => {
  const said = (verdict: number[]) => blake2b256(Uint8Array.from([...verdict, ...salt, ...fromHex(account)]));
  expect(verdictCommitment({ type: 'Accept' }, salt, account)).toEqual(said([0]));
  const fault = { type: 'Fault', value: { interval: 259 } } as const;
  expect(verdictCommitment(fault, salt, account)).toEqual(said([1, 3, 1, 0, 0]));
});

test('nobody can take over the commitment of another, nor guess the verdict in it', () => {
  const mine = verdictCommitment({ type: 'Accept' }, salt, account);
  expect(verdictCommitment({ type: 'Accept' }, salt, `0x${'ac'.repeat(32)}`)).not.toEqual(mine);
  expect(
    verdictCommitment(
      { type: 'Accept' },
      salt.map((byte) => byte ^ 1),
      account,
    ),
  ).not.toEqual(mine);
});
