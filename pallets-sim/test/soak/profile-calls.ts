import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import type { TaskSpec } from '@plumbline/runtime-types/domain/task-spec';
import { sameHash } from '@plumbline/verification/hash/hex';
import { recordsRoot } from '@plumbline/verification/merkle/records';
import { openForCheck } from '@plumbline/verification/profiling/malformed';
import { runningSums } from '@plumbline/verification/profiling/tally';
import { tallyTurn } from '@plumbline/verification/profiling/tally-game';
import { challengeTally, defendTally } from '@plumbline/verification/profiling/tally-strategy';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { disputesPallet } from '../../src/pallets/disputes/pallet.ts';
import { programTerms } from '../../src/pallets/disputes/program-terms.ts';
import { RECORDS } from '../protocol/tiny-training.ts';
import { opinion } from './dice.ts';
import type { Act } from './task-calls.ts';
import type { Town } from './town.ts';

/** Where programs are broken, and where liars say that they are. */
const AT = 3;
const BROKEN = RECORDS.map((record, index) => (index === AT ? record.subarray(1) : record));
const BROKEN_ROOT = recordsRoot(BROKEN);

/** A task whose program is not well-formed. */
export function brokenSpec(spec: TaskSpec): TaskSpec {
  return { ...spec, program: { ...spec.program, root: BROKEN_ROOT } };
}

function recordsOf({ program }: TaskSpec): readonly Uint8Array[] {
  return sameHash(program.root, BROKEN_ROOT) ? BROKEN : RECORDS;
}

/** What is measured of every tolerant task, but by those that see no step. */
export const THRESHOLD = 1_000n;
const tooCoarse = (unitsPerStep: bigint): ProfileReport => ({
  type: 'Measured',
  value: { unitsPerStep, threshold: THRESHOLD, step: 0n },
});

/** What a profiler says of a task, always the same. */
export function opinionOf(who: string, id: number, { unitsPerStep, mode }: TaskSpec): ProfileReport {
  const found = (units: bigint): ProfileReport =>
    mode.type === 'Tolerant'
      ? { type: 'Measured', value: { unitsPerStep: units, threshold: THRESHOLD, step: 8n * THRESHOLD } }
      : { type: 'Ok', value: { unitsPerStep: units } };
  switch (opinion(`profile ${who} ${id}`) % 24) {
    case 0:
    case 6:
      return { type: 'Unavailable' };
    case 1:
    case 7:
      return { type: 'Malformed', value: { record: AT } };
    case 2:
    case 8:
      return found(unitsPerStep + 1n);
    case 4:
    case 9:
      return { type: 'NonFinite' };
    case 5:
      // Of the other kind of task: it is refused when it is revealed.
      return mode.type === 'Tolerant' ? { type: 'Ok', value: { unitsPerStep } } : tooCoarse(unitsPerStep);
    case 3:
    case 10:
      return mode.type === 'Tolerant' ? tooCoarse(unitsPerStep) : found(unitsPerStep);
    default:
      return found(unitsPerStep);
  }
}

/** What somebody tries about what the profilers found, or the next move of the game about it. */
export function profileCall(town: Town, id: number, { spec, submitter, solver }: Task): Act {
  const { dice, accounts, chain } = town;
  const tally = disputes.storage.Tallies.get(chain.context, id);
  const records = recordsOf(spec);
  if (tally !== undefined) {
    const { phase, challenger, defender } = tally;
    const sums = runningSums(spec.program.stateCount, records);
    try {
      const isDefence = tallyTurn(phase) === 'Defender';
      const move = isDefence ? defendTally(phase, sums) : challengeTally(phase, sums, records);
      const call = disputesPallet.call('playTally', { task: id, move });
      return { who: isDefence ? defender : challenger, call };
    } catch {
      // The challenger has nothing to say: it is silent.
      return { who: challenger, call: disputesPallet.call('denyProfile', { task: id }) };
    }
  }
  const who = solver ?? (dice.sometimes(2) ? submitter : dice.one(accounts));
  if (dice.sometimes(3)) return { who, call: disputesPallet.call('denyProfile', { task: id }) };
  const name = dice.sometimes(2) ? 'refuteMalformed' : 'proveMalformed';
  const openings = openForCheck(programTerms(spec), AT, records);
  return { who, call: disputesPallet.call(name, { task: id, record: AT, openings }) };
}
