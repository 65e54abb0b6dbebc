import { setTimeout as wait } from 'node:timers/promises';
import type { Dispute } from '@plumbline/runtime-types/domain/dispute';
import type { SideName } from '@plumbline/runtime-types/domain/game';
import type { Task } from '@plumbline/runtime-types/domain/task';
import type { Trace } from '@plumbline/verification/pinpoint/trace';
import { turnOf } from '@plumbline/verification/pinpoint/turn';
import type { ChainView } from '../chain/view.ts';
import { attemptKey } from './attempt.ts';
import type { WorkerContext } from './context.ts';
import { type DisputePlay, DisputeSeat } from './dispute-seat.ts';
import { type TalkTiming, talk } from './dispute-talk.ts';
import { gameFacts } from './game-facts.ts';
import { HalfTime } from './half-time.ts';
import { orAborted } from './or-aborted.ts';
import type { Job } from './reconciler.ts';
import { peerOf } from './task-peers.ts';
import { areWitnessesAtWork } from './witness.ts';

export interface Play {
  readonly view: ChainView;
  readonly disputeId: number;
  readonly dispute: Dispute;
  readonly task: Task;
  readonly side: SideName;
  /** This side's recomputation; made once for a dispute. */
  readonly trace: () => Promise<Trace>;
  /** How it plays, when not from that alone. */
  readonly play?: () => Promise<DisputePlay>;
  /** What it needs is not served: what was played goes to the chain, for a report to follow on it. */
  readonly isUnserved?: boolean;
}

interface Held {
  readonly seat: Promise<DisputeSeat>;
  readonly defender: string;
  readonly halfTime: HalfTime;
}

export interface PlayerTiming extends Partial<TalkTiming> {
  /** A challenger that was not heard of for so many milliseconds is not waited for. */
  readonly idle?: number;
  /** A cheat that plays on chain and in the last blocks of its time alone. */
  readonly stalls?: boolean;
}

const IDLE = 20_000;
/** Blocks before a deadline in which who stalls meets it. */
const LAST_BLOCKS = 12;

/**
 * Plays one side of disputes: off chain with signed moves as long as the other side does, posting them once when the
 * game is decided; on chain from the moment that anything goes wrong, or half of the time for a move is over.
 */
export class DisputePlayer {
  readonly #context: WorkerContext;
  readonly #module: string;
  readonly #timing: PlayerTiming;
  readonly #held = new Map<number, Held>();

  /** `module` is the one that log lines are from. */
  constructor(context: WorkerContext, module: string, timing: PlayerTiming = {}) {
    this.#context = context;
    this.#module = module;
    this.#timing = timing;
  }

  /** Forgets disputes that are over. */
  keepOnly(view: ChainView): void {
    for (const id of this.#held.keys()) {
      if (view.disputes.has(id)) continue;
      this.#held.delete(id);
      this.#context.seats.withdraw(id);
    }
  }

