import { toHex } from '@plumbline/runtime-types/scale/hex';
import type { Logger } from 'pino';
import { RuntimeApiError } from '../../../runtime/api.ts';
import type { Chain } from '../../chain/chain.ts';
import { NodeError } from '../../errors.ts';
import { blockWith } from '../blocks.ts';
import { keeping, sizeOf } from '../kept.ts';
import { logFailure } from '../log-failure.ts';
import { call, type Methods, session, subscribe } from '../method.ts';
import { answerQueries, sizeOfQueries, storageQueries } from '../storage-query.ts';
import { inPages } from './pages.ts';
import { diffQueries, storageDifferences } from './storage-diff.ts';

const STORAGE_EVENT = 'archive_v1_storageEvent';
const DIFF_EVENT = 'archive_v1_storageDiffEvent';

/** `archive_v1_*`: any block of the chain, without following it. Every block is final. */
export function archiveMethods(chain: Chain, log: Logger): Methods {
  const stop = (notification: string) =>
    session((params, { caller }) => {
      caller.end(params.text(0, 'subscription'), notification);
      return null;
    });
  const stopDiff = stop(DIFF_EVENT);
  return {
    archive_v1_finalizedHeight: call(() => chain.head.number),
    archive_v1_genesisHash: call(() => toHex(chain.genesisHash)),
    archive_v1_hashByHeight: call((params) => {
      const height = params.optional(0, 'height');
      const isFarAhead = Number.isSafeInteger(height) && Number(height) > 0xffffffff;
      const hash = isFarAhead ? undefined : chain.blockHash(params.number(0, 'height'));
      return hash ? [toHex(hash)] : [];
    }),
    archive_v1_header: call((params) => {
      const header = chain.header(params.hash(0, 'hash'));
      return header ? toHex(header.encoded) : null;
    }),
    archive_v1_body: call((params) => chain.body(params.hash(0, 'hash'))?.map(toHex) ?? null),
    archive_v1_call: call((params) => {
      const [hash, method] = [params.hash(0, 'hash'), params.text(1, 'function')];
      const args = params.bytes(2, 'callParameters');
      const block = chain.header(hash);
      if (!block) return null;
      try {
        return { success: true, value: toHex(chain.call(method, args, block)) };
      } catch (error) {
        const isDiscarded = error instanceof NodeError && error.code === 'StateDiscarded';
        if (!isDiscarded && !(error instanceof RuntimeApiError)) throw error;
        logFailure(log, 'archive_v1_call', error);
        return { success: false, error: error.message };
      }
    }),
    archive_v1_storage: subscribe(STORAGE_EVENT, (params, { caller }) => {
      const hash = params.hash(0, 'hash');
      const wanted = storageQueries(params, 1);
      const { childTrie } = wanted;
      const ofChild = childTrie ? { childTrieKey: toHex(childTrie) } : {};
      const pages = inPages('storage', caller, function* () {
        for (const result of answerQueries(chain, blockWith(chain, hash), wanted))
          yield { ...ofChild, ...result };
      });
      return keeping(caller, sizeOfQueries(wanted), pages);
    }),
    archive_v1_stopStorage: stop(STORAGE_EVENT),
    archive_v1_storageDiff: subscribe(DIFF_EVENT, (params, { caller }) => {
      const hash = params.hash(0, 'hash');
      const queries = diffQueries(params, 1);
      const previousHash = params.hashOr(2, 'previousHash', undefined);
      const pages = inPages('storageDiff', caller, () =>
        storageDifferences(chain, hash, previousHash, queries),
      );
      return keeping(caller, sizeOf(queries.flatMap(({ prefix, child }) => [prefix, child])), pages);
    }),
    archive_v1_stopStorageDiff: stopDiff,
    archive_v1_storageDiff_stopStorageDiff: stopDiff, // Substrate's name for it
  };
}
