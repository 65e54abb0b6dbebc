import { lpStream } from '@libp2p/utils';
import { multiaddr } from '@multiformats/multiaddr';
import type { Move } from '@plumbline/runtime-types/domain/move';
import { blake2b256 } from '@plumbline/verification/hash/blake2b';
import { openGame } from '@plumbline/verification/pinpoint/open';
import fc from 'fast-check';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { BINDING, DisputeTable, WINDOW } from '../../test/dispute-table.ts';
import {
  EVERY,
  facts,
  program,
  STEPS,
  type Training,
  traceOf,
  trained,
} from '../../test/disputed-training.ts';
import { temporaryFolder } from '../../test/temporary.ts';
import { openDisputeChannel } from '../network/dispute-channel.ts';
import { DISPUTE_PROTOCOL, type MovesAnswer, type MovesRequest } from '../network/dispute-frames.ts';
import { loadPeerKey } from '../network/identity.ts';
import { dialableAddresses, startPeerNode } from '../network/peer-node.ts';
import { cheatingCourse, planCheat } from './adversary.ts';
import { type Course, honestCourse } from './course.ts';

let course: Course;
let training: Training;
let interval: number;

beforeAll(async () => {
  const plan = planCheat('wrong-step', program, STEPS);
  course = cheatingCourse(plan, program, EVERY);
  training = await trained(course);
  interval = Math.floor((plan as { step: number }).step / EVERY);
});

const opening = () =>
  openGame(facts, { interval, start: training.roots[interval]!, end: training.roots[interval + 1]! });
const liar = () => traceOf(course, training);
const honest = () => traceOf(honestCourse, training);

type Answer = (request: MovesRequest, peer: string) => Promise<MovesAnswer>;

/** Answers as it should, but for the `nth` request and all after it. */
const turning =
  (
    nth: number,
    hostile: (request: MovesRequest, honest: () => Promise<MovesAnswer>) => Promise<MovesAnswer>,
  ) =>
  (answer: Answer): Answer => {
    let count = 0;
    return (request, peer) =>
      count++ < nth ? answer(request, peer) : hostile(request, () => answer(request, peer));
  };

/** Each makes another answer of an honest one. */
const HOSTILE = {
  'refuses to go on': async ({ id }: MovesRequest) =>
    ({ id, ok: false, refusal: 'refused', reason: '' }) as const,
  'is silent': () => new Promise<never>(() => undefined),
  'breaks off': () => Promise.reject(new Error('gone')),
  'answers another request': async ({ id }: MovesRequest, right: () => Promise<MovesAnswer>) => ({
    ...(await right()),
    id: id + 1,
  }),
  'forges a signature': async (_: MovesRequest, right: () => Promise<MovesAnswer>) => {
    const answer = await right();
    if (!answer.ok) return answer;
    return { ...answer, moves: answer.moves.map(({ move }) => ({ move, signature: new Uint8Array(64) })) };
  },
  'repeats what the challenger said': async ({ id, moves }: MovesRequest) =>
    ({ id, ok: true, moves }) as const,
  'plays another move under its signature': async (_: MovesRequest, right: () => Promise<MovesAnswer>) => {
    const answer = await right();
    if (!answer.ok) return answer;
    const move: Move = { type: 'RevealChildren', value: { children: [] } };
    return { ...answer, moves: answer.moves.map(({ signature }) => ({ move, signature })) };
  },
};

