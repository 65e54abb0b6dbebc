import type { RoleName } from '@plumbline/runtime-types/domain/roles';
import type { ProfileReport, Task, Verdict } from '@plumbline/runtime-types/domain/task';
import { dueDesignation, otherPosition, secretCommitment } from '@plumbline/verification/forced/lottery';
import { fromHex } from '@plumbline/verification/hash/hex';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import { describe, expect, it } from 'vitest';
import { availability, denial, intrusion, MALFORMED } from '../../../test/protocol/meddling.ts';
import { type Corrupt, NEXT_NODE, TinyTraining, tinySpec } from '../../../test/protocol/tiny-training.ts';
import {
  pairOf,
  proofRoots,
  SECRET,
  SOLVERS,
  STAKE,
  SUBMITTER,
  VERIFIERS,
  WHISTLEBLOWER,
  World,
} from '../../../test/protocol/world.ts';
import type { RuntimeCall } from '../../frame/context.ts';
import { balances } from '../balances/declaration.ts';
import { heldBalance } from '../balances/holds.ts';
import { balancesPallet } from '../balances/pallet.ts';
import { disputes } from '../disputes/declaration.ts';
import { gameFacts } from '../disputes/facts.ts';
import { disputesPallet } from '../disputes/pallet.ts';
import { heldFor } from '../stakes/bond.ts';
import { stakes } from '../stakes/declaration.ts';
import { stakesPallet } from '../stakes/pallet.ts';
import { DEFAULT_PARAMS as STAKES } from '../stakes/params.ts';
import { commitmentOf } from './commitment.ts';
import { tasks } from './declaration.ts';
import { tasksPallet } from './pallet.ts';
import { profileCommitmentOf } from './profile.ts';

const ROLES: readonly RoleName[] = ['Solver', 'Verifier', 'Whistleblower'];
const EVERYBODY = [SUBMITTER, ...SOLVERS, ...VERIFIERS, WHISTLEBLOWER];
/** From the draw of profilers until a Solver starts. */
const BINDING = ['Submitted', 'Profiling', 'Reporting', 'Profiled', 'Open', 'Assigned'];
const FINAL = ['Settled', 'Cancelled', 'Rejected', 'Expired'];
const SALT = new Uint8Array(32);
/** Half of all proofs are forced errors. */
const RATE = 500_000;

/** Tasks whose profilers are lied about; others go on, so that the rest of their life is seen too. */
const isDenied = (id: number): boolean => id % 4 === 3;

const LIE: Corrupt = (step, node, output) => {
  if (step === 4 && node === NEXT_NODE) output[1]! += 0.25;
};

/** A generator good enough to choose what happens next. */
function createDice(seed: number) {
  let state = seed;
  const below = (count: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * count);
  };
  return {
    below,
    one: <T>(list: readonly T[]): T => list[below(list.length)]!,
    sometimes: (n: number) => below(n) === 0,
  };
}
type Dice = ReturnType<typeof createDice>;

/** What somebody does next; most of it is refused. */
function anything(world: World, dice: Dice): { who: string; call: RuntimeCall } | undefined {
  const going = [...tasks.storage.Tasks.entries(world.chain.context)].filter(
    ([, { status }]) => !FINAL.includes(status.type),
  );
  const [[id], task] = going.length > 0 ? dice.one(going) : [[0], undefined];
  const who = dice.one(EVERYBODY);
  const role = { type: dice.one(ROLES) };
  if (dice.sometimes(8) || task === undefined) {
    const amount = dice.one([STAKE, STAKE / 2n, 1n]);
    const price = role.type === 'Solver' ? dice.one([1n, 400_000_000_000_000n]) : 0n;
    const spec = tinySpec({
      stallBlocks: dice.one([1, 5]),
      sampleRate: dice.one([1, 1_000_000]),
      verifiers: dice.one([1, 2, 8]),
      profilers: dice.one([1, 3]),
    });
    return dice.one<{ who: string; call: RuntimeCall }>([
      { who, call: tasksPallet.call('submit', { spec }) },
      { who, call: stakesPallet.call('register', { role, amount, price }) },
      { who, call: stakesPallet.call('unbond', { role, amount }) },
      { who, call: stakesPallet.call('rebond', { role, amount }) },
      { who, call: stakesPallet.call('withdrawUnbonded', { role }) },
      { who, call: stakesPallet.call('setCapacity', { role, capacity: 1 + dice.below(3) }) },
      { who, call: stakesPallet.call('heartbeat', {}) },
      { who, call: stakesPallet.call('bondMore', { role, amount }) },
      { who, call: stakesPallet.call('setOnline', { role, online: !dice.sometimes(4) }) },
      { who, call: stakesPallet.call('setOnline', { role, online: true }) },
      { who, call: stakesPallet.call('setPrice', { role, price }) },
      {
        who,
        call: balancesPallet.call('transferAll', {
          dest: { type: 'Id', value: SUBMITTER },
          keepAlive: false,
        }),
      },
    ]);
  }
  return ofTask(world, dice, id, task);
}

