import { type Verdict, verdict as verdictShape } from '@plumbline/runtime-types/domain/task';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import { isDeniable } from './base.ts';
import { tasks } from './declaration.ts';
import { intervalCount } from './fees.ts';
import type { OpenTask } from './store.ts';
import { isTolerant } from './tolerance.ts';

/** What a Verifier or Whistleblower commits to before it reveals its verdict. */
export function commitmentOf(verdict: Verdict, salt: Uint8Array, account: string): Hash {
  return blake2b256(verdictShape.codec.enc(verdict), salt, fromHex(account));
}

/** Refuses a verdict that is not the one committed to, or about an interval that the task does not have. */
export function checkReveal(
  { data }: OpenTask,
  who: string,
  commitment: Hash | undefined,
  verdict: Verdict,
  salt: Uint8Array,
): void {
  const kept = commitment !== undefined && sameHash(commitment, commitmentOf(verdict, salt, who));
  tasks.ensure(kept, 'CommitmentMismatch');
  const { spec } = data;
  const exists = verdict.type === 'Accept' || isDeniable(spec, verdict.value.interval);
  tasks.ensure(exists, 'NoSuchInterval');
  const isInitial = verdict.type !== 'Accept' && verdict.value.interval === intervalCount(spec);
  const form = isTolerant(spec) && !isInitial ? verdict.type === 'Distance' : verdict.type !== 'Distance';
  tasks.ensure(form, 'WrongVerdict');
}
