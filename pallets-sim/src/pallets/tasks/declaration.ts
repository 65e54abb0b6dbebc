import { tasksParams } from '@plumbline/runtime-types/domain/params';
import { provenModel } from '@plumbline/runtime-types/domain/proven-model';
import { expiryReason, paidReason, slashReason } from '@plumbline/runtime-types/domain/reasons';
import {
  accused,
  position,
  profileReport,
  rootPair,
  task,
  taskIds,
  verdict,
} from '@plumbline/runtime-types/domain/task';
import { sealedKey } from '@plumbline/runtime-types/domain/task-spec';
import { accountId, h256, vec } from '@plumbline/runtime-types/scale/composites';
import { bool, u8, u32, u64, u128 } from '@plumbline/runtime-types/scale/primitives';
import { constant, declarePallet, event } from '../../frame/declaration.ts';
import { doubleMap, map, value } from '../../frame/storage.ts';
import { CALL_ERRORS, SPEC_ERRORS } from './errors.ts';
import { DEFAULT_PARAMS } from './params.ts';

const id = { task: u32 };
const money = { task: u32, who: accountId, amount: u128 };

export const tasks = declarePallet({
  name: 'Tasks',
  docs: 'Training tasks, from submission to settlement.',
  storage: {
    Tasks: map('All tasks.', u32, task, { hasher: 'Twox64Concat' }),
    Checkpoints: doubleMap(
      'Pairs of state roots that the Solver posted, one right and one altered; those below progress.checkpoints are of the present attempt.',
      u32,
      u32,
      rootPair,
      { hashers: ['Twox64Concat', 'Twox64Concat'] },
    ),
    Leftovers: map(
      'Tasks that are over and whose checkpoints and sealed keys are being removed, with the block in which they ended.',
      u32,
      u32,
      { hasher: 'Twox64Concat' },
    ),
    NextTaskId: value('The id of the next task.', u32, 0),
    Deadlines: map('Tasks to look at when a block begins.', u32, taskIds, {
      hasher: 'Twox64Concat',
      fallback: [],
    }),
    SealedKeys: doubleMap(
      'Keys of private tasks, sealed to those drawn; they go when the task is over.',
      u32,
      accountId,
      sealedKey,
      { hashers: ['Twox64Concat', 'Blake2_128Concat'] },
    ),
    ProvenModels: map('What tasks that were settled trained.', u32, provenModel, { hasher: 'Twox64Concat' }),
    Params: value('Fees, windows and bounds.', tasksParams, DEFAULT_PARAMS),
  },
  constants: {
    StepsPerThreshold: constant(
      'One step of every tensor of a tolerant task is at least so many thresholds, or the task is rejected.',
      u64,
      8n,
    ),
  },
  events: {
    Submitted: event('A task was submitted and its fee escrowed.', { ...id, who: accountId, escrow: u128 }),
    ProfilerDrawn: event('A Verifier was drawn to profile the task.', { ...id, who: accountId }),
    ProfileCommitted: event('A profiler has committed to its report.', { ...id, who: accountId }),
    ProfileRevealed: event('A profiler has revealed its report.', {
      ...id,
      who: accountId,
      report: profileReport,
    }),
    Profiled: event('This is what the profilers found.', { ...id, report: profileReport }),
    SecondLook: event('What the profilers found cannot be checked by the chain: others look.', id),
    Opened: event('The task may be drawn by a Solver.', { ...id, attempt: u8 }),
    Assigned: event('A Solver was drawn, and the seed is fixed.', {
      ...id,
      who: accountId,
      price: u64,
      seed: h256,
    }),
    Declined: event('The Solver that was drawn will not train the task.', { ...id, who: accountId }),
    Started: event('The Solver trains.', id),
    Salted: event('What the altered checkpoints of the attempt derive from, beside the secret, is drawn.', {
      ...id,
      salt: h256,
    }),
    Progress: event('The Solver posted a checkpoint.', {
      ...id,
      checkpoint: u32,
      roots: rootPair,
      loss: u32,
    }),
    Completed: event('The Solver has committed to its proof.', { ...id, proofRoots: rootPair }),
    LotteryDrawn: event('What decides with the secret which roots must be designated is drawn.', {
      ...id,
      lottery: h256,
    }),
    Designated: event('The Solver has said which roots it stands for.', { ...id, position }),
    VerifiersDrawn: event('Verifiers were drawn.', { ...id, accounts: vec(accountId), drawSeed: h256 }),
    VerdictCommitted: event('A Verifier has committed to its verdict.', { ...id, who: accountId }),
    RevealStarted: event('All verdicts are committed and may be revealed.', id),
    VerdictRevealed: event('A Verifier has revealed its verdict.', { ...id, who: accountId, verdict }),
    ReportCommitted: event('A Whistleblower has committed to what it found, for a bond.', {
      ...id,
      who: accountId,
      bond: u128,
    }),
    ReportRevealed: event('A Whistleblower has revealed what it found.', { ...id, who: accountId, verdict }),
    UnsealStarted: event('All verdicts are known; the Solver must reveal its secret.', id),
    SecretRevealed: event('The Solver has revealed its secret, and whether it obeyed the lottery.', {
      ...id,
      secret: h256,
      obeyed: bool,
    }),
    ForcedErrorFound: event('The roots were altered on purpose; some reported it, others accepted it.', {
      ...id,
      reporters: vec(accountId),
      accused: vec(accused),
    }),
    AlterationProved: event('The Solver has shown that a checkpoint was altered by the rule.', {
      ...id,
      checkpoint: u32,
    }),
    SecondPass: event('The right roots took the place of the altered ones and are verified.', id),
    Accepted: event('All Verifiers accept; the task may be challenged until a block.', { ...id, until: u32 }),
    Disputed: event('A dispute began about the task.', { ...id, dispute: u32 }),
    Resumed: event('A dispute ended without a fault, and the task goes on.', { ...id, dispute: u32 }),
    Reopened: event('An attempt failed; another Solver is drawn.', { ...id, attempt: u8 }),
    Settled: event('The task is done and paid for.', { ...id, solver: accountId, stateRoot: h256 }),
    Cancelled: event('The Submitter withdrew the task.', id),
    Rejected: event('The profilers found the task impossible.', { ...id, report: profileReport }),
    KeySealed: event('An account was given the key of a private task.', { ...id, who: accountId }),
    Expired: event('Nobody finished the task; what is left of the fee returned.', {
      ...id,
      reason: expiryReason,
    }),
    Paid: event('An account was paid.', { ...money, reason: paidReason }),
    Refunded: event('What was left of the escrow returned to the Submitter.', money),
    Slashed: event('An account lost stake or bond.', { ...money, reason: slashReason }),
  },
  errors: { ...CALL_ERRORS, ...SPEC_ERRORS },
  holdReasons: {
    Escrow: 'Pays for tasks submitted.',
    Report: 'Stands for what a Whistleblower reports in the blind window.',
  },
});