function ofTask(
  world: World,
  dice: Dice,
  id: number,
  task: Task,
): { who: string; call: RuntimeCall } | undefined {
  const { spec, solver, seed, seal } = task;
  const interval = dice.below(6);
  const verdict: Verdict = dice.sometimes(2)
    ? { type: 'Accept' }
    : { type: 'Fault', value: { interval: id % 5 } };
  const verifier = task.verifiers.length > 0 ? dice.one(task.verifiers).account : WHISTLEBLOWER;
  const kept: Verdict = (parseInt(verifier.slice(-1), 16) + id) % 3 === 0 ? verdict : { type: 'Accept' };
  switch (task.status.type) {
    case 'Submitted':
    case 'Profiling': {
      if (dice.sometimes(20)) return { who: task.submitter, call: tasksPallet.call('cancel', { task: id }) };
      const { unitsPerStep } = spec;
      const who = task.profilers.length > 0 ? dice.one(task.profilers).account : SUBMITTER;
      const report = dice.sometimes(8)
        ? isDenied(id)
          ? MALFORMED
          : { type: 'Unavailable' as const }
        : { type: 'Ok' as const, value: { unitsPerStep } };
      return {
        who,
        call: tasksPallet.call('commitProfile', {
          task: id,
          commitment: profileCommitmentOf(report, SALT, who),
        }),
      };
    }
    case 'Reporting': {
      const { unitsPerStep } = spec;
      const who = dice.one(task.profilers).account;
      const call = (report: ProfileReport) =>
        tasksPallet.call('revealProfile', { task: id, report, salt: SALT });
      for (const report of [{ type: 'Unavailable' as const }, MALFORMED]) {
        if (world.failure(who, call(report)) === undefined) return undefined;
      }
      return { who, call: call({ type: 'Ok', value: { unitsPerStep } }) };
    }
    case 'Profiled':
    case 'Open':
      if (isDenied(id) && dice.sometimes(3)) return { who: dice.one(EVERYBODY), call: denial(world, id) };
      if (dice.sometimes(20)) return { who: task.submitter, call: tasksPallet.call('cancel', { task: id }) };
      return undefined;
    case 'Assigned':
      if (isDenied(id) && dice.sometimes(3)) return { who: solver!, call: denial(world, id) };
      if (dice.sometimes(4)) return { who: solver!, call: tasksPallet.call('decline', { task: id }) };
      return {
        who: solver!,
        call: tasksPallet.call('start', { task: id, commitment: secretCommitment(SECRET, fromHex(solver!)) }),
      };
    case 'Training': {
      const training = new TinyTraining(seed!, spec.steps, id % 2 === 0 ? LIE : undefined);
      const checkpoint = task.progress.checkpoints;
      if (seal?.salt === undefined) return undefined;
      const pairs = Array.from({ length: 5 }, (_, i) => pairOf(task, training, i));
      const call =
        checkpoint > 4
          ? tasksPallet.call('complete', { task: id, proofRoots: proofRoots(pairs) })
          : tasksPallet.call('progress', { task: id, checkpoint, roots: pairs[checkpoint]!, loss: 0 });
      return { who: solver!, call };
    }
    case 'Proved': {
      if (seal?.lottery === undefined) return undefined;
      const due = dueDesignation(SECRET, seal.lottery, RATE);
      const position = { type: dice.sometimes(6) ? otherPosition(due) : due };
      return { who: solver!, call: tasksPallet.call('designate', { task: id, position }) };
    }
    case 'Unsealing': {
      const [checkpoint] = task.forced?.unproved ?? [];
      if (checkpoint === undefined) {
        return { who: solver!, call: tasksPallet.call('revealSecret', { task: id, secret: SECRET }) };
      }
      const training = new TinyTraining(seed!, spec.steps, id % 2 === 0 ? LIE : undefined);
      const opening = training.opening(checkpoint * spec.checkpointEvery, checkpoint, SECRET, seal!.salt!);
      return { who: solver!, call: tasksPallet.call('proveAltered', { task: id, checkpoint, opening }) };
    }
    case 'Verifying': {
      if (dice.sometimes(4)) {
        const commitment = commitmentOf(verdict, SALT, WHISTLEBLOWER);
        return { who: WHISTLEBLOWER, call: tasksPallet.call('commitReport', { task: id, commitment }) };
      }
      const commitment = commitmentOf(kept, SALT, verifier);
      return { who: verifier, call: tasksPallet.call('commitVerdict', { task: id, commitment }) };
    }
    case 'Revealing': {
      if (dice.sometimes(3)) {
        const call = tasksPallet.call('revealReport', { task: id, verdict, salt: SALT });
        return { who: WHISTLEBLOWER, call };
      }
      const call = (said: Verdict) =>
        tasksPallet.call('revealVerdict', { task: id, verdict: said, salt: SALT });
      if (world.failure(verifier, call({ type: 'Accept' })) === undefined) return undefined;
      return { who: verifier, call: call({ type: 'Fault', value: { interval: id % 5 } }) };
    }
    case 'Challengeable':
      if (dice.sometimes(2))
        return { who: dice.one(EVERYBODY), call: availability(world, id, dice.below(6)) };
      return { who: dice.one(EVERYBODY), call: disputesPallet.call('challenge', { task: id, interval }) };
    case 'Disputed':
      return { who: dice.one(EVERYBODY), call: intrusion(world, task.dispute!, dice.below(3)) };
    default:
      return undefined;
  }
}

