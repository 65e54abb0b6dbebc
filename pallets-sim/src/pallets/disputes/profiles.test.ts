import type { ProfileReport, Task } from '@plumbline/runtime-types/domain/task';
import { recordsRoot } from '@plumbline/verification/merkle/records';
import { openForCheck } from '@plumbline/verification/profiling/malformed';
import { runningSums } from '@plumbline/verification/profiling/tally';
import { tallyTurn } from '@plumbline/verification/profiling/tally-game';
import { challengeTally, defendTally } from '@plumbline/verification/profiling/tally-strategy';
import { afterEach, describe, expect, it } from 'vitest';
import {
  ENDOWMENT,
  PARAMS,
  PRICE,
  SECRET,
  STAKE,
  SUBMITTER,
  WHISTLEBLOWER,
} from '../../../test/protocol/cast.ts';
import { RECORDS, tinySpec } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { boundFee } from '../tasks/fees.ts';
import { tasksPallet } from '../tasks/pallet.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';
import { DEFAULT_PARAMS } from './params.ts';
import { programTerms } from './program-terms.ts';

const { bond, moveBlocks } = DEFAULT_PARAMS;
const UNITS = tinySpec().unitsPerStep;
const ok = (unitsPerStep = UNITS): ProfileReport => ({ type: 'Ok', value: { unitsPerStep } });
const malformed = (record: number): ProfileReport => ({ type: 'Malformed', value: { record } });

/** The program with the record of its third node cut short. */
const BROKEN = RECORDS.map((record, index) => (index === 4 ? record.subarray(1) : record));
const broken = () => ({ program: { ...tinySpec().program, root: recordsRoot(BROKEN) } });

let world: World;
let before: { sum: bigint; issuance: bigint };
afterEach(() => expect(world.money()).toEqual(before));

function begin(changes: Parameters<World['submit']>[0], find: (index: number) => ProfileReport): string[] {
  world = new World({ solvers: 2, verifiers: 4 });
  before = world.money();
  world.submit(changes);
  const { profilers } = world.task.spec;
  world.wait(() => world.task.profilers.length === profilers);
  const drawn = world.task.profilers.map(({ account }) => account);
  world.profile((who) => (drawn.includes(who) ? find(drawn.indexOf(who)) : ok()));
  return drawn;
}

const about = (name: 'proveMalformed' | 'refuteMalformed', record: number, records = BROKEN) => {
  const openings = openForCheck(programTerms(world.task.spec), record, records);
  return disputesPallet.call(name, { task: 0, record, openings });
};
const deny = disputesPallet.call('denyProfile', { task: 0 });
const tally = () => disputes.storage.Tallies.get(world.chain.context, 0);

/** The game is played to its end by sums that each side has; a side without any is silent. */
function play(defender: 'right' | 'wrong' | 'silent', challenger: 'right' | 'silent' = 'right'): void {
  const right = runningSums(1, RECORDS);
  const claimed = world.task.profilers.find(({ account }) => account === tally()?.defender)?.report;
  const units = claimed?.type === 'Ok' ? claimed.value.unitsPerStep : 0n;
  const wrong = right.map((sum, at) =>
    at < 7 ? sum : { ...sum, units: sum.units + units - right.at(-1)!.units },
  );
  for (let game = tally(); game !== undefined; game = tally()) {
    const isDefence = tallyTurn(game.phase) === 'Defender';
    if ((isDefence ? defender : challenger) === 'silent') {
      world.chain.nextBlock(moveBlocks + 1);
      continue;
    }
    const sums = defender === 'wrong' ? wrong : right;
    const pick = { type: 'PickSum', value: { index: 0 } } as const;
    const move = isDefence
      ? defendTally(game.phase, sums)
      : defender === 'right' && game.phase.type === 'Choice'
        ? pick
        : challengeTally(game.phase, right, RECORDS);
    const [mover, other] = isDefence ? [game.defender, game.challenger] : [game.challenger, game.defender];
    const call = disputesPallet.call('playTally', { task: 0, move });
    expect(world.failure(other, call)).toBe('Disputes.NotYourTurn');
    expect(world.failure(SUBMITTER === other ? WHISTLEBLOWER : SUBMITTER, call)).toMatch(
      /NotParty|NotYourTurn/,
    );
    world.do(mover, call);
  }
}

function expectFree(): void {
  for (const { account } of world.task.profilers) {
    expect(world.stake('Verifier', account)).toMatchObject({ duties: 0 });
  }
  expect(tally()).toBeUndefined();
}