describe('two workers in a dispute', () => {
  test('play it off chain, and one extrinsic decides it', async () => {
    const table = await DisputeTable.lay(opening());
    // Nobody loses patience with the other on a busy machine: that is for the tests below.
    const timing = { answer: 30_000, idle: 60_000 };
    await table.seat({ side: 'Defender', trace: liar, timing });
    await table.seat({ side: 'Challenger', trace: honest, timing });
    expect(await table.judged).toMatchObject({ winner: 'Challenger', reason: 'OperationWrong' });
    expect(table.extrinsics).toEqual([{ side: 'Challenger', name: 'postTranscript', moves: table.round }]);
  });

  test.each(Object.entries(HOSTILE))(
    'go on on chain at any point where the defender %s',
    async (_, hostile) => {
      await fc.assert(
        fc.asyncProperty(fc.nat(6), async (nth) => {
          const table = await DisputeTable.lay(opening());
          const timing = { answer: 300, beat: 5, tries: 2, idle: 300 };
          await table.seat({ side: 'Defender', trace: liar, answer: turning(nth, hostile), timing });
          await table.seat({ side: 'Challenger', trace: honest, timing });
          expect(await table.judged).toMatchObject({ winner: 'Challenger', reason: 'OperationWrong' });
          if (nth < 4) expect(table.extrinsics.length).toBeGreaterThan(1);
          await table.stop();
        }),
        { numRuns: 3 },
      );
    },
    60_000,
  );

  test('go on on chain when half of the time is over, whatever the challenger says', async () => {
    const table = await DisputeTable.lay(opening());
    const never = () => new Promise<never>(() => undefined);
    await table.seat({ side: 'Defender', trace: liar });
    // It is there and says so, but never moves.
    await table.seat({ side: 'Challenger', trace: never });
    table.pass(WINDOW / 2 - 1);
    expect(table.extrinsics).toEqual([]);
    table.pass(1);
    await expect
      .poll(() => table.extrinsics, { timeout: 10_000 })
      .toEqual([{ side: 'Defender', name: 'play', moves: 1 }]);
    table.pass(WINDOW + 1);
    expect(await table.judged).toEqual({ winner: 'Defender', reason: 'Silent' });
  });

  test('go on to the end although one of them stalls, playing in the last blocks of its time', async () => {
    const table = await DisputeTable.lay(opening());
    await table.seat({ side: 'Defender', trace: liar, timing: { stalls: true } });
    await table.seat({ side: 'Challenger', trace: honest });
    let isOver = false;
    const judged = table.judged.finally(() => {
      isOver = true;
    });
    while (!isOver) {
      const count = table.extrinsics.length;
      table.pass(WINDOW - 10);
      await expect.poll(() => isOver || table.extrinsics.length > count, { timeout: 10_000 }).toBe(true);
    }
    expect(await judged).toMatchObject({ winner: 'Challenger', reason: 'OperationWrong' });
    expect(table.extrinsics.filter(({ side }) => side === 'Defender').length).toBeGreaterThan(3);
  });

  test('are each killed at any moment and go on from what they have on the disk', async () => {
    const folders = { Defender: await temporaryFolder(), Challenger: await temporaryFolder() };
    const table = await DisputeTable.lay(opening());
    const sit = (side: 'Defender' | 'Challenger') =>
      table.seat({ side, trace: side === 'Defender' ? liar : honest, timing: { tries: 50 } }, folders[side]);
    let said = 0;
    let turn = Promise.withResolvers<void>();
    const counting =
      (answer: Answer): Answer =>
      async (request, peer) => {
        const answered = await answer(request, peer);
        if (++said % 2 === 0) turn.resolve();
        return answered;
      };
    let defender = await table.seat(
      { side: 'Defender', trace: liar, answer: counting, timing: { idle: 20_000 } },
      folders.Defender,
    );
    let challenger = await sit('Challenger');
    for (const killed of ['Challenger', 'Defender'] as const) {
      await turn.promise;
      turn = Promise.withResolvers();
      if (killed === 'Challenger') {
        await challenger.kill();
        challenger = await sit('Challenger');
      } else {
        await defender.kill();
        defender = await sit('Defender');
      }
    }
    expect(await table.judged).toMatchObject({ winner: 'Challenger', reason: 'OperationWrong' });
    expect(table.extrinsics.map(({ name }) => name)).toEqual(['postTranscript']);
  });
});

describe('a defender', () => {
  test('is not moved by strangers, garbage, or messages of another chain or task', async () => {
    const table = await DisputeTable.lay(opening());
    await table.seat({ side: 'Defender', trace: liar, timing: { idle: 60_000 } });
    await table.seat({ side: 'Challenger', trace: () => new Promise<never>(() => undefined) });
    const defender = dialableAddresses(table.nodes.get('Defender')!);
    const ask = async (request: Partial<MovesRequest>, from: 'Challenger' | 'stranger') => {
      const node = from === 'Challenger' ? table.nodes.get('Challenger')! : await stranger();
      const channel = await openDisputeChannel({
        node,
        peer: { name: 'defender', addresses: defender },
        signal: new AbortController().signal,
        timeoutMilliseconds: 5_000,
      });
      const answer = await channel.ask({ ...BINDING, round: 0, moves: [], ...request });
      await channel.close();
      return answer;
    };
    const stranger = async () => {
      const node = await startPeerNode({ key: await loadPeerKey(await temporaryFolder()), listen: [] });
      onTestFinished(() => node.stop());
      return node;
    };
    expect(await ask({}, 'stranger')).toMatchObject({ ok: false, refusal: 'refused' });
    expect(await ask({ genesis: blake2b256(Uint8Array.of(9)) }, 'Challenger')).toMatchObject({
      refusal: 'refused',
    });
    expect(await ask({ task: 5 }, 'Challenger')).toMatchObject({ refusal: 'refused' });
    expect(await ask({ dispute: 3 }, 'Challenger')).toMatchObject({ refusal: 'later' });
    for (const bytes of [Uint8Array.of(1, 2, 3), new Uint8Array(100_000)]) {
      const stream = await table.nodes
        .get('Challenger')!
        .dialProtocol(multiaddr(defender[0]!), DISPUTE_PROTOCOL);
      await expect(
        (async () => {
          const frames = lpStream(stream);
          await frames.write(bytes);
          await frames.read({ signal: AbortSignal.timeout(5_000) });
        })(),
      ).rejects.toThrow();
    }
    expect(await ask({}, 'Challenger')).toMatchObject({
      ok: true,
      moves: [{ move: { type: 'RevealStates' } }],
    });
    expect(table.extrinsics).toEqual([]);
    // What the challenger itself signs wrongly ends the play off chain, and the defender's move goes to the chain.
    const forged = { move: { type: 'Pick', value: { index: 0 } }, signature: new Uint8Array(64) } as const;
    expect(await ask({ round: 1, moves: [forged] }, 'Challenger')).toMatchObject({ refusal: 'on chain' });
    await expect
      .poll(() => table.extrinsics, { timeout: 10_000 })
      .toEqual([{ side: 'Defender', name: 'play', moves: 1 }]);
  });
});
