import type { DemandedLeaf } from '@plumbline/runtime-types/domain/demand';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { dueDesignation, otherPosition, secretCommitment } from '@plumbline/verification/forced/lottery';
import { fromHex } from '@plumbline/verification/hash/hex';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { commitmentOf } from '../../src/pallets/tasks/commitment.ts';
import { tasksPallet } from '../../src/pallets/tasks/pallet.ts';
import { profileCommitmentOf } from '../../src/pallets/tasks/profile.ts';
import { SALT, SECRET } from '../protocol/cast.ts';
import { pairOf, proofRoots } from '../protocol/checkpoint-roots.ts';
import type { Dice } from './dice.ts';
import { opinionOf, profileCall } from './profile-calls.ts';
import { FORCED_RATE, type Town } from './town.ts';

/** Somebody and what they call. */
export interface Act {
  readonly who: string;
  readonly call: RuntimeCall;
}

/** What somebody who has a part in a task would do next, right or wrong; nothing where it is not their turn. */
export function taskCall(town: Town, id: number, task: Task): Act | undefined {
  const { dice } = town;
  const { status, solver, submitter, served } = task;
  if (task.spec.sealed !== undefined && served.length > 0 && dice.sometimes(5)) {
    const { account: who } = dice.one(served);
    return { who: submitter, call: tasksPallet.call('sealKey', { task: id, who, key: new Uint8Array(80) }) };
  }
  const early = ['Submitted', 'Profiling', 'Reporting', 'Profiled', 'Open'].includes(status.type);
  if (early && dice.sometimes(60)) return { who: submitter, call: tasksPallet.call('cancel', { task: id }) };
  if (status.type === 'Profiled') return profileCall(town, id, task);
  if (['Open', 'Assigned'].includes(status.type) && dice.sometimes(6)) return profileCall(town, id, task);
  if (['Profiling', 'Reporting'].includes(status.type)) return profilerCall(town, id, task);
  if (['Verifying', 'Revealing', 'Challengeable'].includes(status.type)) return checkerCall(town, id, task);
  return solver === undefined ? undefined : solverCall(town, id, task, solver);
}

/** A leaf of a file, now and then one that there is not. */
function fileLeaf(dice: Dice): DemandedLeaf {
  const leaf = dice.below(8) >> 2;
  return dice.sometimes(2) ? { type: 'Program', value: { leaf } } : { type: 'Dataset', value: { leaf } };
}

function profilerCall({ dice }: Town, id: number, { status, spec, profilers }: Task): Act | undefined {
  if (profilers.length === 0) return undefined;
  const { account: who } = dice.one(profilers);
  if (status.type === 'Profiling' && dice.sometimes(12)) {
    return { who, call: disputesPallet.call('demand', { task: id, what: fileLeaf(dice) }) };
  }
  const report = opinionOf(who, id, spec);
  const commitment = profileCommitmentOf(report, SALT, who);
  return status.type === 'Profiling'
    ? { who, call: tasksPallet.call('commitProfile', { task: id, commitment }) }
    : { who, call: tasksPallet.call('revealProfile', { task: id, report, salt: SALT }) };
}

function checkerCall(town: Town, id: number, task: Task): Act | undefined {
  const { dice, accounts } = town;
  const { status, verifiers, reports } = task;
  const challenging = status.type === 'Challengeable';
  if (dice.sometimes(challenging ? 4 : 12)) {
    const leaf = { checkpoint: dice.below(6), tensor: dice.below(8) >> 2, leaf: 0 };
    const what: DemandedLeaf = dice.sometimes(3) ? fileLeaf(dice) : { type: 'State', value: leaf };
    const who = verifiers.length > 0 && dice.sometimes(2) ? dice.one(verifiers).account : dice.one(accounts);
    return { who, call: disputesPallet.call('demand', { task: id, what }) };
  }
  if (challenging) {
    if (dice.sometimes(3)) return undefined;
    const call = disputesPallet.call('challenge', { task: id, interval: dice.below(6) });
    return { who: dice.one(accounts), call };
  }
  const reporting = verifiers.length === 0 || dice.sometimes(3);
  if (status.type === 'Verifying') {
    const who = reporting ? dice.one(accounts) : dice.one(verifiers).account;
    const commitment = commitmentOf(town.verdict(who, id, task), SALT, who);
    const name = reporting ? 'commitReport' : 'commitVerdict';
    return { who, call: tasksPallet.call(name, { task: id, commitment }) };
  }
  const revealing = reporting && reports.length > 0;
  const among: readonly { account: string }[] = revealing ? reports : verifiers;
  if (among.length === 0) return undefined;
  const { account: who } = dice.one(among);
  const name = revealing ? 'revealReport' : 'revealVerdict';
  const verdict = town.verdict(who, id, task);
  return { who, call: tasksPallet.call(name, { task: id, verdict, salt: SALT }) };
}

function solverCall(town: Town, id: number, task: Task, who: string): Act | undefined {
  const { dice } = town;
  const { status, spec, seal, progress, forced } = task;
  switch (status.type) {
    case 'Assigned':
      if (dice.sometimes(6)) return { who, call: tasksPallet.call('decline', { task: id }) };
      if (dice.sometimes(8))
        return { who, call: disputesPallet.call('demand', { task: id, what: fileLeaf(dice) }) };
      return {
        who,
        call: tasksPallet.call('start', { task: id, commitment: secretCommitment(SECRET, fromHex(who)) }),
      };
    case 'Training': {
      if (seal?.salt === undefined) return undefined;
      const pairs = Array.from({ length: 5 }, (_, i) => pairOf(task, town.claimed(id, task), i));
      const checkpoint = progress.checkpoints;
      const call =
        checkpoint > 4
          ? tasksPallet.call('complete', {
              task: id,
              proofRoots: dice.sometimes(8) ? pairs[0]! : proofRoots(pairs),
            })
          : tasksPallet.call('progress', {
              task: id,
              checkpoint,
              roots: pairs[dice.sometimes(12) ? 0 : checkpoint]!,
              loss: 0,
            });
      return { who, call };
    }
    case 'Proved': {
      if (seal?.lottery === undefined) return undefined;
      const rate = spec.mode.type === 'Tolerant' ? 0 : FORCED_RATE;
      const due = dueDesignation(SECRET, seal.lottery, rate);
      const position = { type: dice.sometimes(12) ? otherPosition(due) : due };
      return { who, call: tasksPallet.call('designate', { task: id, position }) };
    }
    case 'Unsealing': {
      if (dice.sometimes(10))
        return { who, call: tasksPallet.call('revealSecret', { task: id, secret: new Uint8Array(32) }) };
      const [due] = forced?.unproved ?? [];
      // Now and then one that nobody is accused for.
      const checkpoint = due !== undefined && dice.sometimes(6) ? 1 + dice.below(4) : due;
      if (checkpoint === undefined)
        return { who, call: tasksPallet.call('revealSecret', { task: id, secret: SECRET }) };
      const steps = checkpoint * spec.checkpointEvery;
      const opening = town.claimed(id, task).opening(steps, checkpoint, SECRET, seal!.salt!);
      return { who, call: tasksPallet.call('proveAltered', { task: id, checkpoint, opening }) };
    }
    default:
      return undefined;
  }
}