describe('a program that is not well-formed', () => {
  it('is shown to the chain by the one profiler that found it', () => {
    const [honest, ...liars] = begin({ ...broken(), profilers: 3 }, (index) =>
      index === 0 ? malformed(4) : ok(),
    ) as [string, string, string];
    expect(world.status).toBe('Profiled');
    expect(world.failure(honest, about('proveMalformed', 4, RECORDS))).toBe('Disputes.WrongOpening');
    expect(world.failure(honest, about('proveMalformed', 1))).toBe('Disputes.RecordSound');
    expect(world.failure(honest, about('refuteMalformed', 4))).toBe('Disputes.RecordMalformed');
    world.do(honest, about('proveMalformed', 4));
    expect(world.status).toBe('Rejected');
    for (const who of liars) expect(world.total(who)).toBe(ENDOWMENT - STAKE);
    expect(world.total(honest)).toBe(ENDOWMENT + STAKE + PARAMS.profileFee);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - PARAMS.profileFee);
    expect(world.task.escrow).toBe(0n);
    expectFree();
    expect(world.failure(honest, about('proveMalformed', 4))).toBe('Disputes.NotDeniable');
  });

  it('is shown by the Solver that was drawn, which is paid for its time', () => {
    const [liar] = begin(broken(), () => ok()) as [string];
    world.until('Assigned');
    expect(world.stake('Verifier', liar)).toMatchObject({ duties: 1 });
    const { solver, spec, deadline } = world.task as Task & { solver: string };
    const since = deadline - spec.stallBlocks;
    world.chain.nextBlock(4);
    const paid = boundFee(spec, PRICE, world.chain.blockNumber() - since);
    expect(paid).toBeGreaterThan(0n);
    world.do(solver, about('proveMalformed', 4));
    expect(world.status).toBe('Rejected');
    expect(world.total(solver)).toBe(ENDOWMENT + STAKE / 2n + paid);
    expect(world.total(liar)).toBe(ENDOWMENT - STAKE);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - paid);
    expect(world.stake('Solver', solver)).toMatchObject({ duties: 0, stake: STAKE });
    expectFree();
  });

  it('is shown by a Solver that has waited for a leaf of the files, and is paid for that time as well', () => {
    begin(broken(), () => ok());
    world.until('Assigned');
    const { solver, spec, deadline } = world.task as Task & { solver: string };
    const since = deadline - spec.stallBlocks;
    world.chain.nextBlock(4);
    const what = { type: 'Program', value: { leaf: 0 } } as const;
    world.do(solver, disputesPallet.call('demand', { task: 0, what }));
    expect(world.task.deadline).toBeGreaterThan(deadline);
    world.chain.nextBlock(3);
    const paid = boundFee(spec, PRICE, world.chain.blockNumber() - since);
    expect(paid).toBeGreaterThan(boundFee(spec, PRICE, 4));
    const had = world.total(solver);
    world.do(solver, about('proveMalformed', 4));
    expect(world.status).toBe('Rejected');
    expect(world.total(solver) - had).toBe(paid + STAKE / 2n);
  });

  it('is vouched for by a Solver that starts, and its profilers are free', () => {
    const [profiler] = begin({}, () => ok()) as [string];
    world.until('Assigned');
    const { solver } = world.task as { solver: string };
    world.do(solver, tasksPallet.call('start', { task: 0, commitment: SECRET }));
    expect(world.stake('Verifier', profiler)).toMatchObject({ duties: 0, profiled: 1 });
    expect(world.total(profiler)).toBe(ENDOWMENT + PARAMS.profileFee);
    expect(world.failure(solver, about('proveMalformed', 4, RECORDS))).toBe('Disputes.NotDeniable');
  });
});

describe('a report that a sound program is not well-formed', () => {
  it('is refuted by the Submitter; another profiler is drawn, and the task goes on', () => {
    const [liar] = begin({}, () => malformed(4)) as [string];
    expect(world.status).toBe('Profiled');
    expect(world.failure(SUBMITTER, about('refuteMalformed', 3, RECORDS))).toBe('Disputes.NothingToDeny');
    expect(world.failure(liar, about('proveMalformed', 4, RECORDS))).toBe('Disputes.RecordSound');
    world.do(SUBMITTER, about('refuteMalformed', 4, RECORDS));
    expect(world.total(liar)).toBe(ENDOWMENT - STAKE);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT + STAKE / 2n);
    expect(world.stake('Verifier', liar)).toMatchObject({ duties: 0, online: false });
    world.profile();
    expect(world.status).toBe('Open');
    expect(world.task.profilers.map(({ account }) => account)).not.toContain(liar);
  });

  it('stands when nobody refutes it in time', () => {
    const [profiler] = begin({}, () => malformed(4)) as [string];
    world.chain.nextBlock(PARAMS.challengePeriod - 1);
    expect(world.status).toBe('Profiled');
    expect(world.stake('Verifier', profiler)).toMatchObject({ duties: 1 });
    world.chain.nextBlock();
    expect(world.status).toBe('Rejected');
    expectFree();
  });
});

