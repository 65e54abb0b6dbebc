import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { TallyDispute } from '@plumbline/runtime-types/domain/tally';
import { describe, expect, it } from 'vitest';
import type { Context } from '../../src/frame/context.ts';
import { balances } from '../../src/pallets/balances/declaration.ts';
import { hold } from '../../src/pallets/balances/holds.ts';
import { disputes } from '../../src/pallets/disputes/declaration.ts';
import { stakes } from '../../src/pallets/stakes/declaration.ts';
import { weightKey } from '../../src/pallets/stakes/weight-key.ts';
import { system } from '../../src/pallets/system/declaration.ts';
import { tasks } from '../../src/pallets/tasks/declaration.ts';
import { MORE_WHISTLEBLOWERS, SOLVERS, SUBMITTER, VERIFIERS, WHISTLEBLOWER } from './cast.ts';
import { ACCEPT, challenge, trained } from './cell.ts';
import { World } from './world.ts';

/** A world whose only task is settled, after a challenge that failed. */
async function settled(): Promise<{ world: World; dispute: Dispute }> {
  const world = new World();
  const { trained: training } = trained(world);
  world.verify(() => ACCEPT, training);
  world.do(WHISTLEBLOWER, challenge());
  const { dispute } = world;
  await world.play({ defender: training, challenger: training }).catch(() => undefined);
  world.until('Settled');
  world.wait(() => [...tasks.storage.Leftovers.keys(world.chain.context)].length === 0);
  return { world, dispute };
}

let once: ReturnType<typeof settled> | undefined;
const known = () => {
  once ??= settled();
  return once;
};

const ZERO = new Uint8Array(32);
const STRANGER = MORE_WHISTLEBLOWERS[0]!;
const { Checkpoints, Deadlines, Leftovers, ProvenModels, SealedKeys, Tasks } = tasks.storage;
const { Registrations, Stashes, Weights, WorkerKeys } = stakes.storage;
const due = (context: Context): number => system.storage.Number.get(context) + 50;
const tally: TallyDispute = {
  challenger: STRANGER,
  defender: VERIFIERS[0]!,
  phase: { type: 'Claim' },
  bond: 0n,
};

type Spoil = (context: Context, dispute: Dispute) => void;
/** What a settled task could leave behind, or a bug write, by storage item: `tryState` has to name each. */
const STRAY: Record<string, readonly [says: string, spoil: Spoil][]> = {
  'Tasks.Tasks': [
    ['was not given yet', (context) => Tasks.put(context, 9, Tasks.get(context, 0)!)],
    [
      'proven: true',
      (context) => Tasks.put(context, 0, { ...Tasks.get(context, 0)!, status: { type: 'Expired' } }),
    ],
    ['it keeps commitments', (context) => keepCommitment(context)],
    ['of its escrow is left', (context) => Tasks.put(context, 0, { ...Tasks.get(context, 0)!, escrow: 1n })],
    ['it is waiting', (context) => Tasks.put(context, 0, { ...Tasks.get(context, 0)!, searchUntil: 9 })],
    ['its deadline is', (context) => Tasks.put(context, 0, { ...Tasks.get(context, 0)!, deadline: 9 })],
    ['it names dispute', (context) => Tasks.put(context, 0, { ...Tasks.get(context, 0)!, dispute: 0 })],
    ['has a bond on a report', (context) => keepReport(context)],
    [
      'it has a forced error',
      (context) =>
        Tasks.put(context, 0, {
          ...Tasks.get(context, 0)!,
          forced: { reporters: [], accused: [], unproved: [] },
        }),
    ],
  ],
  'Tasks.Checkpoints': [
    [
      'checkpoint 0 of task 0 is left behind',
      (context) => Checkpoints.put(context, 0, 0, { first: ZERO, second: ZERO }),
    ],
  ],
  'Tasks.Leftovers': [['which is undefined', (context) => Leftovers.put(context, 9, 1)]],
  'Tasks.Deadlines': [
    ['wakes task 0', (context) => Deadlines.put(context, due(context), [0])],
    ['an empty list', (context) => Deadlines.put(context, due(context), [])],
  ],
  'Tasks.SealedKeys': [
    ['a key sealed to', (context) => SealedKeys.put(context, 0, VERIFIERS[0]!, new Uint8Array(80))],
  ],
  'Tasks.ProvenModels': [
    [
      'a model of task 9 is left behind',
      (context) => ProvenModels.put(context, 9, ProvenModels.get(context, 0)!),
    ],
    ['proven: false', (context) => ProvenModels.remove(context, 0)],
  ],
  'Disputes.Disputes': [
    [
      'dispute 0 is about task 0, which is Settled',
      (context, dispute) => disputes.storage.Disputes.put(context, 0, dispute),
    ],
  ],
  'Disputes.Deadlines': [
    [
      'wakes dispute 0, whose deadline is none',
      (context) => disputes.storage.Deadlines.put(context, due(context), [0]),
    ],
    ['were not woken', (context) => disputes.storage.Deadlines.put(context, 1, [0])],
    ['an empty list', (context) => disputes.storage.Deadlines.put(context, due(context), [])],
  ],
  'Disputes.Waiting': [
    [
      'wait for a dispute that is not there',
      (context) =>
        disputes.storage.Waiting.put(context, 0, [{ challenger: STRANGER, interval: 0, bond: 0n }]),
    ],
  ],
  'Disputes.Demands': [
    [
      'nothing wakes up at the deadline',
      (context) => {
        const what = { type: 'Program', value: { leaf: 0 } } as const;
        disputes.storage.Demands.put(context, 0, [{ who: STRANGER, what, attempt: 0, fee: 0n, deadline: 1 }]);
      },
    ],
  ],
  'Disputes.DemandDeadlines': [
    [
      'wakes demands of task 0',
      (context) => disputes.storage.DemandDeadlines.put(context, due(context), [0]),
    ],
  ],
  'Disputes.Tallies': [
    ['is tallied, which is Settled', (context) => disputes.storage.Tallies.put(context, 0, tally)],
  ],
  'Disputes.Witnesses': [
    [
      'witnesses of dispute 0 are left behind',
      (context) =>
        disputes.storage.Witnesses.put(context, 0, {
          stage: { type: 'Heard' },
          drawn: [],
          replaced: false,
          deposit: 0n,
        }),
    ],
  ],
  'Stakes.Registrations': [
    ['is held from', (context) => Registrations.remove(context, { type: 'Verifier' }, VERIFIERS[0]!)],
    ['counts 1 duties, and is bound 0 times', (context) => bindNothing(context)],
  ],
  'Stakes.Weights': [
    ['no weight and is due one', (context) => Weights.clear(context)],
    [
      'is due 0',
      (context) =>
        Weights.put(context, { type: 'Whistleblower' }, new Uint8Array(), [
          { slot: weightKey(STRANGER, 0)[0]!, weight: 1n, leaf: { account: STRANGER, priceClass: 0 } },
        ]),
    ],
  ],
  'Stakes.WorkerKeys': [
    ['whose worker key it is', (context) => WorkerKeys.put(context, SUBMITTER, STRANGER)],
  ],
  'Stakes.Stashes': [['is not its worker key', (context) => Stashes.put(context, SUBMITTER, STRANGER)]],
};
/** Items that are not of a task or dispute, and hold whatever they say. */
const FREE = [
  'Tasks.NextTaskId',
  'Tasks.Params',
  'Disputes.NextDisputeId',
  'Disputes.Params',
  'Stakes.Params',
  // What an account says of itself; nothing depends on it.
  'Stakes.Peers',
  'Stakes.ProposedKeys',
];

