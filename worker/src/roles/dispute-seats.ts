import { setTimeout as wait } from 'node:timers/promises';
import { sameHash } from '@plumbline/verification/hash/hex';
import { messageOf } from '../errors.ts';
import type { MovesAnswer, MovesRequest, Refusal } from '../network/dispute-frames.ts';
import type { DisputeSeat } from './dispute-seat.ts';

/** A defender's seat with what answering for it takes. */
interface Taken {
  readonly seat: DisputeSeat;
  /** Id of the challenger's peer, as the chain knows it now. */
  readonly challenger: () => Promise<string | undefined>;
  heardAt: number;
}

/** How long a challenger waits for an answer before it is told to ask again, in milliseconds. */
const PATIENCE = 10_000;

/** The disputes that this worker defends, by id, as challengers ask for them. */
export class DisputeSeats {
  readonly #taken = new Map<number, Taken>();
  readonly #wake: () => void;
  readonly #now: () => number;

  constructor(wake: () => void, now: () => number = () => performance.now()) {
    this.#wake = wake;
    this.#now = now;
  }

  /** Offers a seat to its challenger. */
  offer(seat: DisputeSeat, challenger: () => Promise<string | undefined>): void {
    const { dispute } = seat.options.binding;
    if (this.#taken.get(dispute)?.seat === seat) return;
    this.#taken.set(dispute, { seat, challenger, heardAt: this.#now() });
  }

  withdraw(dispute: number): void {
    this.#taken.delete(dispute);
  }

  /** Milliseconds since the challenger was last heard of, or since the seat was offered. */
  silence(dispute: number): number {
    const taken = this.#taken.get(dispute);
    return taken === undefined ? 0 : this.#now() - taken.heardAt;
  }

  async answer(request: MovesRequest, peer: string): Promise<MovesAnswer> {
    const { id } = request;
    const refuse = (refusal: Refusal, reason: string): MovesAnswer => ({ id, ok: false, refusal, reason });
    const taken = this.#taken.get(request.dispute);
    // The challenger may see a block first.
    if (taken === undefined) return refuse('later', `dispute ${request.dispute} is not defended here`);
    const { seat } = taken;
    const { genesis, task } = seat.options.binding;
    if (!sameHash(genesis, request.genesis) || task !== request.task) {
      return refuse('refused', `dispute ${request.dispute} here is of another chain or task`);
    }
    if ((await taken.challenger()) !== peer)
      return refuse('refused', 'you are not the challenger of this dispute');
    if (seat.isOnChain) return refuse('on chain', 'this side plays on chain from here on');
    taken.heardAt = this.#now();
    try {
      await seat.take(request.round, request.moves);
    } catch (thrown) {
      await seat.goOnChain(messageOf(thrown));
      this.#wake();
      return refuse('on chain', messageOf(thrown));
    }
    const moved = seat.move();
    moved.catch(() => undefined);
    const inTime = await Promise.race([moved.then(() => true), wait(PATIENCE, false, { ref: false })]).catch(
      () => false,
    );
    if (!inTime) return refuse('later', 'the move is being computed');
    if (seat.game.end.kind === 'verdict') this.#wake();
    const from = request.round + request.moves.length - seat.game.base.round;
    if (from < 0) return refuse('later', 'the chain is further than that');
    return { id, ok: true, moves: seat.game.moves.slice(from) };
  }
}
