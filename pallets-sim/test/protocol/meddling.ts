import type { ProfileReport } from '@plumbline/runtime-types/domain/task';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { openForCheck } from '@plumbline/verification/profiling/malformed';
import { runningSums } from '@plumbline/verification/profiling/tally';
import { tallyTurn } from '@plumbline/verification/profiling/tally-game';
import { challengeTally, defendTally } from '@plumbline/verification/profiling/tally-strategy';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import type { RuntimeCall } from '../../src/frame/context.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { programTerms } from '../../src/pallets/disputes/program-terms.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { RECORDS, TinyTraining } from './tiny-training.ts';
import type { World } from './world.ts';

/** What a profiler says of a program that is sound. */
export const MALFORMED: ProfileReport = { type: 'Malformed', value: { record: 3 } };

/** What anybody may try about what profilers found: of a sound program, each side as it can. */
export function denial(world: World, task: number): RuntimeCall {
  const { context } = world.chain;
  const tally = disputes.storage.Tallies.get(context, task);
  const { spec, deadline } = tasks.storage.Tasks.get(context, task)!;
  if (tally !== undefined) {
    const sums = runningSums(spec.program.stateCount, RECORDS);
    const { phase, challenger, defender } = tally;
    try {
      const isDefence = tallyTurn(phase) === 'Defender';
      const move = isDefence ? defendTally(phase, sums) : challengeTally(phase, sums, RECORDS);
      world.failure(isDefence ? defender : challenger, disputesPallet.call('playTally', { task, move }));
    } catch {
      // The challenger has nothing to say: it will be silent.
    }
  }
  const openings = openForCheck(programTerms(spec), 3, RECORDS);
  const name = (['denyProfile', 'proveMalformed', 'refuteMalformed'] as const)[(task + deadline) % 3]!;
  if (name === 'denyProfile') return disputesPallet.call(name, { task });
  return disputesPallet.call(name, { task, record: 3, openings });
}

/** Demands for leaves of checkpoints, and what the Solver shows. */
export function availability(world: World, id: number, checkpoint: number): RuntimeCall {
  const task = tasks.storage.Tasks.get(world.chain.context, id)!;
  const [demanded] = disputes.storage.Demands.get(world.chain.context, id);
  if (demanded === undefined || task.seed === undefined) {
    return disputesPallet.call('demand', { task: id, what: { checkpoint, tensor: 0, leaf: 0 } });
  }
  const { what } = demanded;
  const training = new TinyTraining(task.seed, task.spec.steps);
  const state = [tensorBytes(training.state(what.checkpoint * task.spec.checkpointEvery))];
  const opening = openCommittedLeaf(training.program, state, what);
  return disputesPallet.call('supply', { task: id, what, opening });
}

/** What somebody may try in the game of others. */
export function intrusion(world: World, dispute: number, choice: number): RuntimeCall {
  const going = disputes.storage.Disputes.get(world.chain.context, dispute);
  if (choice === 0) return disputesPallet.call('timeout', { dispute });
  if (choice === 1) return disputesPallet.call('takeDefence', { dispute });
  const move = { type: 'Pick' as const, value: { index: going?.round ?? 0 } };
  return disputesPallet.call('postTranscript', {
    dispute,
    moves: [{ move, signature: new Uint8Array(64) }],
  });
}
