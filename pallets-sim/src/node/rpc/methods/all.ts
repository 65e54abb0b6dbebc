import type { Keystore } from '../../authorship/keystore.ts';
import type { Chain } from '../../chain/chain.ts';
import type { TransactionPool } from '../../pool/pool.ts';
import type { Clock } from '../../sealing/clock.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import type { ChainHeadLimits } from '../chain-head/follow.ts';
import type { Methods } from '../method.ts';
import { archiveMethods } from './archive.ts';
import { authorMethods } from './author.ts';
import { chainMethods } from './chain.ts';
import { chainHeadMethods } from './chain-head.ts';
import { chainSpecMethods } from './chain-spec.ts';
import { devMethods } from './dev.ts';
import { engineMethods } from './engine.ts';
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
  chainHeadLimits?: Partial<ChainHeadLimits> | undefined;
}): Methods {
  const { chain, pool, sealer, clock, keystore, identity } = parts;
  return {
    ...archiveMethods(chain),
    ...authorMethods(pool),
    ...chainMethods(chain),
    ...chainHeadMethods(chain, parts.chainHeadLimits),
    ...chainSpecMethods(chain),
    ...devMethods(chain, sealer, clock, keystore),
    ...engineMethods(chain, pool, sealer),
    ...paymentMethods(chain),
    ...stateMethods(chain),
    ...systemMethods(chain, pool, identity, keystore),
    ...transactionMethods(chain, pool),
    ...transactionWatchMethods(chain, pool),
  };
}