/** A move by strategy, of a side that is honest or not. */
async function play(world: World, dice: Dice): Promise<void> {
  for (const [id, dispute] of [...disputes.storage.Disputes.entries(world.chain.context)].map(
    ([[key], value]) => [key, value] as const,
  )) {
    if (dice.sometimes(12)) continue;
    const task = tasks.storage.Tasks.get(world.chain.context, dispute.task)!;
    const side = turnOf(dispute.game);
    const honest = new TinyTraining(task.seed!, 12);
    const lying = new TinyTraining(task.seed!, 12, LIE);
    try {
      const move =
        side === 'Defender'
          ? await defend(gameFacts(task), dispute.game, dispute.task % 2 === 0 ? lying : honest)
          : await challenge(gameFacts(task), dispute.game, dice.sometimes(2) ? lying : honest);
      const who = side === 'Defender' ? dispute.defender : dispute.challenger;
      world.failure(who, disputesPallet.call('play', { dispute: id, round: dispute.round, move }));
    } catch {
      // The strategy has nothing to say: the side is silent.
    }
  }
}

/** What has to hold between any two calls. */
function check(world: World): void {
  const { context } = world.chain;
  const issuance = balances.storage.TotalIssuance.get(context);
  expect(world.money()).toEqual({ sum: issuance, issuance });
  const all = [...tasks.storage.Tasks.entries(context)].map(([[id], task]) => ({ id, task }));
  const open = [...disputes.storage.Disputes.entries(context)].map(([[id], dispute]) => ({ id, dispute }));
  const duties = new Map<string, number>();
  const bind = (role: RoleName, who: string) =>
    duties.set(`${role} ${who}`, (duties.get(`${role} ${who}`) ?? 0) + 1);
  for (const { id, task } of all) {
    const status = task.status.type;
    const due = [...tasks.storage.Deadlines.entries(context)].filter(([, ids]) => ids.includes(id));
    const asleep = FINAL.includes(status) || status === 'Disputed';
    expect(due.map(([[block]]) => block)).toEqual(asleep ? [] : [task.deadline]);
    if (!asleep) expect(task.deadline).toBeGreaterThan(world.chain.blockNumber());
    if (FINAL.includes(status)) {
      expect(task.escrow).toBe(0n);
      continue;
    }
    if (task.attempt === 0 && BINDING.includes(status)) {
      for (const { account } of task.profilers) bind('Verifier', account);
    }
    if (task.solver !== undefined) bind('Solver', task.solver);
    for (const { account, refuted } of task.verifiers) if (!refuted) bind('Verifier', account);
    for (const { account } of task.forced?.accused ?? []) bind('Verifier', account);
    for (const { account } of task.reports) bind('Whistleblower', account);
    expect(open.filter(({ dispute }) => dispute.task === id)).toHaveLength(status === 'Disputed' ? 1 : 0);
  }
  for (const { id, dispute } of open) {
    if (dispute.origin.type === 'Whistleblower') bind('Whistleblower', dispute.challenger);
    const due = [...disputes.storage.Deadlines.entries(context)].filter(([, ids]) => ids.includes(id));
    expect(due.map(([[block]]) => block)).toEqual([dispute.deadline + 1]);
  }
  const waiting = [...disputes.storage.Waiting.entries(context)].flatMap(([, challenges]) => challenges);
  const tallied = [...disputes.storage.Tallies.entries(context)].map(([, tally]) => tally);
  for (const { challenger } of waiting) bind('Whistleblower', challenger);
  for (const who of EVERYBODY) {
    const escrows = all
      .filter(({ task }) => task.submitter === who)
      .reduce((sum, { task }) => sum + task.escrow, 0n);
    expect(heldBalance(context, tasks.holdReasons.Escrow, who)).toBe(escrows);
    const bonds = [...open.map(({ dispute }) => dispute), ...waiting, ...tallied]
      .filter(({ challenger }) => challenger === who)
      .reduce((sum, { bond }) => sum + bond, 0n);
    expect(heldBalance(context, disputes.holdReasons.Bond, who)).toBe(bonds);
    const reports = all
      .flatMap(({ task }) => task.reports)
      .filter(({ account }) => account === who)
      .reduce((sum, { bond }) => sum + bond, 0n);
    expect(heldBalance(context, tasks.holdReasons.Report, who)).toBe(reports);
    let stake = 0n;
    for (const role of ROLES) {
      const entry = stakes.storage.Registrations.get(context, { type: role }, who);
      expect(entry?.duties ?? 0, `${role} ${who}`).toBe(duties.get(`${role} ${who}`) ?? 0);
      stake += entry === undefined ? 0n : heldFor(entry);
    }
    expect(heldBalance(context, stakes.holdReasons.Stake, who)).toBe(stake);
  }
}

