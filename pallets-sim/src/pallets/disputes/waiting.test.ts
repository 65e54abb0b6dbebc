import { MAX_CHALLENGES } from '@plumbline/runtime-types/domain/limits';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  ENDOWMENT,
  MORE_WHISTLEBLOWERS,
  STAKE,
  VERIFIERS,
  WHISTLEBLOWER,
} from '../../../test/protocol/cast.ts';
import { type Corrupt, TinyTraining } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { disputes } from './declaration.ts';
import { disputesPallet } from './pallet.ts';
import { DEFAULT_PARAMS } from './params.ts';

const { bond } = DEFAULT_PARAMS;
const EVERYBODY = [WHISTLEBLOWER, ...MORE_WHISTLEBLOWERS];

let world: World;
let before: { sum: bigint; issuance: bigint };

beforeEach(() => {
  world = new World({ solvers: 2 });
  for (const who of MORE_WHISTLEBLOWERS) world.register(who, 'Whistleblower');
  before = world.money();
});
afterEach(() => {
  expect(world.money()).toEqual(before);
  expect([...disputes.storage.Waiting.keys(world.chain.context)]).toEqual([]);
});

const lie: Corrupt = (step, node, output) => {
  if (step === 7 && node === 3) output[1]! += 0.5;
};

function accepted(corrupt?: Corrupt) {
  world.submit({ sampleRate: 1_000_000 });
  world.profile();
  const defender = world.train((seed, steps) => new TinyTraining(seed, steps, corrupt));
  world.verify();
  return { defender, challenger: new TinyTraining(world.task.seed!, 12), solver: world.task.solver! };
}

const challenge = (interval: number) => disputesPallet.call('challenge', { task: 0, interval });
const waiting = () => disputes.storage.Waiting.get(world.chain.context, 0);

describe('challenges of one task', () => {
  it('wait for the dispute going on, and have their bonds back when that proves a fault', async () => {
    const traces = accepted(lie);
    world.do(WHISTLEBLOWER, challenge(2));
    // The same interval, another, and the initial state.
    MORE_WHISTLEBLOWERS.forEach((who, index) => void world.do(who, challenge(index + 2)));
    expect(waiting().map(({ interval }) => interval)).toEqual([2, 3, 4]);
    for (const who of EVERYBODY) expect(world.failure(who, challenge(1))).toBe('Disputes.AlreadyChallenging');
    await world.play(traces);
    expect(world.status).toBe('Open');
    expect(world.total(WHISTLEBLOWER)).toBe(ENDOWMENT + STAKE / 2n);
    for (const who of MORE_WHISTLEBLOWERS) {
      expect(world.total(who)).toBe(ENDOWMENT);
      expect(world.stake('Whistleblower', who)).toMatchObject({ duties: 0, completed: 0 });
    }
  });

  it('are played one after the other, in an order that nobody chose, until one proves a fault', async () => {
    const { defender, challenger, solver } = accepted(lie);
    world.do(WHISTLEBLOWER, challenge(0));
    const [first, second, third] = MORE_WHISTLEBLOWERS as [string, string, string];
    for (const [who, interval] of [
      [first, 2],
      [second, 2],
      [third, 1],
    ] as const)
      world.do(who, challenge(interval));
    const order: string[] = [];
    while (world.status === 'Disputed') {
      const { challenger: who, interval } = world.dispute;
      order.push(who);
      const isRight = interval === 2;
      // Whoever denies what is right has nothing to show.
      if (isRight) await world.play({ defender, challenger });
      else {
        const { call, who: by } = await world.move({ defender, challenger });
        world.do(by, call);
        const { dispute } = world.task;
        world.wait(() => world.task.dispute !== dispute);
      }
    }
    expect(order[0]).toBe(WHISTLEBLOWER);
    const proved = order.at(-1)!;
    expect([first, second]).toContain(proved);
    expect(world.total(proved)).toBe(ENDOWMENT + STAKE / 2n);
    const lost = order.slice(0, -1);
    for (const who of lost) expect(world.total(who)).toBe(ENDOWMENT - bond);
    for (const who of EVERYBODY) if (!order.includes(who)) expect(world.total(who)).toBe(ENDOWMENT);
    expect(world.total(solver)).toBe(ENDOWMENT - STAKE + (BigInt(lost.length) * bond) / 2n);
  });

  it('are all refuted before the window begins anew', async () => {
    const { defender, challenger, solver } = accepted();
    for (const who of EVERYBODY) world.do(who, challenge(1));
    for (let played = 0; played < EVERYBODY.length; played++) {
      expect(world.status).toBe('Disputed');
      const { call, who } = await world.move({ defender, challenger });
      world.do(who, call);
      const { dispute } = world.task;
      world.wait(() => world.task.dispute !== dispute);
    }
    expect(world.status).toBe('Challengeable');
    for (const who of EVERYBODY) expect(world.total(who)).toBe(ENDOWMENT - bond);
    expect(world.total(solver)).toBe(ENDOWMENT + (BigInt(EVERYBODY.length) * bond) / 2n);
    world.until('Settled');
  });

  it('do not wait for a dispute that a Verifier has brought, whose task nobody has accepted', () => {
    world.submit({ sampleRate: 1_000_000 });
    world.profile();
    world.train();
    const [liar] = VERIFIERS;
    world.verify((who) => (who === liar ? { type: 'Fault', value: { interval: 1 } } : { type: 'Accept' }));
    expect(world.status).toBe('Disputed');
    expect(world.failure(WHISTLEBLOWER, challenge(1))).toBe('Tasks.NotChallengeable');
  });

  it('are bounded', () => {
    accepted();
    world.do(WHISTLEBLOWER, challenge(1));
    const [who] = MORE_WHISTLEBLOWERS as [string];
    const full = Array.from({ length: MAX_CHALLENGES }, () => ({
      challenger: VERIFIERS[3]!,
      interval: 0,
      bond: 0n,
    }));
    disputes.storage.Waiting.put(world.chain.context, 0, full);
    expect(world.failure(who, challenge(1))).toBe('Disputes.TooManyChallenges');
    disputes.storage.Waiting.remove(world.chain.context, 0);
  });
});
