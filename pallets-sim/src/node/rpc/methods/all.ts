import type { Logger } from 'pino';
import type { Keystore } from '../../authorship/keystore.ts';
import type { Chain } from '../../chain/chain.ts';
import type { LogFilter } from '../../log/log.ts';
import type { OffchainStorage } from '../../offchain/offchain-storage.ts';
import type { TransactionPool } from '../../pool/pool.ts';
import type { Clock } from '../../sealing/clock.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { DEFAULT_ANSWER_BYTES } from '../answer-size.ts';
import type { ChainHeadLimits } from '../chain-head/follow.ts';
import type { Methods } from '../method.ts';
import { archiveMethods } from './archive.ts';
import { authorMethods } from './author.ts';
import { authorKeyMethods } from './author-keys.ts';
import { chainMethods } from './chain.ts';
import { chainHeadMethods } from './chain-head.ts';
import { chainSpecMethods } from './chain-spec.ts';
import { childStateMethods } from './child-state.ts';
import { devMethods } from './dev.ts';
import { engineMethods } from './engine.ts';
import { offchainMethods } from './offchain.ts';
import { paymentMethods } from './payment.ts';
import { stateMethods } from './state.ts';
import { type NodeIdentity, systemMethods } from './system.ts';
import { transactionMethods } from './transaction.ts';
import { transactionWatchMethods } from './transaction-watch.ts';

/** Everything that a node can serve. */
export function allMethods(parts: {
  chain: Chain;
  pool: TransactionPool;
  sealer: Sealer;
  clock: Clock;
  keystore: Keystore;
  identity: NodeIdentity;
  offchain: OffchainStorage;
  /** Where calls that fail after they were answered leave why. */
  log: Logger;
  /** None when the log is not the node's own. */
  logFilter?: LogFilter | undefined;
  answerBytes?: number | undefined;
  chainHeadLimits?: Partial<ChainHeadLimits> | undefined;
}): Methods {
  const { chain, pool, sealer, clock, identity, keystore, offchain, log, logFilter } = parts;
  const answerBytes = parts.answerBytes ?? DEFAULT_ANSWER_BYTES;
  return {
    ...archiveMethods(chain, log),
    ...authorMethods(chain, pool),
    ...authorKeyMethods(keystore),
    ...chainMethods(chain),
    ...chainHeadMethods(chain, log, parts.chainHeadLimits),
    ...chainSpecMethods(chain),
    ...childStateMethods(chain, answerBytes),
    ...devMethods(chain, sealer, clock, keystore),
    ...engineMethods(chain, pool, sealer),
    ...offchainMethods(offchain),
    ...paymentMethods(chain),
    ...stateMethods(chain, answerBytes),
    ...systemMethods(chain, pool, identity, keystore, logFilter),
    ...transactionMethods(chain, pool, log),
    ...transactionWatchMethods(chain, pool, log),
  };
}
