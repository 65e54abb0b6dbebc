import type { SignedMove } from '@plumbline/runtime-types/domain/transcript';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { SOLVERS, SUBMITTER, WHISTLEBLOWER } from '../../../test/protocol/cast.ts';
import { playOffChain } from '../../../test/protocol/off-chain.ts';
import { type Corrupt, TinyTraining } from '../../../test/protocol/tiny-training.ts';
import { World } from '../../../test/protocol/world.ts';
import { disputesPallet } from './pallet.ts';
import { DEFAULT_PARAMS } from './params.ts';

let world: World;
let before: { sum: bigint; issuance: bigint };

afterEach(() => {
  expect(world.money()).toEqual(before);
});

const lie: Corrupt = (step, node, output) => {
  if (step === 7 && node === 3) output[1]! += 0.5;
};

/** A task accepted wrongly and challenged about interval 2, and the game about it played off chain. */
async function challenged(corrupt: Corrupt | undefined = lie) {
  world = new World({ solvers: 2 });
  before = world.money();
  world.submit({ sampleRate: 1_000_000 });
  world.profile();
  const defender = world.train((seed, steps) => new TinyTraining(seed, steps, corrupt));
  world.verify();
  world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 2 }));
  const challenger = new TinyTraining(world.task.seed!, 12);
  const traces = { defender, challenger };
  return { traces, moves: await playOffChain(world, traces) };
}

const post = (moves: SignedMove[], dispute = 0) => disputesPallet.call('postTranscript', { dispute, moves });

const judged = () =>
  world.chain.events().find(({ type, value }) => type === 'Disputes' && value.type === 'Judged')?.value.value;

describe('a dispute played off chain', () => {
  it('is decided by one extrinsic, from anybody, and says every move', async () => {
    const { moves } = await challenged();
    world.chain.nextBlock();
    world.do(SUBMITTER, post(moves));
    expect(judged()).toMatchObject({ winner: { type: 'Challenger' }, reason: { type: 'OperationWrong' } });
    expect(world.chain.eventNames().filter((name) => name === 'Disputes.Moved')).toHaveLength(moves.length);
    expect(world.status).toBe('Open');
    expect(world.failure(SUBMITTER, post(moves))).toBe('Disputes.UnknownDispute');
  });

  it('can go on chain and back at any two points, with the same verdict', async () => {
    await fc.assert(
      fc.asyncProperty(fc.nat(13), fc.nat(13), async (first, second) => {
        const { traces, moves } = await challenged();
        const cut = first % (moves.length - 1);
        if (cut > 0) world.do(WHISTLEBLOWER, post(moves.slice(0, cut)));
        expect(world.dispute.round).toBe(cut);
        const onChain = second % (moves.length - cut);
        for (let count = 0; count < onChain; count++) {
          world.chain.nextBlock();
          const { who, call } = await world.move(traces);
          world.do(who, call);
        }
        world.chain.nextBlock();
        world.do(WHISTLEBLOWER, post(moves.slice(cut + onChain)));
        expect(judged()).toMatchObject({ reason: { type: 'OperationWrong' } });
        expect(world.money()).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });

  it('gives the side whose turn it is where the transcript stops the time of a move', async () => {
    const { moves } = await challenged();
    world.chain.nextBlock(30);
    const { deadline } = world.dispute;
    world.do(WHISTLEBLOWER, post(moves.slice(0, 3)));
    expect(world.dispute.deadline).toBe(deadline + 30);
    world.chain.nextBlock(DEFAULT_PARAMS.moveBlocks + 10);
    expect(world.status).toBe('Disputed');
    world.chain.nextBlock();
    // The challenger owed the fourth.
    expect(judged()).toMatchObject({ winner: { type: 'Defender' }, reason: { type: 'Silent' } });
  });

  it('is left where it was by a transcript that is not of this game as it stands', async () => {
    const { moves, traces } = await challenged();
    const foreign = moves;
    const failure = (transcript: SignedMove[], dispute?: number) =>
      world.failure(SUBMITTER, post(transcript, dispute));
    const [first, second, third] = moves as [SignedMove, SignedMove, SignedMove];
    expect(failure([])).toBe('Disputes.TranscriptEmpty');
    expect(failure(moves, 1)).toBe('Disputes.UnknownDispute');
    expect(failure(moves.slice(1))).toBe('Disputes.BadSignature');
    expect(failure([first, third])).toBe('Disputes.BadSignature');
    expect(failure([first, first, second])).toBe('Disputes.BadSignature');
    expect(failure([...moves, first])).toBe('Disputes.AfterVerdict');
    expect(failure([{ ...first, signature: second.signature }])).toBe('Disputes.BadSignature');
    expect(failure([{ ...first, signature: new Uint8Array(64) }])).toBe('Disputes.BadSignature');
    const leaves = { type: 'RevealLeaf', value: { bytes: new Uint8Array(4096) } } as const;
    expect(failure(new Array(20).fill({ ...first, move: leaves }))).toBe('Disputes.TranscriptTooLong');
    expect(world.dispute.round).toBe(0);
    world.do(SOLVERS[0]!, post([first]));
    expect(failure([first, second])).toBe('Disputes.BadSignature');
    // The challenger lets this dispute go; the same moves mean nothing in another one of the same task.
    const ended = await world.play({ ...traces, challenger: traces.defender }).catch(() => undefined);
    expect(ended).toBeUndefined();
    world.until('Challengeable');
    world.do(WHISTLEBLOWER, disputesPallet.call('challenge', { task: 0, interval: 2 }));
    expect(failure(foreign, 1)).toBe('Disputes.BadSignature');
    world.do(WHISTLEBLOWER, post(await playOffChain(world, traces), 1));
    expect(world.status).toBe('Open');
  });
});
