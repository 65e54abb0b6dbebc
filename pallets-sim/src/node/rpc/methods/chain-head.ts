import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Logger } from 'pino';
import type { Header } from '../../block/header.ts';
import type { Chain } from '../../chain/chain.ts';
import { CHAIN_HEAD_LIMITS, type ChainHeadLimits, Follow } from '../chain-head/follow.ts';
import type { OperationStep } from '../chain-head/operations.ts';
import { bodySteps, callSteps, storageSteps } from '../chain-head/steps.ts';
import { CHAIN_HEAD, RpcError } from '../errors.ts';
import { type Caller, type Methods, type Session, session, subscribe } from '../method.ts';
import type { Params } from '../params.ts';
import { sizeOfQueries, storageQueries } from '../storage-query.ts';

/** The subscription is unknown, or has no room for another operation. */
const LIMIT_REACHED = { result: 'limitReached' };

/** `chainHead_v1_*`: following the head, and reading the blocks that were reported. */
export function chainHeadMethods(chain: Chain, log: Logger, limits: Partial<ChainHeadLimits> = {}): Methods {
  const allowed = { ...CHAIN_HEAD_LIMITS, ...limits };
  const byCaller = new WeakMap<Caller, Map<string, Follow>>();
  const followOf = (caller: Caller, params: Params): Follow | undefined =>
    byCaller.get(caller)?.get(params.text(0, 'followSubscription'));

  /** An operation on a pinned block. */
  const operation = (run: (params: Params, follow: Follow, block: Header, call: Session) => unknown) =>
    session((params, call) => {
      const hash = params.hash(1, 'hash');
      const follow = followOf(call.caller, params);
      return follow ? run(params, follow, follow.pinned(hash), call) : LIMIT_REACHED;
    });
  const begin = (
    follow: Follow,
    call: Session,
    block: Header,
    cost: number,
    steps: Iterator<OperationStep>,
    release = (): void => {},
  ) => {
    const unpin = chain.pinState(block);
    const { id, begin: run } = follow.operations.add(cost, steps, () => {
      unpin();
      release();
    });
    call.afterwards(run);
    return { result: 'started', operationId: id };
  };

  return {
    chainHead_v1_follow: subscribe('chainHead_v1_followEvent', (params, { id, caller }) => {
      const follow = new Follow(chain, params.flag(0, 'withRuntime'), allowed, log);
      const follows = byCaller.get(caller) ?? new Map<string, Follow>();
      if (follows.size >= allowed.follows) {
        throw new RpcError(
          CHAIN_HEAD.tooManyFollows,
          `Maximum number of chainHead_v1_follow has been reached: ${allowed.follows} of this connection`,
        );
      }
      byCaller.set(caller, follows.set(id, follow));
      return (notify, end) => {
        const stop = follow.start(notify, end);
        return () => {
          stop();
          follows.delete(id);
        };
      };
    }),
    chainHead_v1_unfollow: session((params, { caller }) => {
      if (followOf(caller, params)) caller.end(params.text(0, 'followSubscription'));
      return null;
    }),
    chainHead_v1_header: session((params, { caller }) => {
      const hash = params.hash(1, 'hash');
      const follow = followOf(caller, params);
      return follow ? toHex(follow.pinned(hash).encoded) : null;
    }),
    chainHead_v1_body: operation((_params, follow, block, call) =>
      follow.operations.free < 1 ? LIMIT_REACHED : begin(follow, call, block, 1, bodySteps(chain, block)),
    ),
    chainHead_v1_call: operation((params, follow, block, call) => {
      const method = params.text(2, 'function');
      const args = params.bytes(3, 'callParameters');
      if (!follow.withRuntime) {
        throw new RpcError(
          CHAIN_HEAD.withoutRuntime,
          'This subscription follows without the runtime: it cannot call it',
        );
      }
      if (follow.operations.free < 1) return LIMIT_REACHED;
      return begin(follow, call, block, 1, callSteps(chain, block, method, args));
    }),
    chainHead_v1_storage: operation((params, follow, block, call) => {
      const { queries, childTrie } = storageQueries(params, 2);
      const accepted = queries.slice(0, Math.max(0, follow.operations.free));
      if (accepted.length === 0 && queries.length > 0) return LIMIT_REACHED;
      const wanted = { queries: accepted, childTrie };
      const release = call.caller.keep(sizeOfQueries(wanted));
      if (!release) return LIMIT_REACHED;
      const steps = storageSteps(chain, block, wanted, allowed.pageItems);
      const started = begin(follow, call, block, accepted.length, steps, release);
      return { ...started, discardedItems: queries.length - accepted.length };
    }),
    chainHead_v1_continue: session((params, { caller }) => {
      followOf(caller, params)?.operations.continue(params.text(1, 'operationId'));
      return null;
    }),
    chainHead_v1_stopOperation: session((params, { caller }) => {
      followOf(caller, params)?.operations.stop(params.text(1, 'operationId'));
      return null;
    }),
    chainHead_v1_unpin: session((params, { caller }) => {
      const hashes = params.hashes(1, 'hashOrHashes');
      followOf(caller, params)?.unpin(hashes);
      return null;
    }),
  };
}
