import { generateKeyPairSync, type KeyObject, sign, verify } from 'node:crypto';
import { type SignedMove, transcript as transcriptShape } from '@plumbline/runtime-types/domain/transcript';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Lie, lieAt, openLie } from '../../test/pinpoint/lies.ts';
import { createRandom } from '../../test/pinpoint/random.ts';
import { blake2b256 } from '../hash/blake2b.ts';
import { challenge } from './challenge.ts';
import { defend } from './defend.ts';
import type { Side } from './facts.ts';
import { type DisputeContext, type GamePosition, openingPosition } from './message.ts';
import { advance, type Progress, playTranscript, signMove, type VerifySignature } from './transcript.ts';
import { turnOf } from './turn.ts';

const CONTEXT: DisputeContext = { genesis: blake2b256(Uint8Array.of(1)), task: 7, dispute: 3 };
const KEYS: Record<Side, { publicKey: KeyObject; privateKey: KeyObject }> = {
  Defender: generateKeyPairSync('ed25519'),
  Challenger: generateKeyPairSync('ed25519'),
};
const verifySignature: VerifySignature = (side, payload, signature) =>
  verify(null, payload, KEYS[side].publicKey, signature);

interface OffChain {
  readonly lie: Lie;
  readonly opening: GamePosition;
  readonly moves: SignedMove[];
  /** Where the game stood before each move. */
  readonly positions: GamePosition[];
  readonly verdict: Progress;
}

/** A whole game between a liar and an honest challenger, signed move by move. */
async function playOffChain(lie: Lie, context: DisputeContext): Promise<OffChain> {
  const { facts } = lie.setting;
  const opening = openingPosition(context, openLie(lie));
  const moves: SignedMove[] = [];
  const positions: GamePosition[] = [];
  let progress: Progress = { kind: 'next', position: opening };
  while (progress.kind === 'next') {
    const { position } = progress;
    const side = turnOf(position.state);
    const move = await (side === 'Defender'
      ? defend(facts, position.state, lie.liar)
      : challenge(facts, position.state, lie.honest));
    positions.push(position);
    moves.push(signMove(context, position, move, (payload) => sign(null, payload, KEYS[side].privateKey)));
    progress = advance(facts, context, position, move);
  }
  return { lie, opening, moves, positions, verdict: progress };
}

let game: OffChain;
beforeAll(async () => {
  game = await playOffChain(lieAt(createRandom(11), ['matmul', 'exp'], 'exp'), CONTEXT);
});

const post = (moves: readonly SignedMove[], from = game.opening, context = CONTEXT): Progress =>
  playTranscript(game.lie.setting.facts, context, from, moves, verifySignature);
const failing = (code: string, index: number) =>
  expect.objectContaining({ name: 'TranscriptError', code, index });

