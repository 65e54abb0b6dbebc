import type { Chain } from '../../chain/chain.ts';
import type { TransactionPool } from '../../pool/pool.ts';
import type { Sealer } from '../../sealing/sealer.ts';
import { call, type Methods } from '../method.ts';
import { authorMethods } from './author.ts';
import { chainMethods } from './chain.ts';
import { engineMethods } from './engine.ts';
import { paymentMethods } from './payment.ts';
import { stateMethods } from './state.ts';
import { type NodeIdentity, systemMethods } from './system.ts';

/** Everything that a node serves; `rpc_methods` lists exactly this. */
export function allMethods(parts: {
  chain: Chain;
  pool: TransactionPool;
  sealer: Sealer;
  identity: NodeIdentity;
}): Methods {
  const { chain, pool, sealer, identity } = parts;
  const methods: Methods = {
    ...authorMethods(pool),
    ...chainMethods(chain),
    ...engineMethods(chain, pool, sealer),
    ...paymentMethods(chain),
    ...stateMethods(chain),
    ...systemMethods(chain, pool, identity),
    rpc_methods: call(() => ({ methods: names })),
  };
  const names = Object.keys(methods).sort();
  return methods;
}
