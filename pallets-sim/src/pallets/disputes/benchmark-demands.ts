import type { DemandedLeaf } from '@plumbline/runtime-types/domain/demand';
import { MAX_DEMANDS } from '@plumbline/runtime-types/domain/limits';
import type { Task } from '@plumbline/runtime-types/domain/task';
import { blobRoot } from '@plumbline/verification/merkle/blob';
import { openCommittedLeaf } from '@plumbline/verification/pinpoint/committed-leaf';
import { stateRoot } from '@plumbline/verification/trace/state';
import { tensorBytes } from '@plumbline/verification/trace/tensor';
import { type Benchmark, type Benchmarks, CALLER, type MeasuredHook } from '../../frame/benchmark.ts';
import type { Context } from '../../frame/context.ts';
import { signed } from '../../frame/origin.ts';
import { ZERO_WEIGHT } from '../../frame/weight.ts';
import { hold } from '../balances/holds.ts';
import { callerAmongMany, crowd } from '../stakes/benchmark-crowd.ts';
import { blockNumber } from '../system/block.ts';
import { perChecker, profilers, SOUND, status } from '../tasks/benchmark-about.ts';
import { DOUBLING, doublingSpec, STATE } from '../tasks/benchmark-alteration.ts';
import { putTask, REPORTERS, SOLVER, seal, TASK } from '../tasks/benchmark-task.ts';
import { tasks } from '../tasks/declaration.ts';
import { accepted, wait } from './benchmark-silence.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';

const { Demands, DemandDeadlines, Params } = disputes.storage;
const { Demand } = disputes.holdReasons;

const LEAF = { checkpoint: 1, tensor: 0, leaf: 5 };
const WHAT = { type: 'State' as const, value: LEAF };

/** The caller looks at a task of which everything but one leaf was demanded already. */
function demanded(context: Context, isDemanded: boolean): void {
  callerAmongMany(context, 'Whistleblower');
  const root = stateRoot([blobRoot(tensorBytes(STATE))]);
  tasks.storage.Checkpoints.put(context, TASK, 1, { first: root, second: root });
  putTask(context, {
    ...{ status: { type: 'Challengeable' }, seal: seal(SOLVER), spec: doublingSpec() },
    ...accepted(perChecker.upTo),
  });
  const fee = Params.get(context).bond / 100n;
  const others = REPORTERS.slice(0, 7).map((who, leaf) => ({
    ...{ who, what: { ...WHAT, value: { ...LEAF, leaf: leaf + 6 } }, attempt: 1, fee, deadline: 61 },
  }));
  const own = { who: CALLER, what: WHAT, attempt: 1, fee, deadline: 61 };
  if (isDemanded) hold(context, Demand, CALLER, fee);
  Demands.put(context, TASK, isDemanded ? [...others, own] : others);
  disputes.storage.DemandDeadlines.put(context, 62, [TASK]);
}

/** Leaves that were demanded and not shown, one after the other. */
const withheld = (task: (size: number) => Partial<Task>, what: DemandedLeaf): Benchmark<MeasuredHook> => ({
  grows: perChecker,
  setUp(context, size) {
    crowd(context, 1_000n);
    putTask(context, task(size));
    const fee = Params.get(context).bond / 100n;
    const demands = REPORTERS.slice(0, MAX_DEMANDS).map((who, leaf) => ({
      ...{
        who,
        what: { ...what, value: { ...what.value, leaf } } as DemandedLeaf,
        attempt: 0,
        fee,
        deadline: 0,
      },
    }));
    for (const { who } of demands) hold(context, Demand, who, fee);
    Demands.put(context, TASK, demands);
    wait(context, size);
    const now = blockNumber(context);
    DemandDeadlines.put(context, now, [TASK]);
    return { hook: (running) => disputesPallet.hooks.onInitialize?.(running, now) ?? ZERO_WEIGHT };
  },
});

const FILE: DemandedLeaf = { type: 'Dataset', value: { leaf: 0 } };

/** Calls about leaves that have to be shown. */
export const demandBenchmarks: Benchmarks = {
  demand: {
    setUp(context) {
      demanded(context, false);
      return {
        origin: signed(CALLER),
        call: disputesPallet.call('demand', { task: TASK, what: WHAT }),
      };
    },
  },
  supply: {
    setUp(context) {
      demanded(context, true);
      const opening = openCommittedLeaf(DOUBLING, [tensorBytes(STATE)], LEAF);
      return {
        origin: signed(SOLVER),
        call: disputesPallet.call('supply', {
          ...{ task: TASK, what: WHAT },
          opening: { type: 'State', value: opening },
        }),
      };
    },
  },
  /** What follows when the time to show them is over. */
  withheld: [
    // The Solver is slashed, and the task opens again.
    withheld(
      (size) => ({ status: status('Challengeable'), seal: seal(SOLVER), attempt: 0, ...accepted(size) }),
      WHAT,
    ),
    // The Submitter owed a file: the task is rejected, and the profilers are paid.
    withheld(
      (size) => ({
        ...{ status: status('Assigned'), attempt: 0, pass: 1 },
        profilers: profilers(SOUND).slice(0, size + 1),
      }),
      FILE,
    ),
  ],
};
