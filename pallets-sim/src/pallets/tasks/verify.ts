import { MAX_DRAWN_VERIFIERS } from '@plumbline/runtime-types/domain/limits';
import type { Verdict } from '@plumbline/runtime-types/domain/task';
import { verdict as verdictShape } from '@plumbline/runtime-types/domain/task';
import { fromHex } from '@plumbline/runtime-types/scale/hex';
import { blake2b256, type Hash } from '@plumbline/verification/hash/blake2b';
import { sameHash } from '@plumbline/verification/hash/hex';
import type { Context } from '../../frame/context.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { endDuty } from '../stakes/duties.ts';
import { blockNumber } from '../system/block.ts';
import { isDeniable } from './base.ts';
import { concludeVerdicts } from './conclude.ts';
import { tasks } from './declaration.ts';
import { drawVerifiers } from './draws.ts';
import { expire } from './expire.ts';
import { RETRY_BLOCKS } from './open.ts';
import { slashSilent } from './silence.ts';
import { changeTask, enter, type OpenTask, params, setDeadline } from './store.ts';
import { faultReporters, standing } from './verifiers.ts';
import { replayBlocks } from './windows.ts';

/** What a Verifier commits to before it reveals its verdict. */
export function commitmentOf(verdict: Verdict, salt: Uint8Array, account: string): Hash {
  return blake2b256(verdictShape.codec.enc(verdict), salt, fromHex(account));
}

/** Hook: draws the Verifiers that are missing, or looks again later, until the window is over. */
export function seekVerifiers(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const now = blockNumber(context);
  data.drawSeed ??= blockRandomness(context);
  const missing = data.spec.verifiers - standing(task).length;
  const room = MAX_DRAWN_VERIFIERS - data.verifiers.length;
  const taken = data.verifiers.map(({ account }) => account);
  const drawn = drawVerifiers(context, task, 'verifier', Math.min(missing, room), taken);
  for (const account of drawn) {
    data.verifiers.push({ account, commitment: undefined, verdict: undefined, refuted: false });
  }
  if (drawn.length > 0) {
    tasks.deposit(context, 'VerifiersDrawn', { task: id, accounts: drawn, drawSeed: data.drawSeed });
  }
  const enough = standing(task).length >= data.spec.verifiers;
  if (!enough && now < data.searchUntil) {
    setDeadline(context, task, Math.min(now + RETRY_BLOCKS, data.searchUntil));
  } else if (standing(task).length === 0) {
    expire(context, task, 'NoVerifiers');
  } else {
    data.searchUntil = 0;
    setDeadline(context, task, now + params(context).commitBlocks + replayBlocks(data.spec));
    advance(context, task);
  }
}

/** A Verifier commits to what it found, unseen by the others. */
export function commitVerdict(context: Context, who: string, id: number, commitment: Hash): void {
  changeTask(context, id, (task) => {
    tasks.ensure(task.data.status.type === 'Verifying', 'NotVerifying');
    const verifier = verifierOn(task, who);
    tasks.ensure(verifier.commitment === undefined, 'AlreadyCommitted');
    verifier.commitment = commitment;
    tasks.deposit(context, 'VerdictCommitted', { task: id, who });
    advance(context, task);
  });
}

/** A Verifier says what it found. */
export function revealVerdict(
  context: Context,
  who: string,
  id: number,
  verdict: Verdict,
  salt: Uint8Array,
): void {
  changeTask(context, id, (task) => {
    tasks.ensure(task.data.status.type === 'Revealing', 'NotRevealing');
    const verifier = verifierOn(task, who);
    tasks.ensure(verifier.verdict === undefined, 'AlreadyRevealed');
    const { commitment } = verifier;
    const kept = commitment !== undefined && sameHash(commitment, commitmentOf(verdict, salt, who));
    tasks.ensure(kept, 'CommitmentMismatch');
    const exists = verdict.type === 'Accept' || isDeniable(task.data.spec, verdict.value.interval);
    tasks.ensure(exists, 'NoSuchInterval');
    verifier.verdict = verdict;
    tasks.deposit(context, 'VerdictRevealed', { task: id, who, verdict });
    advance(context, task);
  });
}

function verifierOn(task: OpenTask, who: string) {
  const verifier = standing(task).find(({ account }) => account === who);
  if (verifier === undefined) throw tasks.error('NotVerifier');
  return verifier;
}

/** Goes on to the next window as soon as everybody has acted in this one. */
function advance(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const all = standing(task);
  if (data.status.type === 'Verifying') {
    if (data.searchUntil > 0 || !all.every(({ commitment }) => commitment !== undefined)) return;
    enter(context, task, 'Revealing', blockNumber(context) + params(context).revealBlocks);
    tasks.deposit(context, 'RevealStarted', { task: id });
  }
  if (all.every(({ verdict }) => verdict !== undefined)) concludeVerdicts(context, task);
}

/** Hook: the time to commit or to reveal is over; the silent are slashed and replaced. */
export function replaceSilent(context: Context, task: OpenTask): void {
  const { data } = task;
  const revealing = data.status.type === 'Revealing';
  for (const { account, commitment, verdict } of standing(task)) {
    if (revealing ? verdict !== undefined : commitment !== undefined) continue;
    endDuty(context, 'Verifier', account, false);
    slashSilent(context, task, 'Verifier', account);
    data.verifiers = data.verifiers.filter((verifier) => verifier.account !== account);
  }
  if (faultReporters(task).length > 0) concludeVerdicts(context, task);
  else lookForMore(context, task);
}

/** Draws Verifiers until there are as many as the task asks for, and goes on with what they say. */
export function lookForMore(context: Context, task: OpenTask): void {
  task.data.searchUntil = blockNumber(context) + params(context).openBlocks;
  enter(context, task, 'Verifying', 0);
  seekVerifiers(context, task);
}
