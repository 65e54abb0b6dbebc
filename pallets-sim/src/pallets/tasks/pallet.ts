import { profileReport, verdict } from '@plumbline/runtime-types/domain/task';
import { sealedKey, taskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { accountId, fixedBytes, h256 } from '@plumbline/runtime-types/scale/composites';
import { u32 } from '@plumbline/runtime-types/scale/primitives';
import { call } from '../../frame/call.ts';
import { ensureSigned } from '../../frame/origin.ts';
import { definePallet } from '../../frame/pallet.ts';
import { weightOf } from '../../frame/weight.ts';
import { actingFor } from '../stakes/worker-key.ts';
import { tasks } from './declaration.ts';
import { decline } from './decline.ts';
import { genesis } from './genesis.ts';
import { hooks } from './hooks.ts';
import { commitProfile, revealProfile } from './profile.ts';
import { sealKey } from './seal-key.ts';
import { cancel, submit } from './submit.ts';
import { complete, progress, start } from './train.ts';
import { commitVerdict, revealVerdict } from './verify.ts';

const task = u32;
const SMALL = weightOf({ reads: 6, writes: 5 });
/** Pays several accounts, or begins a dispute. */
const LARGE = weightOf({ reads: 40, writes: 30 });

export const tasksPallet = definePallet(tasks, {
  calls: {
    submit: call(
      {
        docs: 'Submits a task and escrows all that it can cost.',
        args: { spec: taskSpec },
        weight: weightOf({ reads: 6, writes: 6 }),
      },
      (context, origin, { spec }) => submit(context, ensureSigned(origin), spec),
    ),
    cancel: call(
      { docs: 'Withdraws a task that no Solver was drawn for.', args: { task }, weight: LARGE },
      (context, origin, args) => cancel(context, ensureSigned(origin), args.task),
    ),
    commitProfile: call(
      {
        docs: 'A profiler commits to the hash of its report, 32 bytes of salt and its account.',
        args: { task, commitment: h256 },
        weight: SMALL,
      },
      (context, origin, args) =>
        commitProfile(context, actingFor(context, origin), args.task, args.commitment),
    ),
    revealProfile: call(
      {
        docs: 'A profiler reveals the report that it has committed to: whether the task can be carried out.',
        args: { task, report: profileReport, salt: fixedBytes(32) },
        weight: LARGE,
      },
      (context, origin, args) =>
        revealProfile(context, actingFor(context, origin), args.task, args.report, args.salt),
    ),
    decline: call(
      {
        docs: 'The Solver that was drawn will not train the task, before it starts; costs a fee.',
        args: { task },
        weight: LARGE,
      },
      (context, origin, args) => decline(context, actingFor(context, origin), args.task),
    ),
    sealKey: call(
      {
        docs: 'The Submitter gives the key of a private task to an account drawn for it, sealed to its key.',
        args: { task, who: accountId, key: sealedKey },
        weight: SMALL,
      },
      (context, origin, args) => sealKey(context, ensureSigned(origin), args.task, args.who, args.key),
    ),
    start: call(
      { docs: 'The Solver begins to train.', args: { task }, weight: SMALL },
      (context, origin, args) => start(context, actingFor(context, origin), args.task),
    ),
    progress: call(
      {
        docs: 'The Solver posts its next checkpoint; the loss is f32 bits and only for display.',
        args: { task, checkpoint: u32, root: h256, loss: u32 },
        weight: SMALL,
      },
      (context, origin, { task: id, ...posted }) => progress(context, actingFor(context, origin), id, posted),
    ),
    complete: call(
      {
        docs: 'The Solver commits to its proof, the root of the checkpoints that it posted.',
        args: { task, proofRoot: h256 },
        weight: weightOf({ reads: 1030, writes: 4, compute: 8_000_000_000n }),
      },
      (context, origin, args) => complete(context, actingFor(context, origin), args.task, args.proofRoot),
    ),
    commitVerdict: call(
      {
        docs: 'A Verifier commits to the hash of its verdict, 32 bytes of salt and its account.',
        args: { task, commitment: h256 },
        weight: SMALL,
      },
      (context, origin, args) =>
        commitVerdict(context, actingFor(context, origin), args.task, args.commitment),
    ),
    revealVerdict: call(
      {
        docs: 'A Verifier reveals the verdict that it has committed to.',
        args: { task, verdict, salt: fixedBytes(32) },
        weight: LARGE,
      },
      (context, origin, args) =>
        revealVerdict(context, actingFor(context, origin), args.task, args.verdict, args.salt),
    ),
  },
  hooks,
  genesis,
});