describe('whatever anybody does', () => {
  it.each([9, 12])(
    'money, holds, duties and deadlines stay right, and every task comes to its end (%i)',
    async (seed) => {
      const dice = createDice(seed + 1);
      const world = new World({
        solvers: 3,
        verifiers: 4,
        tasks: {
          commitBlocks: 6,
          revealBlocks: 4,
          reportBlocks: 2,
          challengePeriod: 3,
          maxAttempts: 3,
          forcedErrorRate: RATE,
        },
      });
      const { context } = world.chain;
      disputes.storage.Params.put(context, { ...disputes.storage.Params.get(context), moveBlocks: 4 });
      for (let block = 0; block < 120; block++) {
        for (let calls = dice.below(16); calls > 0; calls--) {
          const next = anything(world, dice);
          if (next !== undefined) world.failure(next.who, next.call);
        }
        await play(world, dice);
        check(world);
        world.chain.nextBlock();
        check(world);
      }
      const over = () =>
        [...tasks.storage.Tasks.entries(context)].every(([, task]) => FINAL.includes(task.status.type));
      world.wait(over, 2000);
      check(world);
      expect(disputes.storage.NextDisputeId.get(context)).toBeGreaterThan(0);
      // Nobody is bound any more.
      for (const who of EVERYBODY) {
        for (const role of ROLES) {
          const entry = world.stake(role, who);
          if (entry === undefined) continue;
          const of = { role: { type: role } };
          if (entry.unbonding.length === 8) world.do(who, stakesPallet.call('withdrawUnbonded', of));
          if (entry.stake > 0n) world.do(who, stakesPallet.call('unbond', { ...of, amount: entry.stake }));
        }
      }
      world.chain.nextBlock(STAKES.unbondingBlocks);
      for (const who of EVERYBODY) {
        for (const role of ROLES) {
          if (world.stake(role, who) === undefined) continue;
          world.do(who, stakesPallet.call('withdrawUnbonded', { role: { type: role } }));
          expect(world.stake(role, who)).toBeUndefined();
        }
      }
      expect([...tasks.storage.Deadlines.keys(context)]).toEqual([]);
      expect([...disputes.storage.Deadlines.keys(context)]).toEqual([]);
    },
  );
});