describe('what profilers say that a step takes', () => {
  it('is denied by the one that found something else, and wrong', () => {
    const [, , honest] = begin({ profilers: 3 }, (index) => (index < 2 ? ok(UNITS + 5n) : ok())) as string[];
    expect(world.status).toBe('Profiled');
    const first = world.task.profilers[0]!.account;
    expect(world.failure(first, deny)).toBe('Disputes.MayNotDeny');
    world.do(honest!, deny);
    expect(world.failure(WHISTLEBLOWER, deny)).toBe('Disputes.NotDeniable');
    expect(world.failure(honest!, about('proveMalformed', 4, RECORDS))).toBe('Disputes.NotDeniable');
    expect(world.failure(SUBMITTER, tasksPallet.call('cancel', { task: 0 }))).toBe('Tasks.CannotCancel');
    play('wrong');
    expect(world.total(first)).toBe(ENDOWMENT - STAKE);
    expect(world.total(honest!)).toBe(ENDOWMENT + STAKE / 2n);
    // Two are left, of which the lower stands.
    expect(world.status).toBe('Profiled');
    world.until('Open');
  });

  it('is denied by the Submitter; a profiler that is silent has lost, and another is drawn', () => {
    const [liar] = begin({}, () => ok(1n)) as [string];
    world.do(SUBMITTER, deny);
    play('silent');
    expect(world.total(liar)).toBe(ENDOWMENT - STAKE);
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT + STAKE / 2n);
    world.profile();
    expect(world.status).toBe('Open');
  });

  it('is denied in vain once an account, for the bond, and the window begins anew', () => {
    const [profiler, second, wrong] = begin({ profilers: 3 }, (index) =>
      index < 2 ? ok() : ok(1n),
    ) as string[];
    world.do(WHISTLEBLOWER, deny);
    play('right');
    expect(world.total(WHISTLEBLOWER)).toBe(ENDOWMENT - bond);
    expect(world.total(profiler!)).toBe(ENDOWMENT + bond / 2n);
    expect(world.status).toBe('Profiled');
    expect(world.failure(WHISTLEBLOWER, deny)).toBe('Disputes.MayNotDeny');
    world.do(wrong!, deny);
    play('right', 'silent');
    expect(world.total(wrong!)).toBe(ENDOWMENT - bond);
    // It counts no more, the others agree.
    expect(world.status).toBe('Open');
    expect(world.task.profilers.map(({ account }) => account)).toEqual([profiler, second]);
  });

  it('is not looked at again by one that has denied in vain', () => {
    const [, second, honest] = begin({ profilers: 3 }, (index) =>
      index < 2 ? ok(UNITS + 5n) : ok(),
    ) as string[];
    world.do(honest!, deny);
    play('wrong');
    world.do(second!, deny);
    play('right', 'silent');
    expect(world.total(second!)).toBe(ENDOWMENT - bond);
    expect(world.total(honest!)).toBe(ENDOWMENT + STAKE / 2n + bond / 2n);
    // One of three is left, and of the four Verifiers one has not looked yet.
    world.wait(() => world.task.profilers.length === 2);
    expect(world.failure(second!, deny)).toBe('Disputes.NotDeniable');
    world.wait(() => world.task.searchUntil === 0);
    expect(world.task.profilers.map(({ account }) => account)).not.toContain(second);
    world.profile();
    world.until('Open');
  });

  it('is denied by the Solver that was drawn, which is free of the task by that', () => {
    const [liar] = begin({ unitsPerStep: UNITS - 1n }, () => ok(UNITS - 1n)) as [string];
    world.until('Assigned');
    const { solver } = world.task as { solver: string };
    expect(world.failure(WHISTLEBLOWER, deny)).toBe('Disputes.MayNotDeny');
    world.do(solver, deny);
    expect(world.stake('Solver', solver)).toMatchObject({ duties: 0 });
    play('wrong');
    expect(world.total(liar)).toBe(ENDOWMENT - STAKE);
    expect(world.total(solver)).toBe(ENDOWMENT + STAKE / 2n);
    world.profile(() => ok());
    expect(world.status).toBe('Profiled');
    world.until('Rejected');
    expect(world.total(SUBMITTER)).toBe(ENDOWMENT - PARAMS.profileFee);
    expectFree();
  });

  it('cannot be denied where nothing is said about it', () => {
    begin({}, () => ({ type: 'Unavailable' }));
    expect(world.failure(SUBMITTER, deny)).toBe('Disputes.NothingToDeny');
    world.until('Rejected');
  });
});
