import { toHex } from '@plumbline/runtime-types/scale/hex';
import { ScaleReader } from '@plumbline/runtime-types/scale/reader';
import { claimBlock } from '../../authorship/author.ts';
import type { Keystore } from '../../authorship/keystore.ts';
import { concatBytes } from '../../bytes.ts';
import type { Chain } from '../../chain/chain.ts';
import { NodeError } from '../../errors.ts';
import type { LogFilter } from '../../log/log.ts';
import { ReservedPeers } from '../../network/reserved-peers.ts';
import type { TransactionPool } from '../../pool/pool.ts';
import { u32Bytes } from '../../scale.ts';
import { openingHeader } from '../../sealing/build-block.ts';
import { askingRuntime } from '../asking-runtime.ts';
import { blockAt } from '../blocks.ts';
import { invalidParams, RpcError } from '../errors.ts';
import { call, type Methods } from '../method.ts';
import { accountBytes } from '../params.ts';
import { extrinsic } from './author.ts';

/** Substrate's code for a peer's address that cannot be read. */
const BAD_PEER = 2002;

/** What a node says of itself. */
export interface NodeIdentity {
  readonly implementation: string;
  readonly version: string;
  /** Given with `--name`. */
  readonly name: string;
  readonly peerId: string;
}

/** What `system_health` and `/health` answer: a node of its own, with nobody to sync with. */
export const HEALTH = { peers: 0, isSyncing: false, shouldHavePeers: false };

/** `system_*`: the node and its chain. There is no peer-to-peer network behind this node. */
export function systemMethods(
  chain: Chain,
  pool: TransactionPool,
  identity: NodeIdentity,
  keystore: Keystore,
  logFilter: LogFilter | undefined,
): Methods {
  const reserved = new ReservedPeers();
  const startingBlock = chain.head.number;
  const nextIndex = call((params) => {
    const who = accountBytes(params.text(0, 'account'), 0, 'account');
    return askingRuntime('Unable to query nonce.', () => nextNonce(chain, pool, who));
  });
  const dryRun = call((params) =>
    askingRuntime('Unable to dry run extrinsic', () => {
      const bytes = extrinsic(params, 0);
      const block = blockAt(chain, params, 1, 'at');
      const state = chain.stateAt(block);
      const { digest } = claimBlock(chain.runtime, keystore, block, state);
      chain.runtime.call('Core_initialize_block', openingHeader(block, digest), state);
      return toHex(chain.runtime.call('BlockBuilder_apply_extrinsic', bytes, state));
    }),
  );
  return {
    system_name: call(() => identity.implementation),
    system_version: call(() => identity.version),
    system_chain: call(() => chain.spec.name),
    system_chainType: call(() => chain.spec.chainType),
    system_properties: call(() => chain.spec.properties),
    system_health: call(() => HEALTH),
    system_peers: call(() => []),
    system_nodeRoles: call(() => ['Authority']),
    system_localPeerId: call(() => identity.peerId),
    system_localListenAddresses: call(() => []),
    system_syncState: call(() => ({
      startingBlock,
      currentBlock: chain.head.number,
      highestBlock: chain.head.number,
    })),
    system_unstable_networkState: call(() => ({
      peerId: identity.peerId,
      listenedAddresses: [],
      externalAddresses: [],
      connectedPeers: {},
      notConnectedPeers: {},
      peerset: { reservedPeers: reserved.list() },
    })),
    system_addReservedPeer: call((params) => {
      const problem = reserved.add(params.text(0, 'peer'));
      if (problem !== undefined) throw new RpcError(BAD_PEER, problem);
      return null;
    }),
    system_removeReservedPeer: call((params) => {
      reserved.remove(params.text(0, 'peerId'));
      return null;
    }),
    system_reservedPeers: call(() => reserved.list()),
    system_addLogFilter: call((params) => {
      const levels = params.text(0, 'directives');
      try {
        logFilter?.add(levels);
      } catch (error) {
        throw error instanceof NodeError ? invalidParams(error.message) : error;
      }
      return null;
    }),
    system_resetLogFilter: call(() => {
      logFilter?.reset();
      return null;
    }),
    system_accountNextIndex: nextIndex,
    account_nextIndex: nextIndex,
    system_dryRun: dryRun,
    system_dryRunAt: dryRun,
  };
}

/** The account's nonce on chain, and beyond it those of its transactions that are ready in the pool. */
function nextNonce(chain: Chain, pool: TransactionPool, who: Uint8Array): number {
  let nonce = new ScaleReader(chain.call('AccountNonceApi_account_nonce', who)).u32();
  const tag = () => toHex(concatBytes(who, u32Bytes(nonce)));
  while (pool.isProvided(tag())) nonce++;
  return nonce;
}
