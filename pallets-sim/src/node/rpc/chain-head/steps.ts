import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Header } from '../../block/header.ts';
import type { Chain } from '../../chain/chain.ts';
import { answerQueries, isOfDescendants, type StorageQueries, type StorageResult } from '../storage-query.ts';
import type { OperationStep } from './operations.ts';

/** A block's extrinsics; a pinned block can have lost them, since what is pinned is its state. */
export function* bodySteps(chain: Chain, block: Header): Generator<OperationStep> {
  const body = chain.body(block.hash);
  yield {
    event: body ? { event: 'operationBodyDone', value: body.map(toHex) } : { event: 'operationInaccessible' },
  };
}

/** What a runtime function answers. */
export function* callSteps(
  chain: Chain,
  block: Header,
  method: string,
  args: Uint8Array,
): Generator<OperationStep> {
  yield { event: { event: 'operationCallDone', output: toHex(chain.call(method, args, block)) } };
}

/** What the queries find, in pages; after each page but the last the client is asked to continue. */
export function* storageSteps(
  chain: Chain,
  block: Header,
  wanted: StorageQueries,
  pageItems: number,
): Generator<OperationStep> {
  const mayWait = wanted.queries.some(({ type }) => isOfDescendants(type));
  const results = answerQueries(chain, block, wanted);
  for (let next = results.next(); !next.done; ) {
    const items: StorageResult[] = [];
    for (; !next.done && items.length < pageItems; next = results.next()) items.push(next.value);
    yield { event: { event: 'operationStorageItems', items } };
    if (!next.done && mayWait) yield { event: { event: 'operationWaitingForContinue' }, waits: true };
  }
  yield { event: { event: 'operationStorageDone' } };
}
