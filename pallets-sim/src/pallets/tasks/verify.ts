import { MAX_DRAWN_VERIFIERS } from '@plumbline/runtime-types/domain/limits';
import type { DrawnVerifier, Verdict } from '@plumbline/runtime-types/domain/task';
import type { Hash } from '@plumbline/verification/hash/blake2b';
import type { Context } from '../../frame/context.ts';
import { blockRandomness } from '../randomness/block-randomness.ts';
import { beginDuty, endDuty } from '../stakes/duties.ts';
import { blockNumber } from '../system/block.ts';
import { noteAbsent } from './absent.ts';
import { checkReveal } from './commitment.ts';
import { tasks } from './declaration.ts';
import { drawVerifiers } from './draws.ts';
import { expire } from './expire.ts';
import { boundFee } from './fees.ts';
import { pay } from './money.ts';
import { RETRY_BLOCKS } from './open.ts';
import { forfeitReports } from './report-bonds.ts';
import { slashAccused } from './reward-forced.ts';
import { VERIFIER_WINDOWS } from './seal.ts';
import { couldLook, slashSilent } from './silence.ts';
import { changeTask, enter, type OpenTask, params, setDeadline } from './store.ts';
import { unseal } from './unseal.ts';
import { accusations, isAccused, standing } from './verifiers.ts';
import { replayBlocks } from './windows.ts';

/**
 * Hook: draws the Verifiers that are missing, or looks again later. With fewer than were asked for it goes on after a
 * window; with none it waits for several, and then the Solver is paid for the time that it was bound: what it has done
 * nobody knows.
 */
export function seekVerifiers(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const now = blockNumber(context);
  data.drawSeed ??= blockRandomness(context);
  const missing = data.spec.verifiers - standing(task).length;
  const accused = data.forced?.accused ?? [];
  // Those that are accused may have to be called besides.
  const room = Math.max(0, MAX_DRAWN_VERIFIERS - data.verifiers.length - accused.length);
  const taken = [...data.verifiers, ...accused].map(({ account }) => account);
  const drawn = drawVerifiers(context, task, 'verifier', Math.min(missing, room), taken);
  data.verifiers.push(...drawn.map(drawnVerifier));
  if (drawn.length > 0) {
    tasks.deposit(context, 'VerifiersDrawn', { task: id, accounts: drawn, drawSeed: data.drawSeed });
  }
  const enough = standing(task).length >= data.spec.verifiers;
  const { openBlocks } = params(context);
  const content = data.searchUntil - (VERIFIER_WINDOWS - 1) * openBlocks;
  if (!enough && now < content) {
    setDeadline(context, task, Math.min(now + RETRY_BLOCKS, content));
  } else if (standing(task).length === 0 && !callAccused(context, task)) {
    if (now < data.searchUntil) {
      setDeadline(context, task, Math.min(now + RETRY_BLOCKS, data.searchUntil));
      return;
    }
    // The accused had their say, or keep silent: they have not denied what they are accused of.
    slashAccused(context, task, new Map());
    const waited = boundFee(data.spec, data.price, VERIFIER_WINDOWS * openBlocks);
    if (data.solver !== undefined) pay(context, task, data.solver, waited, 'TimeBound');
    expire(context, task, 'NoVerifiers');
  } else {
    data.searchUntil = 0;
    const { commitBlocks, reportBlocks } = params(context);
    data.blindUntil = now + reportBlocks;
    setDeadline(context, task, now + Math.max(reportBlocks, commitBlocks + replayBlocks(data)));
    advance(context, task);
  }
}

/**
 * Nobody else can look at the right roots after a forced error: those accused of accepting it are called, once. Whoever
 * is accused wrongly proves the fault of the Solver and is free; no game can be won against right roots. Returns whether
 * there was anybody to be called.
 */
function callAccused(context: Context, { id, data }: OpenTask): boolean {
  const room = MAX_DRAWN_VERIFIERS - data.verifiers.length;
  const called = (data.forced?.accused ?? [])
    .map(({ account }) => account)
    .filter((who) => !data.verifiers.some(({ account }) => account === who))
    .slice(0, room);
  for (const account of called) {
    beginDuty(context, 'Verifier', account);
    data.verifiers.push(drawnVerifier(account));
  }
  if (called.length === 0) return false;
  const drawSeed = data.drawSeed ?? blockRandomness(context);
  tasks.deposit(context, 'VerifiersDrawn', { task: id, accounts: called, drawSeed });
  return true;
}

function drawnVerifier(account: string): DrawnVerifier {
  return { account, commitment: undefined, verdict: undefined, refuted: false, absent: false };
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
    checkReveal(task, who, verifier.commitment, verdict, salt);
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

/** Goes on to the next window as soon as everybody has acted in this one, and Whistleblowers have had their time. */
export function advance(context: Context, task: OpenTask): void {
  const { id, data } = task;
  const all = standing(task);
  if (data.status.type === 'Verifying') {
    if (data.searchUntil > 0 || !all.every(({ commitment }) => commitment !== undefined)) return;
    if (blockNumber(context) < data.blindUntil) {
      setDeadline(context, task, data.blindUntil);
      return;
    }
    enter(context, task, 'Revealing', blockNumber(context) + params(context).revealBlocks);
    tasks.deposit(context, 'RevealStarted', { task: id });
  }
  if ([...all, ...data.reports].every(({ verdict }) => verdict !== undefined)) unseal(context, task);
}

/** Hook: the time to commit is over; the silent are slashed and replaced. */
export function endCommitting(context: Context, task: OpenTask): void {
  const { data } = task;
  const silent = standing(task).filter(({ commitment }) => commitment === undefined);
  for (const { account } of silent) {
    if (isAccused(task, account)) {
      // It stays on record, so that it is not called again; what it is accused of costs it more than silence.
      noteAbsent(context, task, account);
      continue;
    }
    endDuty(context, 'Verifier', account, false);
    if (couldLook(context, task, account)) {
      slashSilent(context, task, 'Verifier', account);
      data.verifiers = data.verifiers.filter((verifier) => verifier.account !== account);
      continue;
    }
    // It has done nothing wrong. On record it is not drawn for this attempt again, which is how the search ends.
    for (const verifier of data.verifiers) if (verifier.account === account) verifier.refuted = true;
  }
  if (silent.length > 0) lookForMore(context, task);
  else advance(context, task);
}

/** Hook: the time to reveal is over; silent Verifiers are replaced, and pay when it is known what they have hidden. */
export function endRevealing(context: Context, task: OpenTask): void {
  for (const { account, verdict } of standing(task)) {
    if (verdict === undefined) noteAbsent(context, task, account);
  }
  forfeitReports(context, task);
  const enough = standing(task).length >= task.data.spec.verifiers;
  if (enough || accusations(task).length > 0) unseal(context, task);
  else lookForMore(context, task);
}

/** Draws Verifiers until there are as many as the task asks for, and goes on with what they say. */
export function lookForMore(context: Context, task: OpenTask): void {
  task.data.searchUntil = blockNumber(context) + VERIFIER_WINDOWS * params(context).openBlocks;
  enter(context, task, 'Verifying', 0);
  seekVerifiers(context, task);
}
