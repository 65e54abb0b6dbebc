import { MAX_INTERVALS } from '@plumbline/runtime-types/domain/limits';
import { alterationOpening } from '@plumbline/runtime-types/domain/move';
import { position, profileReport, rootPair, verdict } from '@plumbline/runtime-types/domain/task';
import { sealedKey, taskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { accountId, fixedBytes, h256 } from '@plumbline/runtime-types/scale/composites';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { call } from '../../frame/call.ts';
import { ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { actingFor } from '../stakes/worker-key.ts';
import { tasks } from './declaration.ts';
import { decline } from './decline.ts';
import { designate } from './designate.ts';
import { intervalCount } from './fees.ts';
import { proveAltered } from './forced.ts';
import { genesis } from './genesis.ts';
import { hooks } from './hooks.ts';
import { commitProfile, revealProfile } from './profile.ts';
import { commitReport, revealReport } from './reports.ts';
import { sealKey } from './seal-key.ts';
import { taskOf } from './store.ts';
import { cancel, submit } from './submit.ts';
import { complete, progress, start } from './train.ts';
import { revealSecret } from './unseal.ts';
import { commitVerdict, revealVerdict } from './verify.ts';
import { checkers, checkersHeard, MOST_CHECKERS } from './weighing.ts';
import { WEIGHTS } from './weights.generated.ts';

const task = u32;

export const tasksPallet = definePallet(tasks, {
  calls: {
    submit: call(
      {
        docs: 'Submits a task and escrows all that it can cost.',
        args: { spec: taskSpec },
        weight: WEIGHTS.submit,
      },
      (context, origin, { spec }) => submit(context, ensureSigned(origin), spec),
    ),
    cancel: call(
      {
        docs: 'Withdraws a task that no Solver was drawn for.',
        args: { task },
        weight: WEIGHTS.cancel,
      },
      (context, origin, args) => cancel(context, ensureSigned(origin), args.task),
    ),
    commitProfile: call(
      {
        docs: 'A profiler commits to the hash of its report, 32 bytes of salt and its account.',
        args: { task, commitment: h256 },
        weight: WEIGHTS.commitProfile,
      },
      (context, origin, args) =>
        commitProfile(context, actingFor(context, origin), args.task, args.commitment),
    ),
    revealProfile: call(
      {
        docs: 'A profiler reveals the report that it has committed to: whether the task can be carried out.',
        args: { task, report: profileReport, salt: fixedBytes(32) },
        weight: WEIGHTS.revealProfile,
      },
      (context, origin, args) =>
        revealProfile(context, actingFor(context, origin), args.task, args.report, args.salt),
    ),
    decline: call(
      {
        docs: 'The Solver that was drawn will not train the task, before it starts; costs a fee.',
        args: { task },
        weight: WEIGHTS.decline,
      },
      (context, origin, args) => decline(context, actingFor(context, origin), args.task),
    ),
    sealKey: call(
      {
        docs: 'The Submitter gives the key of a private task to an account drawn for it, sealed to its key.',
        args: { task, who: accountId, key: sealedKey },
        weight: WEIGHTS.sealKey,
      },
      (context, origin, args) => sealKey(context, ensureSigned(origin), args.task, args.who, args.key),
    ),
    start: call(
      {
        docs: 'The Solver begins to train, and commits to the hash of a secret and its account.',
        args: { task, commitment: h256 },
        weight: WEIGHTS.start,
      },
      (context, origin, args) => start(context, actingFor(context, origin), args.task, args.commitment),
    ),
    progress: call(
      {
        docs: 'The Solver posts its next checkpoint; the loss is f32 bits and only for display.',
        args: { task, checkpoint: u32, roots: rootPair, loss: u32 },
        weight: WEIGHTS.progress,
      },
      (context, origin, { task: id, ...posted }) => progress(context, actingFor(context, origin), id, posted),
    ),
    complete: call(
      {
        docs: 'The Solver commits to its proof, both roots of the checkpoints that it posted.',
        args: { task, proofRoots: rootPair },
        weight: WEIGHTS.complete(MAX_INTERVALS),
      },
      (context, origin, args) => {
        complete(context, actingFor(context, origin), args.task, args.proofRoots);
        const { spec } = taskOf(context, args.task);
        return { actualWeight: WEIGHTS.complete(intervalCount(spec)) };
      },
    ),
    designate: call(
      {
        docs: 'The Solver says which of its two roots it stands for, as the lottery says.',
        args: { task, position },
        weight: WEIGHTS.designate,
      },
      (context, origin, args) =>
        designate(context, actingFor(context, origin), args.task, args.position.type),
    ),
    commitVerdict: call(
      {
        docs: 'A Verifier commits to the hash of its verdict, 32 bytes of salt and its account.',
        args: { task, commitment: h256 },
        weight: WEIGHTS.commitVerdict,
      },
      (context, origin, args) =>
        commitVerdict(context, actingFor(context, origin), args.task, args.commitment),
    ),
    revealVerdict: call(
      {
        docs: 'A Verifier reveals the verdict that it has committed to.',
        args: { task, verdict, salt: fixedBytes(32) },
        weight: WEIGHTS.revealVerdict(MOST_CHECKERS),
      },
      (context, origin, args) => {
        revealVerdict(context, actingFor(context, origin), args.task, args.verdict, args.salt);
        return { actualWeight: WEIGHTS.revealVerdict(checkersHeard(context, args.task)) };
      },
    ),
    commitReport: call(
      {
        docs: 'A Whistleblower bonds in the blind window and commits as a Verifier does.',
        args: { task, commitment: h256 },
        weight: WEIGHTS.commitReport,
      },
      (context, origin, args) =>
        commitReport(context, actingFor(context, origin), args.task, args.commitment),
    ),
    revealReport: call(
      {
        docs: 'A Whistleblower reveals what it has committed to.',
        args: { task, verdict, salt: fixedBytes(32) },
        weight: WEIGHTS.revealReport(MOST_CHECKERS),
      },
      (context, origin, args) => {
        revealReport(context, actingFor(context, origin), args.task, args.verdict, args.salt);
        return { actualWeight: WEIGHTS.revealReport(checkersHeard(context, args.task)) };
      },
    ),
    revealSecret: call(
      {
        docs: 'The Solver reveals its secret, which shows whether it obeyed the lottery.',
        args: { task, secret: h256 },
        weight: WEIGHTS.revealSecret(MOST_CHECKERS),
      },
      (context, origin, args) => {
        revealSecret(context, actingFor(context, origin), args.task, args.secret);
        return { actualWeight: WEIGHTS.revealSecret(checkers(context, args.task)) };
      },
    ),
    proveAltered: call(
      {
        docs: 'The Solver opens one leaf that shows how a checkpoint was altered.',
        args: { task, checkpoint: u32, opening: alterationOpening },
        weight: WEIGHTS.proveAltered,
      },
      (context, origin, args) =>
        proveAltered(context, actingFor(context, origin), args.task, args.checkpoint, args.opening),
    ),
  },
  hooks,
  genesis,
});
