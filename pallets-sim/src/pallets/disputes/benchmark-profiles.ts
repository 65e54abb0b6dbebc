import { MAX_PROFILERS } from '@plumbline/runtime-types/domain/limits';
import type { TallyMove, TallyPhase } from '@plumbline/runtime-types/domain/tally';
import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import { programRecords } from '@plumbline/verification/graph/program';
import { recordsRoot, recordsTree } from '@plumbline/verification/merkle/records';
import { openForCheck } from '@plumbline/verification/profiling/malformed';
import { runningSums } from '@plumbline/verification/profiling/tally';
import { type Benchmark, type Benchmarks, CALLER } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { hold } from '../balances/holds.ts';
import { crowd } from '../stakes/benchmark-crowd.ts';
import { DOUBLING, doublingSpec } from '../tasks/benchmark-alteration.ts';
import { putTask, SALT, SOLVER, TASK, VERIFIERS } from '../tasks/benchmark-task.ts';
import { profileCommitmentOf } from '../tasks/profile.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';
import { programTerms } from './program-terms.ts';

const { Tallies, Params } = disputes.storage;

const RECORDS = programRecords(DOUBLING);
const LAST = RECORDS.length - 1;
const BROKEN = RECORDS.map((record, index) => (index === LAST ? record.subarray(1) : record));
const SUMS = runningSums(1, RECORDS);
const TOTAL = SUMS.at(-1) ?? { units: 0n, elements: 0n };
const [DEFENDER = ''] = VERIFIERS;

/** A task that all profilers have reported the same of. */
function profiled(context: Context, said: ProfileReport, changes: Partial<Task>): void {
  crowd(context, 1_000n);
  const profilers = VERIFIERS.map((account, index) => ({
    account,
    second: index < MAX_PROFILERS,
    commitment: profileCommitmentOf(said, SALT, account),
    report: said,
  }));
  const spec = doublingSpec({ unitsPerStep: TOTAL.units });
  putTask(context, { attempt: 0, pass: 1, spec, profilers, ...changes });
}

const sound: ProfileReport = { type: 'Ok', value: { unitsPerStep: TOTAL.units } };

/** A move of the game about what the program takes, in a phase of it. */
const tallied = (by: string, move: TallyMove, phase: TallyPhase): Benchmark => ({
  setUp(context) {
    profiled(context, sound, { status: { type: 'Profiled' }, solver: undefined });
    const { bond } = Params.get(context);
    hold(context, disputes.holdReasons.Bond, CALLER, bond);
    Tallies.put(context, TASK, { challenger: CALLER, defender: DEFENDER, phase, bond });
    return { origin: signed(by), call: disputesPallet.call('playTally', { task: TASK, move }) };
  },
});

const open: TallyMove = {
  type: 'OpenRecord',
  value: { record: RECORDS[LAST] ?? new Uint8Array(), path: recordsTree(RECORDS).path(LAST) },
};
const before = SUMS.at(-2) ?? TOTAL;
const wrong = { ...TOTAL, units: TOTAL.units + 1n };

/** Calls about what the profilers of a task have reported. */
export const profileBenchmarks: Benchmarks = {
  proveMalformed: {
    setUp(context) {
      const spec = doublingSpec({ unitsPerStep: TOTAL.units });
      const program = { ...spec.program, root: recordsRoot(BROKEN) };
      profiled(context, sound, { status: { type: 'Assigned' }, spec: { ...spec, program } });
      const openings = openForCheck(programTerms({ ...spec, program }), LAST, BROKEN);
      const call = disputesPallet.call('proveMalformed', { task: TASK, record: LAST, openings });
      return { origin: signed(CALLER), call };
    },
  },
  refuteMalformed: {
    setUp(context) {
      const spec = doublingSpec();
      profiled(
        context,
        { type: 'Malformed', value: { record: LAST } },
        { status: { type: 'Profiled' }, solver: undefined, spec },
      );
      const openings = openForCheck(programTerms(spec), LAST, RECORDS);
      const call = disputesPallet.call('refuteMalformed', { task: TASK, record: LAST, openings });
      return { origin: signed(CALLER), call };
    },
  },
  denyProfile: {
    setUp(context) {
      profiled(context, sound, { status: { type: 'Assigned' } });
      return { origin: signed(SOLVER), call: disputesPallet.call('denyProfile', { task: TASK }) };
    },
  },
  playTally: [
    tallied(DEFENDER, { type: 'RevealSums', value: { sums: SUMS.slice(1) } }, { type: 'Claim' }),
    tallied(CALLER, open, { type: 'Record', value: { index: LAST, before, after: TOTAL } }),
    tallied(CALLER, open, { type: 'Record', value: { index: LAST, before, after: wrong } }),
  ],
};
