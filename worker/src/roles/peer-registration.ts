import type { Ed25519PrivateKey } from '@libp2p/interface';
import { multiaddr } from '@multiformats/multiaddr';
import type { Account } from '../chain/account.ts';
import type { Calls } from '../chain/calls.ts';
import type { Submitter } from '../chain/submit.ts';
import type { ChainView } from '../chain/view.ts';
import type { Logger } from '../log/logger.ts';
import { signPeerBinding } from '../network/peer-binding.ts';
import { dialableAddresses, type PeerNode } from '../network/peer-node.ts';
import { RoleError } from './errors.ts';

export interface PeerRegistrationOptions {
  readonly account: Account;
  readonly calls: Calls;
  readonly submitter: Submitter;
  readonly view: ChainView;
  readonly genesisHash: Uint8Array;
  readonly node: PeerNode;
  readonly key: Ed25519PrivateKey;
  /** x25519 public key for secrets to this worker. */
  readonly encryptionKey: Uint8Array;
  readonly log: Logger;
}

/** At most so many addresses are kept on the chain. */
const MAX_ADDRESSES = 8;
/** For how long a binding is made; in its second half it is made anew. */
const BINDING_BLOCKS = 10_000_000;

/**
 * Ties this worker's peer to its account on the chain, where others look up whom to ask. Refuses when another peer
 * is tied to the account and answers: two workers on one account would each miss what the other is doing.
 */
export async function ensurePeerBound(options: PeerRegistrationOptions): Promise<void> {
  const { account, calls, submitter, view, node, log } = options;
  const peerId = node.peerId.toString();
  const addresses = dialableAddresses(node).slice(0, MAX_ADDRESSES);
  const bound = await view.peer(account.id);
  if (
    bound !== undefined &&
    bound.peerId !== peerId &&
    (await answers(node, bound.peerId, bound.addresses))
  ) {
    const message =
      `another worker is running on account ${account.address} (peer ${bound.peerId} at ${bound.addresses.join(', ')}). ` +
      'Stop it, or give this worker an account of its own with --suri';
    throw new RoleError('AccountInUse', message, { account: account.id, peerId: bound.peerId });
  }
  const { encryptionKey } = options;
  const same =
    bound?.peerId === peerId &&
    bound.addresses.join() === addresses.join() &&
    Buffer.compare(bound.encryptionKey, encryptionKey) === 0 &&
    bound.expiry > view.block.number + BINDING_BLOCKS / 2;
  if (same) return;
  const expiry = view.block.number + BINDING_BLOCKS;
  const binding = await signPeerBinding(options.key, options.genesisHash, account.publicKey, expiry);
  await submitter.submit(calls.bindPeer({ peerId, addresses, encryptionKey, expiry }, binding));
  log.info({ event: 'bound', peerId, addresses }, `peer ${peerId} is bound to ${account.address}`);
}

async function answers(node: PeerNode, peerId: string, addresses: readonly string[]): Promise<boolean> {
  const targets = addresses.map((address) =>
    multiaddr(address.includes('/p2p/') ? address : `${address}/p2p/${peerId}`),
  );
  if (targets.length === 0) return false;
  try {
    const connection = await node.dial(targets, { signal: AbortSignal.timeout(2_000) });
    const answered = connection.remotePeer.toString() === peerId;
    await connection.close();
    return answered;
  } catch {
    // Nobody there: it was this account's worker once, with another key.
    return false;
  }
}
