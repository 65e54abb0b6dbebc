import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { SignedMove } from '@plumbline/runtime-types/domain/transcript';
import { sameHash } from '@plumbline/verification/hash/hex';
import { challenge } from '@plumbline/verification/pinpoint/challenge';
import { defend } from '@plumbline/verification/pinpoint/defend';
import type { GameFacts, GameState, Move } from '@plumbline/verification/pinpoint/facts';
import type { DisputeContext } from '@plumbline/verification/pinpoint/message';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { signMove } from '@plumbline/verification/pinpoint/transcript';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import type { Logger } from '../log/logger.ts';
import type { Journal } from '../storage/journal.ts';
import { moveVerifier } from './move-signature.ts';
import { OffChainGame } from './off-chain-game.ts';

/** Chooses a side's move, where it is not that of `defend` or `challenge`. */
export type DisputePlay = (facts: GameFacts, state: GameState) => Promise<Move>;

export interface SeatOptions {
  readonly facts: GameFacts;
  readonly binding: DisputeContext;
  readonly side: SideName;
  /** What each side may sign with. */
  readonly keys: Readonly<Record<SideName, readonly string[]>>;
  /** This side's recomputation; made once for a dispute. */
  readonly trace: () => Promise<Trace>;
  /** How this side plays, when not from that alone. */
  readonly play?: () => Promise<DisputePlay>;
  readonly sign: (payload: Uint8Array) => Uint8Array;
  readonly journal: Journal;
  /** The attempt disputed, with which what is kept of the dispute goes. */
  readonly attempt: string;
  readonly log: Logger;
}

/** One side of one dispute: what was played, what this side plays next, and whether it still plays off chain. */
export class DisputeSeat {
  readonly options: SeatOptions;
  readonly game: OffChainGame;
  readonly #onChainKey: string;
  #isOnChain: boolean;
  #making: { round: number; move: Promise<void> } | undefined;
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(options: SeatOptions, game: OffChainGame, onChainKey: string, isOnChain: boolean) {
    this.options = options;
    this.game = game;
    this.#onChainKey = onChainKey;
    this.#isOnChain = isOnChain;
  }

  static async open(options: SeatOptions, dispute: Dispute): Promise<DisputeSeat> {
    const { facts, binding, journal, attempt, keys } = options;
    const keyOf = (round: number): string => `move.${binding.dispute}.${round}:${attempt}`;
    const verify = moveVerifier(keys);
    const game = await OffChainGame.open({ facts, binding, verify, journal, keyOf }, dispute);
    // With whoever takes over the defence a game begins that nothing has gone wrong in yet.
    const onChainKey = `on-chain.${binding.dispute}.${dispute.defender}:${attempt}`;
    const isOnChain = (await journal.get<boolean>(onChainKey)) === true;
    return new DisputeSeat(options, game, onChainKey, isOnChain);
  }

  /** Whether this side plays on chain from here on. */
  get isOnChain(): boolean {
    return this.#isOnChain;
  }

  /** Whether it is this side's move where the game stands, on chain and off. */
  get isDue(): boolean {
    const { end } = this.game;
    return end.kind === 'next' && turnOf(end.position.state) === this.options.side;
  }

  /** Goes over to moves on chain, for good: whatever the other side did wrong, the chain's clock is never at risk. */
  async goOnChain(why: string): Promise<void> {
    if (this.#isOnChain) return;
    this.#isOnChain = true;
    await this.options.journal.put(this.#onChainKey, true);
    const { binding, log } = this.options;
    log.info(
      { event: 'dispute-on-chain', dispute: binding.dispute, round: this.game.rounds, reason: why },
      `dispute ${binding.dispute} goes on on chain: ${why}`,
    );
  }

  follow(dispute: Dispute): Promise<void> {
    return this.#inTurn(() => this.game.follow(dispute));
  }

  /** Takes what the other side has signed; throws `TranscriptError` where it does not follow. */
  take(round: number, moves: readonly SignedMove[]): Promise<void> {
    return this.#inTurn(() => this.game.take(round, moves));
  }

  /** Moves, where it is this side's turn: the move is computed once, however many ask for it, and kept. */
  async move(): Promise<void> {
    const round = this.game.rounds;
    if (this.#making?.round === round) return this.#making.move;
    const move = this.#move(round);
    this.#making = { round, move };
    await move.finally(() => {
      if (this.#making?.move === move) this.#making = undefined;
    });
  }

  async #move(round: number): Promise<void> {
    const { facts, binding, side, sign, log, trace, play } = this.options;
    const { end } = this.game;
    if (end.kind === 'verdict' || turnOf(end.position.state) !== side) return;
    const { position } = end;
    const { state } = position;
    const strategy = side === 'Defender' ? defend : challenge;
    const made =
      play === undefined ? await strategy(facts, state, await trace()) : await (await play())(facts, state);
    const signed = signMove(binding, position, made, sign);
    await this.#inTurn(async () => {
      // The chain may have gone on meanwhile, to where this follows or to something else.
      const now = this.game.end;
      if (now.kind === 'next' && sameHash(now.position.head, position.head))
        await this.game.take(round, [signed]);
    });
    log.info(
      {
        event: 'dispute-move',
        dispute: binding.dispute,
        task: binding.task,
        round,
        side: side.toLowerCase(),
        phase: position.state.type,
        move: made.type,
      },
      `dispute ${binding.dispute}, round ${round}: ${side.toLowerCase()} plays ${made.type}`,
    );
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(work, work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
