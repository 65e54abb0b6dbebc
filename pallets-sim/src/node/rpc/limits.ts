import { DEFAULT_ANSWER_BYTES } from './answer-size.ts';
import type { RateOptions } from './rate-limit.ts';

/** What a server allows its clients. */
export interface RpcLimits extends RateOptions {
  /** Over HTTP and WebSocket together. */
  readonly connections: number;
  readonly messageBytes: number;
  /** Largest answer; those to a batch are counted together. */
  readonly answerBytes: number;
  readonly batchCalls: number;
  readonly subscriptionsPerConnection: number;
  /** What a WebSocket client may have the node keep for it: keys that it watches, transactions that it broadcasts. */
  readonly keptBytes: number;
  /** A client that lets more than this pile up unread is cut off. */
  readonly unreadBytes: number;
  /** While more than this is unread, a long answer in parts goes no further. */
  readonly behindBytes: number;
  /** While a WebSocket client waits for so many answers, nothing more is read of what it sends. */
  readonly unansweredMessages: number;
}

/**
 * Those of Substrate. So many unanswered messages keep the threads that verify signatures busy while a full block is
 * made; of a client that sends more, the rest waits as bytes in the socket, and not as objects in the heap.
 */
export const DEFAULT_LIMITS: RpcLimits = {
  connections: 200,
  messageBytes: 15 << 20,
  answerBytes: DEFAULT_ANSWER_BYTES,
  batchCalls: 1000,
  subscriptionsPerConnection: 1024,
  keptBytes: 16 << 20,
  unreadBytes: 64 << 20,
  behindBytes: 1 << 20,
  unansweredMessages: 4096,
};
