import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import type { PeerSource } from '../network/blob-client.ts';
import { type DisputeChannel, openDisputeChannel } from '../network/dispute-channel.ts';
import { NetworkError } from '../network/errors.ts';
import type { PeerNode } from '../network/peer-node.ts';
import type { DisputeSeat } from './dispute-seat.ts';

export interface TalkOptions {
  readonly seat: DisputeSeat;
  readonly node: PeerNode;
  /** The defender's peer, as the chain knows it now. */
  readonly peers: () => Promise<readonly PeerSource[]>;
  readonly signal: AbortSignal;
  readonly timing?: Partial<TalkTiming>;
}

/** Milliseconds. */
export interface TalkTiming {
  /** For a dial, and for an answer. */
  readonly answer: number;
  /** How often a side that takes its time is heard of. */
  readonly beat: number;
  /** How often a broken line is mended without a move in between. */
  readonly tries: number;
}

const TIMING: TalkTiming = { answer: 30_000, beat: 1_000, tries: 5 };

/**
 * The challenger's part off chain: says what it has played and takes what the defender answers, until the game is
 * decided or this side goes over to moves on chain, which it does when the defender cannot be reached, refuses, or
 * answers with anything that does not follow.
 */
export async function talk(options: TalkOptions): Promise<void> {
  const { seat, signal } = options;
  const timing = { ...TIMING, ...options.timing };
  let failures = 0;
  while (seat.game.end.kind === 'next' && !seat.isOnChain) {
    const round = seat.game.rounds;
    try {
      await converse(options, timing);
    } catch (thrown) {
      signal.throwIfAborted();
      failures = seat.game.rounds > round ? 1 : failures + 1;
      if (failures >= timing.tries) await seat.goOnChain(messageOf(thrown));
      else await wait(timing.beat, undefined, { signal });
    }
  }
}

async function converse(options: TalkOptions, timing: TalkTiming): Promise<void> {
  const { node, signal } = options;
  const [peer] = await options.peers();
  if (peer === undefined)
    throw new NetworkError('PeerUnreachable', 'the chain knows no address of the defender');
  const channel = await openDisputeChannel({ node, peer, signal, timeoutMilliseconds: timing.answer });
  try {
    await exchange(options, timing, channel);
  } finally {
    await channel.close();
  }
}

async function exchange(
  { seat, signal }: TalkOptions,
  timing: TalkTiming,
  channel: DisputeChannel,
): Promise<void> {
  const { game } = seat;
  const { binding } = seat.options;
  let known = game.base.round;
  while (game.end.kind === 'next' && !seat.isOnChain) {
    // A long replay: the defender hears meanwhile that somebody is there.
    if (seat.isDue) {
      const moved = seat.move();
      moved.catch(() => undefined);
      await Promise.race([moved, wait(timing.beat, undefined, { signal })]);
      if (game.end.kind !== 'next') return;
    }
    const round = Math.max(known, game.base.round);
    const moves = game.moves.slice(round - game.base.round);
    const answer = await channel.ask({ ...binding, round, moves });
    if (answer.ok) {
      const before = game.rounds;
      const due = seat.isDue;
      known = round + moves.length;
      await seat.take(known, answer.moves).catch((thrown: unknown) => seat.goOnChain(messageOf(thrown)));
      if (!due && game.rounds === before) await wait(timing.beat, undefined, { signal });
    } else if (answer.refusal === 'later') {
      await wait(timing.beat, undefined, { signal });
    } else {
      await seat.goOnChain(`the defender says "${answer.refusal}" (${answer.reason})`);
    }
  }
}