  /** What this side has to do now. */
  async jobs(play: Play): Promise<Job[]> {
    const { view, disputeId: id, dispute, side } = play;
    // The Solver's time is over, and nobody has taken its place yet.
    if (dispute.defence.type === 'Open') return [];
    if (play.play !== undefined && (await areWitnessesAtWork(view, id))) return [];
    const seat = await this.#seatAt(play);
    if (play.isUnserved === true) await seat.goOnChain('the trace is not served');
    const isDueOnChain = turnOf(dispute.game) === side;
    const isHalfway = this.#held.get(id)?.halfTime.isOver(view.block.number, dispute) ?? false;
    const { stalls = false } = this.#timing;
    if (stalls) await seat.goOnChain('it stalls');
    if (isDueOnChain && isHalfway) {
      await seat.goOnChain('half of the time for a move is over');
    }
    if (stalls && view.block.number < dispute.deadline - LAST_BLOCKS) return [];
    const { end, moves } = seat.game;
    const key = `${id}:${dispute.round}`;
    if (end.kind === 'verdict') {
      return end.winner === side ? [{ key: `post:${key}`, run: () => this.#post(id, seat) }] : [];
    }
    if (seat.isOnChain) {
      if (isDueOnChain && moves.length < 2) {
        return [{ key: `play:${key}`, run: (signal) => this.#playOnChain(id, seat, signal) }];
      }
      return moves.length > 0 ? [{ key: `post:${key}`, run: () => this.#post(id, seat) }] : [];
    }
    // Whoever takes over the defence is talked to at once, and no longer the one before.
    const parties = `${id}:${dispute.defender}`;
    return side === 'Defender'
      ? [{ key: `attend:${parties}`, run: (signal) => this.#attend(play, seat, signal) }]
      : [{ key: `talk:${parties}`, run: (signal) => this.#talk(play, seat, signal) }];
  }

  #seatAt(play: Play): Promise<DisputeSeat> {
    const { disputeId: id, dispute } = play;
    const held = this.#held.get(id);
    // Another defender begins the game anew.
    if (held?.defender === dispute.defender) {
      return held.seat.then(async (seat) => {
        await seat.follow(dispute);
        return seat;
      });
    }
    const seat = this.#open(play);
    this.#held.set(id, { seat, defender: dispute.defender, halfTime: new HalfTime() });
    seat.catch(() => this.#held.delete(id));
    return seat;
  }

  async #open({ view, disputeId, dispute, task, side, trace, play }: Play): Promise<DisputeSeat> {
    const { account, genesis, journalOf, loggerOf, newest, seats } = this.#context;
    const seat = await DisputeSeat.open(
      {
        facts: gameFacts(dispute.task, task),
        binding: { genesis, task: dispute.task, dispute: disputeId },
        side,
        keys: {
          Challenger: await keysOf(view, dispute.challenger),
          Defender: await keysOf(view, dispute.defender),
        },
        trace,
        ...(play && { play }),
        sign: (payload) => account.pair.sign(payload),
        journal: journalOf('dispute'),
        attempt: attemptKey(dispute.task, task),
        log: loggerOf(this.#module),
      },
      dispute,
    );
    if (side === 'Defender') {
      seats.offer(seat, async () => (await newest()?.peer(dispute.challenger))?.peerId);
    }
    return seat;
  }

  /** Computes what the defender plays, and is there for the challenger as long as that is. */
  async #attend({ disputeId }: Play, seat: DisputeSeat, signal: AbortSignal): Promise<void> {
    const { seats, wake } = this.#context;
    while (!seat.isOnChain) {
      await orAborted(seat.move(), signal);
      const left = (this.#timing.idle ?? IDLE) - seats.silence(disputeId);
      if (left <= 0) await seat.goOnChain('the challenger was not heard of');
      else await wait(left, undefined, { signal });
    }
    wake();
  }

  async #talk({ view, dispute }: Play, seat: DisputeSeat, signal: AbortSignal): Promise<void> {
    const { newest, node, wake } = this.#context;
    const peers = () => peerOf(newest() ?? view, dispute.defender, 'defender');
    await talk({ seat, node, peers, signal, timing: this.#timing });
    wake();
  }

  async #playOnChain(id: number, seat: DisputeSeat, signal: AbortSignal): Promise<void> {
    const { calls, submitter } = this.#context;
    const { round } = seat.game.base;
    await orAborted(seat.move(), signal);
    const [own] = seat.game.moves;
    if (own !== undefined && round === seat.game.base.round)
      await submitter.submit(calls.play(id, round, own.move));
  }

  async #post(id: number, seat: DisputeSeat): Promise<void> {
    const { calls, loggerOf, submitter } = this.#context;
    const moves = [...seat.game.moves];
    loggerOf(this.#module).info(
      { event: 'transcript', dispute: id, round: seat.game.base.round, moves: moves.length },
      `dispute ${id}: posting ${moves.length} moves that were played off chain`,
    );
    await submitter.submit(calls.postTranscript(id, moves));
  }
}

async function keysOf(view: ChainView, account: string): Promise<string[]> {
  const worker = await view.workerKey(account);
  return worker === undefined ? [account] : [account, worker];
}