describe('a transcript', () => {
  test('leads to the verdict that the moves lead to on chain', () => {
    const posted = transcriptShape.codec.dec(transcriptShape.codec.enc(game.moves));
    expect(post(posted)).toEqual(game.verdict);
    expect(game.verdict).toMatchObject({ kind: 'verdict', winner: 'Challenger', round: game.moves.length });
  });

  test('that stops early leaves the game there, to be played on by more of it or on chain', () => {
    for (let cut = 1; cut < game.moves.length; cut++) {
      const progress = post(game.moves.slice(0, cut));
      expect(progress).toEqual({ kind: 'next', position: game.positions[cut] });
      expect(post(game.moves.slice(cut), game.positions[cut])).toEqual(game.verdict);
      const { facts } = game.lie.setting;
      const onChain = advance(facts, CONTEXT, game.positions[cut]!, game.moves[cut]!.move);
      if (onChain.kind === 'next') {
        expect(post(game.moves.slice(cut + 1), onChain.position)).toEqual(game.verdict);
      }
    }
  });

  test('with a move left out, repeated, exchanged or put first does not verify', () => {
    const { moves } = game;
    for (let at = 0; at < moves.length; at++) {
      const [before, after] = [moves.slice(0, at), moves.slice(at + 1)];
      if (after.length > 0) {
        expect(() => post([...before, ...after])).toThrow(failing('BadSignature', at));
        const exchanged = [...before, after[0]!, moves[at]!, ...after.slice(1)];
        expect(() => post(exchanged)).toThrow(failing('BadSignature', at));
        const repeated = [...before, moves[at]!, moves[at]!, ...after];
        expect(() => post(repeated)).toThrow(failing('BadSignature', at + 1));
      }
      if (at > 0) expect(() => post([moves[at]!, ...moves])).toThrow(failing('BadSignature', 0));
    }
    expect(() => post([...moves, moves.at(-1)!])).toThrow(failing('AfterVerdict', moves.length));
    expect(() => post([])).toThrow(failing('Empty', 0));
  });

  test('of another chain, task, dispute, opening or round does not verify', () => {
    const other = blake2b256(Uint8Array.of(2));
    for (const context of [
      { ...CONTEXT, genesis: other },
      { ...CONTEXT, task: 8 },
      { ...CONTEXT, dispute: 4 },
    ]) {
      expect(() => post(game.moves, openingPosition(context, game.opening.state), context)).toThrow(
        failing('BadSignature', 0),
      );
      expect(() => post(game.moves, game.opening, context)).toThrow(failing('BadSignature', 0));
    }
    for (const from of [
      { ...game.opening, round: 1 },
      { ...game.opening, head: other },
      game.positions[2]!,
    ]) {
      expect(() => post(game.moves, from)).toThrow(failing('BadSignature', 0));
    }
  });

  test('with a move changed, signed by the other side or by nobody does not verify', () => {
    for (const [at, signed] of game.moves.entries()) {
      const position = game.positions[at]!;
      const other = turnOf(position.state) === 'Defender' ? 'Challenger' : 'Defender';
      const byOther = signMove(CONTEXT, position, signed.move, (payload) =>
        sign(null, payload, KEYS[other].privateKey),
      );
      const changed: SignedMove = { ...signed, move: { type: 'Pick', value: { index: 200 } } };
      for (const forged of [byOther, changed, { ...signed, signature: new Uint8Array(64) }]) {
        const moves = game.moves.with(at, forged);
        expect(() => post(moves)).toThrow(failing('BadSignature', at));
      }
    }
  });

  test('with a signed move that the rules do not allow counts for nothing', () => {
    for (const at of [0, 1, game.moves.length - 1]) {
      const position = game.positions[at]!;
      const { privateKey } = KEYS[turnOf(position.state)];
      const move = { type: 'Pick', value: { index: 200 } } as const;
      const signed = signMove(CONTEXT, position, move, (payload) => sign(null, payload, privateKey));
      expect(() => post([...game.moves.slice(0, at), signed])).toThrow(failing('IllegalMove', at));
    }
  });

  test('of two games about one task shares no signature', async () => {
    const again = await playOffChain(game.lie, { ...CONTEXT, dispute: 4 });
    for (const [at, { move, signature }] of again.moves.entries()) {
      expect(move).toEqual(game.moves[at]!.move);
      const moves = game.moves.with(at, { move, signature });
      expect(() => post(moves)).toThrow(failing('BadSignature', at));
    }
  });

  test('spliced of two games in any order verifies as far as it is one of them from its beginning', async () => {
    const random = createRandom(17);
    const again = await playOffChain(lieAt(random, ['sum', 'mul']), CONTEXT);
    const pool = [...game.moves, ...again.moves];
    for (let run = 0; run < 150; run++) {
      const cut = random.below(game.moves.length);
      const rest = Array.from({ length: random.below(4) }, () => random.pick(pool));
      const spliced = [...game.moves.slice(0, cut), ...rest];
      const genuine = spliced.every((signed, at) => signed === game.moves[at]);
      if (genuine && spliced.length > 0) {
        expect(post(spliced)).toEqual({ kind: 'next', position: game.positions[spliced.length] });
      } else {
        expect(() => post(spliced)).toThrow(expect.objectContaining({ name: 'TranscriptError' }));
      }
    }
  });
});
