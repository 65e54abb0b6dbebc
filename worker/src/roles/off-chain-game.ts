import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import { type SignedMove, signedMove } from '@plumbline/runtime-types/domain/transcript';
import { sameHash } from '@plumbline/verification/hash/hex';
import type { GameFacts } from '@plumbline/verification/pinpoint/facts';
import type { DisputeContext, GamePosition } from '@plumbline/verification/pinpoint/message';
import {
  type Progress,
  playTranscript,
  type VerifySignature,
} from '@plumbline/verification/pinpoint/transcript';
import type { Journal } from '../storage/journal.ts';

export interface OffChainGameOptions {
  readonly facts: GameFacts;
  readonly binding: DisputeContext;
  readonly verify: VerifySignature;
  readonly journal: Journal;
  /** Names the move of a round in the journal. */
  readonly keyOf: (round: number) => string;
}

/**
 * What was played of a dispute beyond the chain: signed moves that follow on the chain's position, each kept on the
 * disk before anybody else has it. Whatever does not follow on what the chain has is forgotten.
 */
export class OffChainGame {
  readonly #options: OffChainGameOptions;
  #base: GamePosition;
  #moves: SignedMove[] = [];
  #end: Progress;

  private constructor(options: OffChainGameOptions, base: GamePosition) {
    this.#options = options;
    this.#base = base;
    this.#end = { kind: 'next', position: base };
  }

  /** The game as it stood when this worker was last stopped. */
  static async open(options: OffChainGameOptions, dispute: Dispute): Promise<OffChainGame> {
    const game = new OffChainGame(options, positionOf(dispute));
    await game.#load();
    return game;
  }

  /** The chain's position. */
  get base(): GamePosition {
    return this.#base;
  }

  /** Moves from the chain's position on. */
  get moves(): readonly SignedMove[] {
    return this.#moves;
  }

  /** Where they lead. */
  get end(): Progress {
    return this.#end;
  }

  /** Rounds played, on chain and off. */
  get rounds(): number {
    return this.#base.round + this.#moves.length;
  }

  /** The chain has gone on, or not. */
  async follow(dispute: Dispute): Promise<void> {
    const base = positionOf(dispute);
    if (base.round === this.#base.round && sameHash(base.head, this.#base.head)) return;
    this.#base = base;
    this.#moves = [];
    this.#end = { kind: 'next', position: base };
    await this.#load();
  }

  /**
   * Takes moves that begin at `round`; those that are known are passed over. Throws `TranscriptError` where one is
   * not signed or not legal, with what came before it taken.
   */
  async take(round: number, moves: readonly SignedMove[]): Promise<void> {
    if (round > this.rounds) return;
    for (const signed of moves.slice(this.rounds - round)) {
      this.#append(signed);
      await this.#options.journal.put(this.#options.keyOf(this.rounds - 1), signedMove.codec.enc(signed));
    }
  }

  #append(signed: SignedMove): void {
    const { facts, binding, verify } = this.#options;
    const from = this.#end.kind === 'next' ? this.#end.position : this.#base;
    this.#end = playTranscript(facts, binding, from, [signed], verify);
    this.#moves.push(signed);
  }

  async #load(): Promise<void> {
    for (;;) {
      const kept = await this.#options.journal.get<Uint8Array>(this.#options.keyOf(this.rounds));
      if (kept === undefined || this.#end.kind === 'verdict') return;
      try {
        this.#append(signedMove.codec.dec(kept));
      } catch {
        // Another move was played on chain: what was to follow this one counts no more.
        return;
      }
    }
  }
}

function positionOf({ game, round, head }: Dispute): GamePosition {
  return { state: game, round, head };
}