function keepCommitment(context: Context): void {
  const task = Tasks.get(context, 0)!;
  const verifiers = task.verifiers.map((verifier) => ({ ...verifier, commitment: ZERO }));
  Tasks.put(context, 0, { ...task, verifiers });
}

function keepReport(context: Context): void {
  const reports = [{ account: WHISTLEBLOWER, commitment: ZERO, verdict: undefined, bond: 0n }];
  Tasks.put(context, 0, { ...Tasks.get(context, 0)!, reports });
}

function bindNothing(context: Context): void {
  const role = { type: 'Solver' } as const;
  Registrations.put(context, role, SOLVERS[0]!, {
    ...Registrations.get(context, role, SOLVERS[0]!)!,
    duties: 1,
  });
}

describe('what is left behind is found', () => {
  it('there is a case for every storage item of the protocol', () => {
    const items = [stakes, tasks, disputes].flatMap(({ name, storage }) =>
      Object.keys(storage).map((item) => `${name}.${item}`),
    );
    expect([...Object.keys(STRAY), ...FREE].sort()).toEqual(items.sort());
  });

  const cases = Object.entries(STRAY).flatMap(([item, spoils]) =>
    spoils.map(([says, spoil]) => ({ item, says, spoil })),
  );
  it.each(cases)('$item: $says', async ({ says, spoil }) => {
    const { world, dispute } = await known();
    expect(problems(world, (context) => spoil(context, dispute))).toContain(says);
  });

  const reasons = [
    tasks.holdReasons.Escrow,
    tasks.holdReasons.Report,
    disputes.holdReasons.Bond,
    disputes.holdReasons.Demand,
    disputes.holdReasons.Witness,
    stakes.holdReasons.Stake,
  ];
  it.each(reasons)('a hold for $reason that nothing explains', async (reason) => {
    const { world } = await known();
    const found = problems(world, (context) => hold(context, reason, SUBMITTER, 1n));
    expect(found).toMatch(
      new RegExp(`${SUBMITTER} has 1 held as ${reason.reason}, of which 0|1 is held from ${SUBMITTER}`),
    );
  });

  it('money that came from nowhere', async () => {
    const { world } = await known();
    const { TotalIssuance } = balances.storage;
    const found = problems(world, (context) => TotalIssuance.put(context, TotalIssuance.get(context) + 1n));
    expect(found).toContain('the total issuance is');
  });
});

/** Everything that `tryState` says after `spoil`, which is undone; it says nothing before. */
function problems({ chain: { assembly, context } }: World, spoil: (context: Context) => void): string {
  const check = (): string[] => {
    const found: string[] = [];
    const holds = (condition: boolean, otherwise: string) => condition || found.push(otherwise);
    // A block is going on, which `System` would notice.
    for (const { pallet } of assembly.pallets) {
      if (pallet.name !== 'System') pallet.hooks.tryState?.(context, holds);
    }
    return found;
  };
  expect(check()).toEqual([]);
  context.state.startTransaction();
  spoil(context);
  const found = check();
  context.state.rollback();
  return found.join('; ');
}
